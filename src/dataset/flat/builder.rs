//! Puts a record together from labelled spans and facts.

use super::Part;
use crate::annotate::analysis::Dated;
use crate::annotate::annotations::Status;
use crate::annotate::{Kind, Label, MentionType, Polarity, Relay, Role, Statement, StatementId};
use crate::dataset::remarks::{Remarks, Unkept};
use crate::dataset::{Record, Row, sound};
use crate::text::{Document, DocumentId, Span};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A record in the making.
pub struct Builder<'r> {
    record: Record,
    day: Option<Rc<str>>,
    date_span: Option<Span>,
    taken: BTreeSet<u32>,
    /// What remarks name.
    place: String,
    remarks: &'r mut Remarks,
}

impl<'r> Builder<'r> {
    /// Nothing known yet about `document`; what has no place in it is noted with its `place` in the file.
    pub fn new(document: Document, place: &str, remarks: &'r mut Remarks) -> Builder<'r> {
        Builder {
            record: Record::bare(document),
            day: None,
            date_span: None,
            taken: BTreeSet::new(),
            place: place.to_owned(),
            remarks,
        }
    }

    fn note(&mut self, sort: Unkept, what: &str) {
        self.remarks.note(sort, format!("“{what}”, {}", self.place));
    }

    /// Notes a mark that belongs to no statement.
    pub fn loose(&mut self, label: &str, line: usize) {
        self.remarks.note(Unkept::LooseMark, format!("“{label}”, {}, line {line}", self.place));
    }

    /// Notes a link to something that is not there.
    pub fn dangling(&mut self, name: &str) {
        self.note(Unkept::Dangling, name);
    }

    /// Notes a label of another task.
    pub fn unknown_label(&mut self, label: &str) {
        self.note(Unkept::UnknownLabel, label);
    }

    /// Takes what is said about the article; `document` is for the caller.
    pub fn fact(&mut self, key: &str, value: &str) {
        match key {
            "engine" => self.record.engine = value.into(),
            "scheme" => self.record.scheme = value.into(),
            "date" => self.day = Some(value.into()),
            "hash" => {
                let id = DocumentId::try_from(value.to_owned());
                if id != Ok(self.record.document.id) {
                    self.remarks.note(Unkept::Changed, &*self.place);
                }
            }
            "document" => {}
            _ => self.note(Unkept::UnknownValue, key),
        }
    }

    /// Takes a span that belongs to the article.
    pub fn node(&mut self, part: Part, span: Span) {
        match part {
            Part::Boilerplate => self.record.boilerplate.push(span),
            Part::Headline => self.record.headline = Some(span),
            Part::Date => self.date_span = Some(span),
            Part::Role(_) | Part::Relay(_) => self.note(Unkept::LooseMark, part.label()),
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
        let kept = id.filter(|id| *id < 1 << 31 && !self.taken.contains(id));
        if kept != id {
            self.remarks.note(Unkept::TakenNumber, &*self.place);
        }
        let id = kept.unwrap_or(free);
        let mut row = Row {
            statement: Statement::bare(StatementId(id), vec![]),
            status: Status::Suggested,
            suggested: None,
        };
        for (key, value) in facts {
            if !put(&mut row, key, value) {
                self.note(Unkept::UnknownValue, &format!("{key}: {value}"));
            }
        }
        for (part, span) in nodes {
            match part {
                _ if span.is_empty() => self.note(Unkept::EmptyMark, part.label()),
                Part::Role(role) => row.statement.spans_mut(role).push(span),
                Part::Relay(idx) => relay(&mut row.statement, idx).spans.push(span),
                _ => self.node(part, span),
            }
        }
        for role in Role::ALL {
            row.statement.spans_mut(role).sort();
            row.statement.spans_mut(role).dedup();
        }
        if row.statement.content.is_empty() {
            self.remarks.note(Unkept::Contentless, &*self.place);
            return;
        }
        self.taken.insert(id);
        self.record.rows.push(row);
    }

    /// The record, its rows in order.
    pub fn finish(mut self) -> Record {
        if self.day.is_some() && self.date_span.is_none() {
            self.remarks.note(Unkept::PlacelessDay, &*self.place);
        }
        self.record.date = self.day.zip(self.date_span).map(|(day, span)| Dated { day, span });
        self.record.boilerplate.sort();
        self.record.sort();
        sound::mend(&mut self.record, &self.place, self.remarks);
        self.record
    }
}

fn value_of<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
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
