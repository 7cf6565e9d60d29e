//! A record as labelled spans and plain facts, which is all that most formats know.
//!
//! A statement is a hub (the first span of its content), other spans that hang on it, and facts about it: pairs of
//! a key and a value. [`Builder`] is the way back.

use super::{Record, Row};
use crate::annotate::analysis::Dated;
use crate::annotate::annotations::Status;
use crate::annotate::{Kind, Label, MentionType, Polarity, Relay, Role, Statement, StatementId};
use crate::text::{Document, Span};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::rc::Rc;

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

fn value_of<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Puts a record together from labelled spans and facts.
pub struct Builder {
    record: Record,
    day: Option<Rc<str>>,
    date_span: Option<Span>,
    taken: BTreeSet<u32>,
    /// Facts and spans that have no place in a record.
    n_unknown: usize,
}

impl Builder {
    /// Nothing known yet about `document`.
    pub fn new(document: Document) -> Builder {
        Builder {
            record: Record::bare(document),
            day: None,
            date_span: None,
            taken: BTreeSet::new(),
            n_unknown: 0,
        }
    }

    /// Takes what is said about the article; `document` and `hash` are for the caller.
    pub fn fact(&mut self, key: &str, value: &str) {
        match key {
            "engine" => self.record.engine = value.into(),
            "scheme" => self.record.scheme = value.into(),
            "date" => self.day = Some(value.into()),
            "document" | "hash" => {}
            _ => self.n_unknown += 1,
        }
    }

    /// Takes a span that belongs to the article.
    pub fn node(&mut self, part: Part, span: Span) {
        match part {
            Part::Boilerplate => self.record.boilerplate.push(span),
            Part::Headline => self.record.headline = Some(span),
            Part::Date => self.date_span = Some(span),
            Part::Role(_) | Part::Relay(_) => self.n_unknown += 1,
        }
    }

    /// Takes a statement with its spans and facts; one without content is passed over.
    pub fn row<'f>(
        &mut self,
        id: Option<u32>,
        nodes: impl IntoIterator<Item = (Part, Span)>,
        facts: impl IntoIterator<Item = (&'f str, &'f str)>,
    ) {
        let free = self.taken.last().map_or(0, |last| last.saturating_add(1));
        // Ids beyond leave no room for those that have none.
        let id = id.filter(|id| *id < 1 << 31 && !self.taken.contains(id)).unwrap_or(free);
        let mut row = Row {
            statement: Statement::bare(StatementId(id), vec![]),
            status: Status::Suggested,
            suggested: None,
        };
        for (key, value) in facts {
            self.n_unknown += usize::from(!put(&mut row, key, value));
        }
        for (part, span) in nodes.into_iter().filter(|(_, span)| !span.is_empty()) {
            match part {
                Part::Role(role) => row.statement.spans_mut(role).push(span),
                Part::Relay(idx) => relay(&mut row.statement, idx).spans.push(span),
                _ => self.node(part, span),
            }
        }
        for role in Role::ALL {
            row.statement.spans_mut(role).sort();
        }
        if row.statement.content.is_empty() {
            self.n_unknown += 1;
            return;
        }
        self.taken.insert(id);
        self.record.rows.push(row);
    }

    /// The record, its rows in order, and a remark when something had no place in it.
    pub fn finish(mut self, remarks: &mut Vec<String>) -> Record {
        for row in &mut self.record.rows {
            row.statement.parent = row.statement.parent.filter(|parent| self.taken.contains(&parent.0));
        }
        self.record.date = self.day.zip(self.date_span).map(|(day, span)| Dated { day, span });
        self.record.boilerplate.sort();
        self.record.sort();
        if self.n_unknown > 0 {
            let (name, n) = (&self.record.document.name, self.n_unknown);
            let things = if n == 1 { "mark or value has" } else { "marks or values have" };
            remarks.push(format!("{name}: {n} {things} no place here and will be left out"));
        }
        self.record
    }
}

/// Sets the field that `key` names; `false` when there is none, or the value is none of its values.
fn put(row: &mut Row, key: &str, value: &str) -> bool {
    let Row { statement, status, .. } = row;
    let stance = &mut statement.stance;
    fn set<T>(field: &mut T, value: Option<T>) -> bool {
        value.map(|value| *field = value).is_some()
    }
    match key {
        "status" => set(status, value_of::<Status>(value)),
        "label" => set(&mut stance.label, Some(Label::new(value))),
        "polarity" => set(&mut stance.polarity, value_of::<Polarity>(value)),
        "intensity" => set(&mut stance.intensity, value.parse().ok()),
        "negated" => set(&mut stance.negated, value.parse().ok()),
        "veiled" => set(&mut stance.veiled, value.parse().ok()),
        "kind" => set(&mut statement.kind, value_of::<Kind>(value)),
        "mention_type" => set(&mut statement.mention_type, value_of::<MentionType>(value)),
        "confidence" => set(&mut statement.confidence, value.parse().ok()),
        "speaker_name" => set(&mut statement.speaker_name, Some(Some(value.into()))),
        "target_name" => set(&mut statement.target_name, Some(Some(value.into()))),
        "addressee_name" => set(&mut statement.addressee_name, Some(Some(value.into()))),
        "parent" => set(&mut statement.parent, value.parse().ok().map(StatementId).map(Some)),
        "said_on" => set(&mut statement.said_on, Some(Some(value.into()))),
        "note" => set(&mut statement.note, Some(value.into())),
        "relay" => {
            statement.relays.push(Relay { name: value.into(), spans: vec![] });
            true
        }
        _ => false,
    }
}

/// Relay number `idx`, made when it is not there.
fn relay(statement: &mut Statement, idx: usize) -> &mut Relay {
    while statement.relays.len() <= idx {
        statement.relays.push(Relay { name: "".into(), spans: vec![] });
    }
    &mut statement.relays[idx]
}
