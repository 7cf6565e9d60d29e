//! The keys of a Demarche JSONL line.
//!
//! Every offset is a pair of code points, end exclusive. A key without a value is left out; keys that are not known
//! are counted when reading, so that files with more keys load too.

use crate::annotate::analysis::{Person, PersonSort};
use crate::annotate::annotations::Status;
use crate::annotate::{Candidate, Kind, Label, MentionType, Polarity, Role, Statement};
use crate::dataset::{ExportError, Record, Row, Ruler, Unit};
use crate::text::Span;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Start and end in code points.
pub type Pair = [usize; 2];

/// Keys that have no field.
pub type Others = BTreeMap<String, IgnoredAny>;

/// One document.
#[derive(Serialize, Deserialize)]
pub struct RecordShape {
    pub(super) id: Rc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hash: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) engine: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) scheme: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date_span: Option<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<Pair>,
    pub(super) text: Rc<str>,
    #[serde(default)]
    pub(super) boilerplate: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) people: Vec<PersonShape>,
    #[serde(default)]
    pub(super) statements: Vec<StatementShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rejected: Vec<StatementShape>,
    #[serde(flatten, skip_serializing)]
    pub(super) others: Others,
}

/// Somebody named in the article.
#[derive(Serialize, Deserialize)]
pub(super) struct PersonShape {
    pub(super) name: Rc<str>,
    pub(super) sort: PersonSort,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) affiliation: Option<Rc<str>>,
    #[serde(default)]
    pub(super) mentions: Vec<Pair>,
    #[serde(flatten, skip_serializing)]
    pub(super) others: Others,
}

/// One statement.
#[derive(Serialize, Deserialize)]
pub struct StatementShape {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<Status>,
    #[serde(default)]
    pub(super) content: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) cue: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) speaker: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) speaker_name: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) mention_type: Option<MentionType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) label: Option<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) polarity: Option<Polarity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) intensity: Option<u8>,
    #[serde(default)]
    pub(super) negated: bool,
    #[serde(default)]
    pub(super) veiled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<Kind>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) target: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) target_name: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) addressee: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) addressee_name: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) condition: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) consequence: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) relays: Vec<Rc<str>>,
    /// One list a relay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) relay_spans: Vec<Vec<Pair>>,
    /// The `id` of the statement whose content holds this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<u32>,
    /// The day on which it was said, `2021-12-29`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) said_on: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) confidence: Option<f32>,
    /// Labels with probabilities, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) ranking: Vec<(Label, f32)>,
    /// The words that decided the label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) because: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) candidates: Vec<Candidate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<Rc<str>>,
    /// The words at the spans, to check the offsets by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) words: BTreeMap<Role, Vec<String>>,
    /// What the machine had said, when a person changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) suggested: Option<Box<StatementShape>>,
    #[serde(flatten, skip_serializing)]
    pub(super) others: Others,
}

impl RecordShape {
    /// The line of `record`.
    ///
    /// # Errors
    /// When a span would be shifted.
    pub fn of(record: &Record) -> Result<RecordShape, ExportError> {
        let ruler = Ruler::new(&record.document, Unit::CodePoints);
        let rows = |is_wanted: fn(Status) -> bool| -> Result<Vec<StatementShape>, ExportError> {
            record.rows.iter().filter(|row| is_wanted(row.status)).map(|row| row_shape(&ruler, row)).collect()
        };
        let person = |person: &Person| {
            Ok(PersonShape {
                name: person.name.clone(),
                sort: person.sort,
                role: person.role.clone(),
                affiliation: person.affiliation.clone(),
                mentions: ruler.measure_all(&person.mentions)?,
                others: Others::new(),
            })
        };
        Ok(RecordShape {
            id: record.document.name.clone(),
            hash: Some(record.document.id.to_string()),
            engine: Some(record.engine.clone()),
            scheme: Some(record.scheme.clone()),
            date: record.date.as_ref().map(|date| date.day.clone()),
            date_span: record.date.as_ref().map(|date| ruler.measure(date.span)).transpose()?,
            headline: record.headline.map(|span| ruler.measure(span)).transpose()?,
            text: record.document.text.clone(),
            boilerplate: ruler.measure_all(&record.boilerplate)?,
            people: record.people.iter().map(person).collect::<Result<_, ExportError>>()?,
            statements: rows(|status| status != Status::Rejected)?,
            rejected: rows(|status| status == Status::Rejected)?,
            others: Others::new(),
        })
    }
}

fn row_shape(ruler: &Ruler, row: &Row) -> Result<StatementShape, ExportError> {
    let suggested = row.suggested.as_ref().map(|before| statement_shape(ruler, before)).transpose()?;
    Ok(StatementShape {
        status: Some(row.status),
        suggested: suggested.map(Box::new),
        ..statement_shape(ruler, &row.statement)?
    })
}

fn statement_shape(ruler: &Ruler, statement: &Statement) -> Result<StatementShape, ExportError> {
    let measured = |role: Role| ruler.measure_all(statement.spans(role));
    let words_of = |spans: &[Span]| spans.iter().map(|span| ruler.words(*span).to_owned()).collect();
    let relay_spans = statement.relays.iter().map(|relay| ruler.measure_all(&relay.spans));
    Ok(StatementShape {
        id: Some(statement.id.0),
        status: None,
        content: measured(Role::Content)?,
        cue: measured(Role::Cue)?,
        speaker: measured(Role::Speaker)?,
        speaker_name: statement.speaker_name.clone(),
        mention_type: Some(statement.mention_type),
        label: Some(statement.stance.label.clone()),
        polarity: Some(statement.stance.polarity),
        intensity: Some(statement.stance.intensity),
        negated: statement.stance.negated,
        veiled: statement.stance.veiled,
        kind: Some(statement.kind),
        target: measured(Role::Target)?,
        target_name: statement.target_name.clone(),
        addressee: measured(Role::Addressee)?,
        addressee_name: statement.addressee_name.clone(),
        condition: measured(Role::Condition)?,
        consequence: measured(Role::Consequence)?,
        relays: statement.relays.iter().map(|relay| relay.name.clone()).collect(),
        relay_spans: relay_spans.collect::<Result<_, _>>()?,
        parent: statement.parent.map(|parent| parent.0),
        said_on: statement.said_on.clone(),
        confidence: Some(statement.confidence),
        ranking: statement.stance.ranking.clone(),
        because: ruler.measure_all(&statement.stance.because)?,
        candidates: statement.candidates.clone(),
        note: Some(statement.note.clone()).filter(|note| !note.is_empty()),
        words: Role::ALL
            .into_iter()
            .filter(|role| !statement.spans(*role).is_empty())
            .map(|role| (role, words_of(statement.spans(role))))
            .collect(),
        suggested: None,
        others: Others::new(),
    })
}
