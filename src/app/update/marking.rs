//! What a person changes about the chosen statement.

use super::perform;
use crate::annotate::analysis::Dated;
use crate::annotate::edit::{Change, Edit, Field};
use crate::annotate::{Annotated, MentionType, Polarity, Relay};
use crate::app::alike::Alike;
use crate::app::{Effect, Model, Scope, keys::Command, names};
use crate::text::Span;
use std::rc::Rc;

/// What selected words become.
mod selected;
pub use selected::{add, boilerplate, clear, mark, mark_relay, snapped};

/// What is decided.
mod verdict;
pub use verdict::{confirm, reject, reopen};

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

/// The speaker is that of the statement before.
pub fn same_speaker(model: &mut Model) -> Vec<Effect> {
    let here = model.article().zip(model.chosen);
    let before = here.and_then(|(article, id)| {
        let place = article.annotations.place(id)?.checked_sub(1)?;
        article.annotations.entries.get(place).cloned()
    });
    match before.and_then(|entry| entry.statement.speaker_name.clone()) {
        Some(name) => field(model, Field::SpeakerName(Some(name))),
        None => {
            model.complain("The statement before has no named speaker.");
            vec![]
        }
    }
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

/// The day of publication as a person gives it, `2021-12-31`; none when empty.
pub fn date(model: &mut Model, day: &str) -> Vec<Effect> {
    let Some(article) = model.article() else { return vec![] };
    let day = day.trim();
    // A year typed halfway, 0202, is none.
    let is_day = day.len() == 10
        && !day.starts_with('0')
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

/// Offers the same name for the same words elsewhere: in this article, or, where it has no more of them, in the others;
/// there a name alone still means the same person, "he" and "the minister" are somebody else.
fn offer_alike(model: &mut Model) {
    if model.notice.is_problem {
        return;
    }
    let Some(here) = Alike::of_chosen(model, Scope::Article) else { return };
    let is_name = model.entry().is_some_and(|entry| entry.statement.mention_type == MentionType::Name);
    let (alike, place) = match here.places.is_empty() && is_name {
        false => (here, ""),
        true => (here.within(model, Scope::Corpus), " in other articles"),
    };
    let n_places = alike.places.len();
    if n_places > 0 {
        let words = format!("Apply to {n_places} more “{}”{place}", alike.form);
        model.notice.offer = Some((words.into(), Command::Alike));
    }
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
