//! What changes many statements at once, each time as one edit.

use super::{perform, show};
use crate::annotate::StatementId;
use crate::annotate::edit::{Change, Edit};
use crate::app::alike::Alike;
use crate::app::{Dialog, Effect, Focus, Model, Scope, describe, views};
use crate::text::DocumentId;
use std::collections::BTreeSet;

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
        Some((_, edit)) => perform(model, edit),
        None => {
            model.say("No place was ticked; nothing was changed.");
            vec![]
        }
    };
    effects.push(Effect::Focus(Focus::Article));
    effects
}

pub fn tick_row(model: &mut Model, row: (DocumentId, StatementId), is_ticked: bool) -> Vec<Effect> {
    if is_ticked {
        model.ticked.insert(row);
    } else {
        model.ticked.remove(&row);
    }
    vec![]
}

/// Ticks every row that fits the filter, or no row.
pub fn tick_all(model: &mut Model, is_ticked: bool) -> Vec<Effect> {
    model.ticked = if is_ticked { views::table::fitting(model) } else { BTreeSet::new() };
    vec![]
}

/// Does the same change to every ticked statement, as one edit.
pub fn change(model: &mut Model, make: impl Fn(StatementId) -> Change) -> Vec<Effect> {
    // What a filter hides is not changed unseen.
    let fitting = views::table::fitting(model);
    let ticked = model.ticked.iter().filter(|row| fitting.contains(row));
    let edits: Vec<Edit> = ticked.map(|(document, id)| Edit::Document(*document, make(*id))).collect();
    let Some(first) = edits.first() else {
        model.say("No statement is ticked.");
        return vec![];
    };
    let title = format!("{} in {} statements", describe::edit(model.session.scheme(), first), edits.len());
    perform(model, Edit::Group(title.into(), edits))
}
