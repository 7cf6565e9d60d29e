//! The keys of a Demarche JSONL line.
//!
//! Every offset is a pair of code points, end exclusive. A key without a value is left out; keys that are not known
//! are passed over when reading, so that gold files with more keys load too.

use crate::annotate::analysis::{Dated, Person, PersonSort};
use crate::annotate::annotations::Status;
use crate::annotate::{
    Candidate, Kind, Label, MentionType, Polarity, Relay, Role, Stance, Statement, StatementId,
};
use crate::dataset::{ExportError, ImportError, Record, Row, Ruler, Unit};
use crate::text::{Document, DocumentId, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

type Pair = [usize; 2];

/// One document.
#[derive(Serialize, Deserialize)]
pub struct RecordShape {
    id: Rc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    engine: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scheme: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_span: Option<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    headline: Option<Pair>,
    text: Rc<str>,
    #[serde(default)]
    boilerplate: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<PersonShape>,
    #[serde(default)]
    statements: Vec<StatementShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rejected: Vec<StatementShape>,
}

/// Somebody named in the article.
#[derive(Serialize, Deserialize)]
struct PersonShape {
    name: Rc<str>,
    sort: PersonSort,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    affiliation: Option<Rc<str>>,
    #[serde(default)]
    mentions: Vec<Pair>,
}

/// One statement.
#[derive(Serialize, Deserialize)]
pub struct StatementShape {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(default)]
    content: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cue: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    speaker: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    speaker_name: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mention_type: Option<MentionType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    polarity: Option<Polarity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    intensity: Option<u8>,
    #[serde(default)]
    negated: bool,
    #[serde(default)]
    veiled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    target: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target_name: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addressee: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    addressee_name: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    condition: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    consequence: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relays: Vec<Rc<str>>,
    /// One list a relay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relay_spans: Vec<Vec<Pair>>,
    /// The `id` of the statement whose content holds this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<u32>,
    /// The day on which it was said, `2021-12-29`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said_on: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    /// Labels with probabilities, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ranking: Vec<(Label, f32)>,
    /// The words that decided the label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    because: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<Candidate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Rc<str>>,
    /// The words at the spans, to check the offsets by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    words: BTreeMap<Role, Vec<String>>,
    /// What the machine had said, when a person changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suggested: Option<Box<StatementShape>>,
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
        })
    }

    /// The record of a line; `place` is what errors and remarks name.
    ///
    /// # Errors
    /// When a span does not fit the text.
    pub fn into_record(self, place: &str, remarks: &mut Vec<String>) -> Result<Record, ImportError> {
        let document = Document::new(&self.id, &self.text);
        if self.hash.as_deref().is_some_and(|hash| DocumentId::try_from(hash.to_owned()) != Ok(document.id)) {
            remarks.push(format!("{place}: the text has changed since it was exported"));
        }
        let ruler = Ruler::new(&document, Unit::CodePoints);
        let reader = Reader { ruler: &ruler, place: place.to_owned() };
        let date_span = self.date_span.map(|pair| reader.span(pair)).transpose()?;
        let mut people = vec![];
        for person in self.people {
            people.push(Person {
                mentions: reader.spans(&person.mentions)?,
                name: person.name,
                sort: person.sort,
                role: person.role,
                affiliation: person.affiliation,
            });
        }
        let bare = Record::bare(document.clone());
        let mut record = Record {
            engine: self.engine.unwrap_or(bare.engine.clone()),
            scheme: self.scheme.unwrap_or(bare.scheme.clone()),
            boilerplate: reader.spans(&self.boilerplate)?,
            headline: self.headline.map(|pair| reader.span(pair)).transpose()?,
            date: self.date.zip(date_span).map(|(day, span)| Dated { day, span }),
            people,
            ..bare
        };
        let rejected = self.rejected.into_iter().map(|shape| (shape, Some(Status::Rejected)));
        let shapes = self.statements.into_iter().map(|shape| (shape, None)).chain(rejected).collect();
        record.rows = rows_of(&ruler, place, shapes, remarks)?;
        record.sort();
        Ok(record)
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
    })
}

/// Rows of statement shapes: ids made unique, statements without content left out with a remark.
fn rows_of(
    ruler: &Ruler,
    place: &str,
    shapes: Vec<(StatementShape, Option<Status>)>,
    remarks: &mut Vec<String>,
) -> Result<Vec<Row>, ImportError> {
    let mut next_id =
        shapes.iter().filter_map(|(shape, _)| shape.id).max().map_or(0, |id| id.saturating_add(1));
    let (mut taken, mut rows, mut n_empty) = (BTreeSet::new(), vec![], 0);
    for (shape_idx, (mut shape, status)) in shapes.into_iter().enumerate() {
        let place = format!("{place}, statement {}", shape_idx + 1);
        if shape.content.is_empty() {
            n_empty += 1;
            continue;
        }
        let id = shape.id.filter(|id| !taken.contains(id)).unwrap_or(next_id);
        next_id = next_id.max(id.saturating_add(1));
        taken.insert(id);
        let reader = Reader { ruler, place };
        let before = shape.suggested.take().map(|before| reader.statement(StatementId(id), *before));
        let status = status.or(shape.status).unwrap_or(Status::Suggested);
        let statement = reader.statement(StatementId(id), shape)?;
        if statement.content.is_empty() {
            n_empty += 1;
            continue;
        }
        rows.push(Row { statement, status, suggested: before.transpose()? });
    }
    if n_empty > 0 {
        let plural = if n_empty == 1 { " without content was" } else { "s without content were" };
        remarks.push(format!("{place}: {n_empty} statement{plural} left out"));
    }
    for row in &mut rows {
        row.statement.parent = row.statement.parent.filter(|parent| taken.contains(&parent.0));
    }
    Ok(rows)
}

/// Turns pairs of code points into spans of one document.
struct Reader<'r, 't> {
    ruler: &'r Ruler<'t>,
    place: String,
}

impl Reader<'_, '_> {
    fn span(&self, pair: Pair) -> Result<Span, ImportError> {
        self.ruler.span(pair).ok_or_else(|| ImportError::Misplaced {
            place: self.place.clone(),
            what: format!("{}–{} lies outside", pair[0], pair[1]),
        })
    }

    fn spans(&self, pairs: &[Pair]) -> Result<Vec<Span>, ImportError> {
        pairs.iter().map(|pair| self.span(*pair)).collect()
    }

    /// The spans of a role, sorted; they must hold the words that the file says they hold.
    fn role(&self, pairs: &[Pair], words: Option<&Vec<String>>) -> Result<Vec<Span>, ImportError> {
        let mut spans = self.spans(pairs)?;
        for (span, words) in spans.iter().zip(words.into_iter().flatten()) {
            let found = self.ruler.words(*span);
            if found != words {
                let what = format!("the words are “{found}”, not “{words}”");
                return Err(ImportError::Misplaced { place: self.place.clone(), what });
            }
        }
        spans.retain(|span| !span.is_empty());
        spans.sort();
        spans.dedup();
        Ok(spans)
    }

    fn statement(&self, id: StatementId, shape: StatementShape) -> Result<Statement, ImportError> {
        let role = |role: Role, pairs: &[Pair]| self.role(pairs, shape.words.get(&role));
        let mut relays = vec![];
        for (relay_idx, name) in shape.relays.iter().enumerate() {
            let pairs = shape.relay_spans.get(relay_idx).map_or(&[][..], Vec::as_slice);
            relays.push(Relay { name: name.clone(), spans: self.spans(pairs)? });
        }
        let stance = Stance {
            polarity: shape.polarity.unwrap_or(Polarity::Neutral),
            intensity: shape.intensity.unwrap_or(2),
            negated: shape.negated,
            veiled: shape.veiled,
            because: self.spans(&shape.because)?,
            ranking: shape.ranking.clone(),
            label: shape.label.clone().unwrap_or(Label::new("STATE")),
        };
        Ok(Statement {
            id,
            content: role(Role::Content, &shape.content)?,
            cue: role(Role::Cue, &shape.cue)?,
            speaker: role(Role::Speaker, &shape.speaker)?,
            target: role(Role::Target, &shape.target)?,
            condition: role(Role::Condition, &shape.condition)?,
            consequence: role(Role::Consequence, &shape.consequence)?,
            addressee: role(Role::Addressee, &shape.addressee)?,
            mention_type: shape.mention_type.unwrap_or(MentionType::None),
            kind: shape.kind.unwrap_or(Kind::Indirect),
            parent: shape.parent.map(StatementId),
            said_on: shape.said_on,
            confidence: shape.confidence.unwrap_or(1.0),
            note: shape.note.unwrap_or_default(),
            speaker_name: shape.speaker_name,
            target_name: shape.target_name,
            addressee_name: shape.addressee_name,
            candidates: shape.candidates,
            relays,
            stance,
        })
    }
}
