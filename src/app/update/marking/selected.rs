//! What selected words become: the words of a role, a relay, boilerplate, a statement that was missed.

use super::{field, offer_alike, relay};
use crate::annotate::edit::{Change, Edit, Field};
use crate::annotate::{Annotated, Role};
use crate::app::update::{engine, perform};
use crate::app::{Effect, Model, names, words};
use crate::text::Span;
use std::rc::Rc;

/// The selection as whole words, where it has any.
pub fn snapped(model: &Model, span: Option<Span>) -> Option<Span> {
    model.article().and_then(|article| words::snap(&article.document.text, span?))
}

/// The selected words play `role`, instead of those that do or beside them.
pub fn mark(model: &mut Model, role: Role, is_added: bool) -> Vec<Effect> {
    let Some(span) = model.selection else { return vec![] };
    let Some(entry) = model.entry().cloned() else {
        model.complain("Choose a statement first, or press m to add the words as one that was missed.");
        return vec![];
    };
    let mut spans = if is_added { entry.statement.spans(role).to_vec() } else { vec![] };
    spans.push(span);
    let effects = match role {
        Role::Speaker => mark_speaker(model, &entry, spans),
        Role::Target => mark_named(model, &entry, role, spans, Field::TargetName),
        Role::Addressee => mark_named(model, &entry, role, spans, Field::AddresseeName),
        _ => field(model, Field::Spans(role, spans)),
    };
    with_deselection(model, effects)
}

/// Words marked as the speaker name it as well, when they are the name of somebody known.
fn mark_speaker(model: &mut Model, entry: &Annotated, spans: Vec<Span>) -> Vec<Effect> {
    let effects = mark_named(model, entry, Role::Speaker, spans, Field::SpeakerName);
    offer_alike(model);
    effects
}

fn mark_named(
    model: &mut Model,
    entry: &Annotated,
    role: Role,
    spans: Vec<Span>,
    name_field: fn(Option<Rc<str>>) -> Field,
) -> Vec<Effect> {
    let Some((document, text)) = model.article().map(|a| (a.document.id, a.document.text.clone())) else {
        return vec![];
    };
    let words = spans.iter().map(|span| span.of(&text)).collect::<Vec<_>>().join(" ");
    let id = entry.statement.id;
    let set = |field| Edit::Document(document, Change::Set(id, field));
    let mut edits = vec![set(Field::Spans(role, spans))];
    if let Some(name) = person_in(model, &words) {
        edits.push(set(name_field(Some(name))));
    }
    perform(model, Edit::Group(format!("{} is “{}”", role.name(), words).into(), edits))
}

/// Somebody known whose name stands in `words`; capitalised words are a name of their own.
fn person_in(model: &Model, words: &str) -> Option<Rc<str>> {
    let known = names::known(model);
    if let Some(name) = known.iter().find(|name| has_words(words, name)) {
        return Some(name.clone());
    }
    let folded = words.to_lowercase();
    if let Some(name) =
        known.iter().find(|name| name.to_lowercase().split_whitespace().any(|word| word == folded))
    {
        return Some(name.clone());
    }
    let is_name = words.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    is_name.then(|| words.into())
}

/// Whether `name` stands in `words` as whole words.
fn has_words(words: &str, name: &str) -> bool {
    let is_edge = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && words.match_indices(name).any(|(at, _)| {
            is_edge(words[..at].chars().next_back()) && is_edge(words[at + name.len()..].chars().next())
        })
}

/// The selected words name a relay.
pub fn mark_relay(model: &mut Model) -> Vec<Effect> {
    let Some(span) = model.selection else { return vec![] };
    let Some(words) = model.article().map(|article| span.of(&article.document.text).to_owned()) else {
        return vec![];
    };
    let effects = relay(model, &words, vec![span]);
    with_deselection(model, effects)
}

/// The selected words are no part of the article; those that were none are.
pub fn boilerplate(model: &mut Model) -> Vec<Effect> {
    let (Some(span), Some(article)) = (model.selection, model.article()) else { return vec![] };
    let before = &article.annotations.boilerplate;
    let mut spans: Vec<Span> = vec![];
    if before.iter().any(|other| other.overlaps(span)) {
        for other in before.iter() {
            let parts = [
                (other.start(), other.end().min(span.start())),
                (other.start().max(span.end()), other.end()),
            ];
            spans.extend(
                parts
                    .into_iter()
                    .filter(|(start, end)| start < end)
                    .map(|(start, end)| Span::new(start, end)),
            );
        }
    } else {
        spans.extend(before.iter().copied().chain([span]));
    }
    let document = article.document.id;
    let effects = perform(model, Edit::Document(document, Change::SetBoilerplate(spans)));
    with_deselection(model, effects)
}

/// No words play `role`.
pub fn clear(model: &mut Model, role: Role) -> Vec<Effect> {
    field(model, Field::Spans(role, vec![]))
}

/// The selected words are a statement that was missed.
pub fn add(model: &mut Model) -> Vec<Effect> {
    match model.selection {
        Some(content) => engine::add(model, content),
        None => {
            model.complain("Select the words of the statement first.");
            vec![]
        }
    }
}

fn with_deselection(model: &mut Model, mut effects: Vec<Effect>) -> Vec<Effect> {
    model.selection = None;
    effects.push(Effect::Deselect);
    effects
}
