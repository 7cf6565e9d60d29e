//! What a person changes about the chosen statement.

use super::{engine, moving, perform};
use crate::annotate::analysis::Dated;
use crate::annotate::edit::{Change, Edit, Field};
use crate::annotate::{Annotated, Polarity, Relay, Role};
use crate::app::{Effect, Model, keys::Command, names, words};
use crate::text::Span;
use std::rc::Rc;

/// Sets a field of the chosen statement, unless it has that value.
pub fn field(model: &mut Model, field: Field) -> Vec<Effect> {
    let field = canonical(model, field);
    let Some(entry) = model.entry().cloned() else {
        model.complain("Choose a statement first.");
        return vec![];
    };
    if has(&entry, &field) {
        return vec![];
    }
    let is_speaker = matches!(field, Field::SpeakerName(Some(_)));
    let effects = change(model, |id| Change::Set(id, field));
    if is_speaker {
        offer_alike(model);
    }
    effects
}

/// A name that the registry knows as another form of somebody is that somebody's.
fn canonical(model: &Model, field: Field) -> Field {
    let known = |name: Option<Rc<str>>| {
        let registry = model.session.registry();
        name.map(|name| registry.find(&name).map_or_else(|| name.clone(), |entry| entry.name.clone()))
    };
    match field {
        Field::SpeakerName(name) => Field::SpeakerName(known(name)),
        Field::TargetName(name) => Field::TargetName(known(name)),
        Field::AddresseeName(name) => Field::AddresseeName(known(name)),
        other => other,
    }
}

/// Does a change to the chosen statement.
pub fn change(model: &mut Model, make: impl FnOnce(crate::annotate::StatementId) -> Change) -> Vec<Effect> {
    match (model.open, model.chosen) {
        (Some(document), Some(id)) => perform(model, Edit::Document(document, make(id))),
        _ => {
            model.complain("Choose a statement first.");
            vec![]
        }
    }
}

/// The speaker is the candidate at `place`.
pub fn candidate(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(entry) = model.entry().cloned() else { return vec![] };
    let Some(candidate) = names::candidates(model, &entry).into_iter().nth(place) else {
        model.complain(format!("There is no candidate {}.", place + 1));
        return vec![];
    };
    field(model, Field::SpeakerName(Some(candidate.name)))
}

/// The stance is the label at `place` of the scheme, with the attitude that it mostly carries, in one edit.
pub fn stance(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(label) = model.session.scheme().labels.get(place).cloned() else { return vec![] };
    let (Some(document), Some(entry)) = (model.open, model.entry().cloned()) else { return vec![] };
    if entry.statement.stance.label == label.label {
        return vec![];
    }
    let id = entry.statement.id;
    let set = |field| Edit::Document(document, Change::Set(id, field));
    let title = format!("stance is “{}”", label.shown);
    let mut edits = vec![set(Field::Label(label.label.clone()))];
    if entry.statement.stance.polarity != label.polarity {
        edits.push(set(Field::Polarity(label.polarity)));
    }
    perform(model, Edit::Group(title.into(), edits))
}

/// The stance is the one that the machine would choose next.
pub fn runner_up(model: &mut Model) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return vec![] };
    let stance = &entry.statement.stance;
    let second = stance.ranking.iter().map(|(label, _)| label).find(|label| **label != stance.label);
    let labels = &model.session.scheme().labels;
    let place = second.and_then(|second| labels.iter().position(|entry| entry.label == *second));
    match place {
        Some(place) => self::stance(model, place),
        None => {
            model.complain("The machine has no second choice here.");
            vec![]
        }
    }
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

/// The day of publication as a person gives it, `2021-12-31`; none when empty.
pub fn date(model: &mut Model, day: &str) -> Vec<Effect> {
    let Some(article) = model.article() else { return vec![] };
    let day = day.trim();
    let is_day = day.len() == 10
        && day
            .bytes()
            .enumerate()
            .all(|(idx, byte)| if idx == 4 || idx == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !day.is_empty() && !is_day {
        model.complain("A date is a year, a month and a day: 2021-12-31.");
        return vec![];
    }
    if article.annotations.date.as_ref().map_or("", |date| &*date.day) == day {
        return vec![];
    }
    let document = article.document.id;
    let date = is_day.then(|| Dated { day: day.into(), span: Span::new(0, 0) });
    perform(model, Edit::Document(document, Change::SetDate(date)))
}

/// One step weaker or stronger.
pub fn intensity(model: &mut Model, step: i8) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return vec![] };
    let next = entry.statement.stance.intensity.saturating_add_signed(step).clamp(1, 3);
    field(model, Field::Intensity(next))
}

/// Negated or veiled becomes its opposite.
pub fn toggle(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return vec![] };
    let stance = &entry.statement.stance;
    let next = match command {
        Command::Negated => Field::Negated(!stance.negated),
        _ => Field::Veiled(!stance.veiled),
    };
    field(model, next)
}

/// The attitude to the target.
pub fn polarity(model: &mut Model, polarity: Polarity) -> Vec<Effect> {
    field(model, Field::Polarity(polarity))
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

/// One more relay, outside of those that are there.
pub fn relay(model: &mut Model, name: &str, spans: Vec<Span>) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return vec![] };
    let mut relays = entry.statement.relays.clone();
    if name.trim().is_empty() || relays.iter().any(|relay| &*relay.name == name) {
        return vec![];
    }
    relays.push(Relay { name: name.trim().into(), spans });
    field(model, Field::Relays(relays))
}

/// The relay at `place` is none.
pub fn drop_relay(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return vec![] };
    let mut relays = entry.statement.relays.clone();
    if place < relays.len() {
        relays.remove(place);
    }
    field(model, Field::Relays(relays))
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

/// The statement stands; on to the next one.
pub fn confirm(model: &mut Model) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return moving::advance(model) };
    let is_confirmed = entry.verdict == crate::annotate::Verdict::Confirmed;
    let mut effects = if is_confirmed { vec![] } else { change(model, Change::Confirm) };
    effects.extend(moving::advance(model));
    effects
}

/// It is none, and on to the next one; one that is rejected already comes back.
pub fn reject(model: &mut Model) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return vec![] };
    if entry.verdict == crate::annotate::Verdict::Rejected {
        return change(model, Change::Reopen);
    }
    let mut effects = change(model, Change::Reject);
    effects.extend(moving::advance(model));
    effects
}

/// The decision about the statement is taken back, if there is one.
pub fn reopen(model: &mut Model) -> Vec<Effect> {
    if model.entry().is_some_and(|entry| entry.verdict == crate::annotate::Verdict::Open) {
        model.say("Nothing has been decided about this statement.");
        return vec![];
    }
    change(model, Change::Reopen)
}

fn offer_alike(model: &mut Model) {
    let Some(alike) = crate::app::alike::Alike::of_chosen(model, crate::app::Scope::Article) else { return };
    let n_places = alike.places.len();
    if n_places > 0 && !model.notice.is_problem {
        let words = format!("Apply to {n_places} more “{}”", alike.form);
        model.notice.offer = Some((words.into(), Command::Alike));
    }
}

fn with_deselection(model: &mut Model, mut effects: Vec<Effect>) -> Vec<Effect> {
    model.selection = None;
    effects.push(Effect::Deselect);
    effects
}

/// Whether the statement has this value already.
fn has(entry: &Annotated, field: &Field) -> bool {
    let statement = &entry.statement;
    match field {
        Field::SpeakerName(name) => statement.speaker_name == *name,
        Field::Label(label) => statement.stance.label == *label,
        Field::Polarity(polarity) => statement.stance.polarity == *polarity,
        Field::Intensity(intensity) => statement.stance.intensity == *intensity,
        Field::Spans(role, spans) => statement.spans(*role) == spans,
        Field::TargetName(name) => statement.target_name == *name,
        Field::AddresseeName(name) => statement.addressee_name == *name,
        Field::Relays(relays) => statement.relays == *relays,
        Field::Note(note) => statement.note == *note,
        Field::Kind(kind) => statement.kind == *kind,
        Field::Parent(parent) => statement.parent == *parent,
        Field::Negated(is) => statement.stance.negated == *is,
        Field::Veiled(is) => statement.stance.veiled == *is,
    }
}

/// The selection as whole words, where it has any.
pub fn snapped(model: &Model, span: Option<Span>) -> Option<Span> {
    model.article().and_then(|article| words::snap(&article.document.text, span?))
}
