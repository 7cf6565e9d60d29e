//! A record as labelled spans and plain facts, which is all that most formats know.
//!
//! A statement is a hub (the first span of its content), other spans that hang on it, and facts about it: pairs of
//! a key and a value. [`Builder`] is the way back.

use super::{Record, Row};
use crate::annotate::{Role, Statement};
use crate::text::Span;

/// The way back.
mod builder;
pub use builder::Builder;

/// What a span is to its statement or to its article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// It plays a role.
    Role(Role),
    /// It names relay number so and so, counted from 0.
    Relay(usize),
    /// It is no part of the article.
    Boilerplate,
    /// It is the headline.
    Headline,
    /// It gives the day of publication.
    Date,
}

impl Part {
    /// The label that people see: `Content`, `Relay`, `Boilerplate`.
    pub fn label(self) -> &'static str {
        match self {
            Part::Role(Role::Content) => "Content",
            Part::Role(Role::Cue) => "Cue",
            Part::Role(Role::Speaker) => "Speaker",
            Part::Role(Role::Target) => "Target",
            Part::Role(Role::Condition) => "Condition",
            Part::Role(Role::Consequence) => "Consequence",
            Part::Role(Role::Addressee) => "Addressee",
            Part::Relay(_) => "Relay",
            Part::Boilerplate => "Boilerplate",
            Part::Headline => "Headline",
            Part::Date => "Date",
        }
    }

    /// Every label, in the order of settings files.
    pub const LABELS: [&'static str; 11] = [
        "Content",
        "Cue",
        "Speaker",
        "Target",
        "Condition",
        "Consequence",
        "Addressee",
        "Relay",
        "Boilerplate",
        "Headline",
        "Date",
    ];

    /// The key that tells relays apart too: `Content`, `Relay`, `Relay2`.
    pub fn key(self) -> String {
        match self {
            Part::Relay(idx) if idx > 0 => format!("Relay{}", idx + 1),
            _ => self.label().to_owned(),
        }
    }

    /// The part of a key, or of a label.
    pub fn of_key(key: &str) -> Option<Part> {
        if let Some(number) = key.strip_prefix("Relay") {
            let number = if number.is_empty() { Some(1) } else { number.parse().ok() };
            return number
                .filter(|number| (1..=999).contains(number))
                .map(|number: usize| Part::Relay(number - 1));
        }
        let roles = Role::ALL.map(Part::Role);
        let all = roles.into_iter().chain([Part::Boilerplate, Part::Headline, Part::Date]);
        all.into_iter().find(|part| part.label() == key)
    }

    /// Whether it belongs to the article rather than to a statement.
    pub fn is_of_article(self) -> bool {
        matches!(self, Part::Boilerplate | Part::Headline | Part::Date)
    }
}

/// A key and its value.
pub type Fact = (&'static str, String);

/// The spans of a statement; the first one is the hub, the start of its content.
pub fn nodes(statement: &Statement) -> Vec<(Part, Span)> {
    let of_roles = Role::ALL
        .into_iter()
        .flat_map(|role| statement.spans(role).iter().map(move |span| (Part::Role(role), *span)));
    let of_relays = statement
        .relays
        .iter()
        .enumerate()
        .flat_map(|(idx, relay)| relay.spans.iter().map(move |span| (Part::Relay(idx), *span)));
    of_roles.chain(of_relays).collect()
}

/// What is said about a statement besides its spans.
pub fn facts(row: &Row) -> Vec<Fact> {
    let Row { statement, status, .. } = row;
    let stance = &statement.stance;
    let mut facts = vec![
        ("status", status.name().to_owned()),
        ("label", stance.label.as_str().to_owned()),
        ("polarity", word_of(&stance.polarity)),
        ("intensity", stance.intensity.to_string()),
        ("negated", stance.negated.to_string()),
        ("veiled", stance.veiled.to_string()),
        ("kind", word_of(&statement.kind)),
        ("mention_type", word_of(&statement.mention_type)),
        ("confidence", statement.confidence.to_string()),
    ];
    let named = [
        ("speaker_name", &statement.speaker_name),
        ("target_name", &statement.target_name),
        ("addressee_name", &statement.addressee_name),
    ];
    facts.extend(named.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?.to_string()))));
    facts.extend(statement.relays.iter().map(|relay| ("relay", relay.name.to_string())));
    facts.extend(statement.parent.map(|parent| ("parent", parent.0.to_string())));
    facts.extend(statement.said_on.as_ref().map(|day| ("said_on", day.to_string())));
    if !statement.note.is_empty() {
        facts.push(("note", statement.note.to_string()));
    }
    facts
}

/// The spans that belong to the article.
pub fn article_nodes(record: &Record) -> Vec<(Part, Span)> {
    let boilerplate = record.boilerplate.iter().map(|span| (Part::Boilerplate, *span));
    let headline = record.headline.map(|span| (Part::Headline, span));
    let date = record.date.as_ref().map(|date| (Part::Date, date.span));
    boilerplate.chain(headline).chain(date).collect()
}

/// What is said about the article.
pub fn article_facts(record: &Record) -> Vec<Fact> {
    let mut facts = vec![
        ("document", record.document.name.to_string()),
        ("hash", record.document.id.to_string()),
        ("engine", record.engine.to_string()),
        ("scheme", record.scheme.to_string()),
    ];
    facts.extend(record.date.as_ref().map(|date| ("date", date.day.to_string())));
    facts
}

/// The key that serde gives a value of a plain enum.
pub fn word_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("a plain enum is a word, not {other:?}"),
    }
}
