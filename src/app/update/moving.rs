//! Which document and which statement is looked at.

use crate::annotate::{Role, StatementId};
use crate::app::keys::{Command, Way};
use crate::app::{Effect, Focus, Model, Stretch, View, describe, queue, words};
use crate::order;
use crate::text::{DocumentId, Span};
use std::collections::BTreeSet;

/// So many edits are looked through on the way back.
const RECENT: usize = 1_000;

/// Opens a document at its first open statement.
pub fn open(model: &mut Model, document: DocumentId) -> Vec<Effect> {
    if model.session.article(document).is_none() || model.session.is_closed(document) {
        return vec![];
    }
    model.view = View::Desk;
    if model.open == Some(document) {
        return vec![];
    }
    model.open = Some(document);
    model.chosen = None;
    model.selection = None;
    let mut effects = vec![
        Effect::Deselect,
        Effect::Focus(Focus::Article),
        Effect::Reveal(vec![".article__head".into(), format!("[data-document='{document}']")]),
    ];
    effects.extend(choose_first(model));
    effects
}

/// Chooses the first open statement, else the first. Who opens an article starts at its head, unless that statement
/// is not on the page then.
pub fn choose_first(model: &mut Model) -> Vec<Effect> {
    let entries = model.article().map(|article| article.annotations.clone());
    let Some(entries) = entries.as_ref().map(|annotations| &annotations.entries) else { return vec![] };
    let first = entries.iter().find(|entry| !entry.is_reviewed()).or(entries.first());
    model.chosen = first.map(|entry| entry.statement.id);
    if reach_chosen(model) { model.chosen.map(reveal).into_iter().collect() } else { vec![] }
}

/// Chooses a statement of the open document and brings it into view.
pub fn choose(model: &mut Model, statement: StatementId) -> Vec<Effect> {
    if model.article().is_none_or(|article| article.annotations.get(statement).is_none()) {
        return vec![];
    }
    model.chosen = Some(statement);
    reach_chosen(model);
    vec![reveal(statement)]
}

/// Sees to it that the chosen statement is on the page; says whether another stretch of the article is there now.
fn reach_chosen(model: &mut Model) -> bool {
    let content = model.entry().and_then(|entry| entry.statement.content.first().copied());
    content.is_some_and(|content| reach(model, content))
}

/// Sees to it that the beginning of `span` is on the page; says whether another stretch of the article is there now.
pub fn reach(model: &mut Model, span: Span) -> bool {
    unroll(model);
    model.stretch.reach(span.start())
}

/// Begins with the open article, when it is another one than before.
pub fn unroll(model: &mut Model) {
    if model.stretch.document() != model.open {
        model.stretch =
            model.article().map_or_else(Stretch::default, |article| Stretch::of(&article.document));
    }
}

/// More of a very long article; what was read stays in view.
pub fn widen(model: &mut Model, way: Way) -> Vec<Effect> {
    let meeting = model.stretch.widen(way);
    meeting.map(|byte| Effect::Reveal(vec![format!(".piece[data-start='{byte}']")])).into_iter().collect()
}

/// Opens a document at one of its statements.
pub fn go(model: &mut Model, document: DocumentId, statement: StatementId) -> Vec<Effect> {
    model.dialog = None;
    let mut effects = open(model, document);
    effects.extend(choose(model, statement));
    effects
}

/// The next or previous statement of the open document.
pub fn step(model: &mut Model, step: isize) -> Vec<Effect> {
    queue::neighbour(model, step).map_or(vec![], |statement| choose(model, statement))
}

/// The next or previous document.
pub fn step_document(model: &mut Model, step: isize) -> Vec<Effect> {
    let ids: Vec<DocumentId> = model.articles().map(|article| article.document.id).collect();
    let at = model.open.and_then(|open| ids.iter().position(|id| *id == open)).unwrap_or(0);
    let next = at.saturating_add_signed(step).min(ids.len().saturating_sub(1));
    ids.get(next).copied().map_or(vec![], |id| open(model, id))
}

/// On to the next open statement of the queue, or a word about there being none.
pub fn advance(model: &mut Model) -> Vec<Effect> {
    match queue::next_open(model) {
        Some((document, statement)) => go(model, document, statement),
        None => {
            say_done(model);
            vec![]
        }
    }
}

/// Says that the queue is at its end, and where to go from there.
fn say_done(model: &mut Model) {
    let n_elsewhere = queue::remaining_anywhere(model);
    let (sentence, offer) = match n_elsewhere {
        // Who knows what is in those that are not back from the disk yet.
        _ if model.recall.is_some() => {
            ("Nothing is left to review here.".to_owned(), ("Next document".into(), Command::NextDocument))
        }
        0 => ("Everything is reviewed.".to_owned(), ("Export".into(), Command::Export)),
        n => (
            format!("Nothing is left to review here, {n} in other articles."),
            ("Review all articles".into(), Command::ToggleScope),
        ),
    };
    if !model.notice.text.ends_with(&sentence) {
        model.notice.text = format!("{} {sentence}", model.notice.text).trim().into();
    }
    model.notice.offer = Some(offer);
}

/// The statement that was changed last, other than the chosen one; from there the one before.
pub fn last_changed(model: &mut Model) -> Vec<Effect> {
    let here = model.open.zip(model.chosen);
    let mut seen = BTreeSet::new();
    let recent = model.session.log().in_force().iter().rev().filter_map(|entry| describe::place(&entry.edit));
    let places: Vec<_> = recent.take(RECENT).filter(|place| seen.insert(*place)).collect();
    let at = places.iter().position(|place| Some(*place) == here);
    match places.get(at.map_or(0, |at| at + 1)).copied() {
        Some((document, statement)) => go(model, document, statement),
        None => {
            model.say("No other statement has been changed.");
            vec![]
        }
    }
}

pub fn selected(model: &mut Model, span: Option<Span>) -> Vec<Effect> {
    let snapped = model.article().and_then(|article| words::snap(&article.document.text, span?));
    model.selection = snapped;
    vec![]
}

/// Chooses the innermost statement under the click; clicking again goes outwards and around.
pub fn clicked(model: &mut Model, byte: usize) -> Vec<Effect> {
    let Some(article) = model.article() else { return vec![] };
    let mut under: Vec<(usize, StatementId)> = vec![];
    for entry in article.annotations.standing() {
        let spans = Role::ALL.iter().flat_map(|role| entry.statement.spans(*role));
        let shortest = spans.filter(|span| span.contains(byte)).map(|span| span.len()).min();
        under.extend(shortest.map(|len| (len, entry.statement.id)));
    }
    order::sort(&mut under);
    let at = under.iter().position(|(_, id)| Some(*id) == model.chosen);
    let next = at.map_or(0, |at| (at + 1) % under.len());
    under.get(next).map(|(_, id)| *id).map_or(vec![], |id| choose(model, id))
}

/// Brings a statement into view in the article and in the list.
pub fn reveal(statement: StatementId) -> Effect {
    let number = statement.0;
    Effect::Reveal(vec![
        format!(".piece[data-statement~='{number}']"),
        format!(".row[data-statement='{number}']"),
    ])
}
