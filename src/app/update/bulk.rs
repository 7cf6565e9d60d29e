//! What changes many statements at once, each time as one edit.

use super::{show, work};
use crate::annotate::edit::{Change, Edit};
use crate::annotate::{StatementId, Verdict};
use crate::app::alike::Alike;
use crate::app::{Dialog, Effect, Focus, Model, Scope, describe, search};
use crate::order;
use crate::text::DocumentId;
use std::collections::BTreeSet;

/// A statement anywhere in the project.
type Place = (DocumentId, StatementId);

/// Shows where else the chosen speaker's words stand.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let here = Alike::of_chosen(model, Scope::Article);
    let found = match here {
        Some(alike) if alike.places.is_empty() => Alike::of_chosen(model, Scope::Corpus),
        other => other,
    };
    match found {
        Some(alike) if !alike.places.is_empty() => show(model, Dialog::Alike(alike)),
        Some(alike) => {
            model.say(format!("“{}” stands nowhere else with another speaker.", alike.form));
            vec![]
        }
        None => {
            model.complain("Choose a statement whose speaker has a name and words in the text.");
            vec![]
        }
    }
}

pub fn tick(model: &mut Model, place: usize, is_ticked: bool) -> Vec<Effect> {
    if let Some(Dialog::Alike(alike)) = &mut model.dialog
        && let Some(place) = alike.places.get_mut(place)
    {
        place.is_ticked = is_ticked;
    }
    vec![]
}

pub fn within(model: &mut Model, scope: Scope) -> Vec<Effect> {
    if let Some(Dialog::Alike(alike)) = &model.dialog {
        let wider = alike.within(model, scope);
        model.dialog = Some(Dialog::Alike(wider));
    }
    vec![]
}

/// Does it to the ticked places.
pub fn apply(model: &mut Model, alike: &Alike) -> Vec<Effect> {
    let mut effects = match alike.edit() {
        Some((_, edit)) => work::start(model, edit, work::Epilogue::default()),
        None => {
            model.say("No place was ticked; nothing was changed.");
            vec![]
        }
    };
    effects.push(Effect::Focus(Focus::Article));
    effects
}

/// Ticks a row of the table, or unticks it; with `is_range` every row from the last one that was.
pub fn tick_row(model: &mut Model, row: Place, is_ticked: bool, is_range: bool) -> Vec<Effect> {
    let range = if is_range { range(model, row) } else { vec![row] };
    for row in range {
        if is_ticked {
            model.ticked.insert(row);
        } else {
            model.ticked.remove(&row);
        }
    }
    model.ticked_last = Some(row);
    vec![]
}

/// The rows from the one ticked last to `row`, as the table shows them; that one alone when it shows no other.
fn range(model: &Model, row: Place) -> Vec<Place> {
    let rows = search::fitting(model);
    let place = |wanted: Place| rows.iter().position(|other| *other == wanted);
    match (model.ticked_last.and_then(place), place(row)) {
        (Some(a), Some(b)) => rows[a.min(b)..=a.max(b)].to_vec(),
        _ => vec![row],
    }
}

/// Ticks every row that fits the filter, or no row.
pub fn tick_all(model: &mut Model, is_ticked: bool) -> Vec<Effect> {
    model.ticked = if is_ticked { order::set(search::fitting(model)) } else { BTreeSet::new() };
    vec![]
}

/// Does the same change to every ticked statement, as one edit.
pub fn change(model: &mut Model, make: impl Fn(StatementId) -> Change) -> Vec<Effect> {
    // What a filter hides is not changed unseen.
    let fitting: BTreeSet<Place> = order::set(search::fitting(model));
    let ticked = model.ticked.intersection(&fitting);
    let n_ticked = ticked.clone().count();
    let edits = ticked.map(|(document, id)| (*document, make(*id)));
    let edits: Vec<Edit> = edits
        .filter(|(document, change)| is_news(model, *document, change))
        .map(|(document, change)| Edit::Document(document, change))
        .collect();
    let Some(first) = edits.first() else {
        model.say(if n_ticked == 0 { "No statement is ticked." } else { "They are that already." });
        return vec![];
    };
    let statements = describe::count(edits.len(), "statement");
    let title = format!("{} in {statements}", describe::edit(model.session.scheme(), first));
    work::start(model, Edit::Group(title.into(), edits), work::Epilogue::default())
}

/// Whether a decision changes anything: undo of one that does not would seem to do nothing.
fn is_news(model: &Model, document: DocumentId, change: &Change) -> bool {
    let verdict =
        |id: StatementId| model.session.article(document)?.annotations.get(id).map(|entry| entry.verdict);
    match change {
        Change::Confirm(id) => verdict(*id) != Some(Verdict::Confirmed),
        Change::Reject(id) => verdict(*id) != Some(Verdict::Rejected),
        Change::Reopen(id) => verdict(*id) != Some(Verdict::Open),
        _ => true,
    }
}
