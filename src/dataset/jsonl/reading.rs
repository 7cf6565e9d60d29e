//! A record from the keys of a Demarche JSONL line: every span must fit the text, and hold the words beside it.

use super::shape::{Others, Pair, RecordShape, StatementShape};
use crate::annotate::analysis::{Dated, Person};
use crate::annotate::annotations::Status;
use crate::annotate::{Kind, Label, MentionType, Polarity, Relay, Role, Stance, Statement, StatementId};
use crate::dataset::remarks::{Remarks, Unkept};
use crate::dataset::{ImportError, Record, Row, Ruler, Unit, sound};
use crate::text::{Document, DocumentId, Span};
use std::collections::BTreeSet;

impl RecordShape {
    /// The record of a line; `place` is what errors and remarks name.
    ///
    /// # Errors
    /// When a span does not fit the text.
    pub fn into_record(self, place: &str, remarks: &mut Remarks) -> Result<Record, ImportError> {
        let document = Document::new(&self.id, &self.text);
        if self.hash.as_deref().is_some_and(|hash| DocumentId::try_from(hash.to_owned()) != Ok(document.id)) {
            remarks.note(Unkept::Changed, place);
        }
        let ruler = Ruler::new(&document, Unit::CodePoints);
        let reader = Reader { ruler: &ruler, place: place.to_owned() };
        let date_span = self.date_span.map(|pair| reader.span(pair)).transpose()?;
        if self.date.is_some() && date_span.is_none() {
            remarks.note(Unkept::PlacelessDay, place);
        }
        unknown(&self.others, place, remarks);
        let mut people = vec![];
        for person in self.people {
            unknown(&person.others, place, remarks);
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
        sound::mend(&mut record, place, remarks);
        Ok(record)
    }
}

/// Notes the keys that have no field.
fn unknown(others: &Others, place: &str, remarks: &mut Remarks) {
    for key in others.keys() {
        remarks.note(Unkept::UnknownKey, format!("“{key}”, {place}"));
    }
}

/// Rows of statement shapes: ids made unique, statements without content left out with a remark.
fn rows_of(
    ruler: &Ruler,
    place: &str,
    shapes: Vec<(StatementShape, Option<Status>)>,
    remarks: &mut Remarks,
) -> Result<Vec<Row>, ImportError> {
    let mut next_id =
        shapes.iter().filter_map(|(shape, _)| shape.id).max().map_or(0, |id| id.saturating_add(1));
    let (mut taken, mut rows) = (BTreeSet::new(), vec![]);
    for (shape_idx, (mut shape, status)) in shapes.into_iter().enumerate() {
        let place = format!("{place}, statement {}", shape_idx + 1);
        unknown(&shape.others, &place, remarks);
        if shape.content.is_empty() {
            remarks.note(Unkept::Contentless, place);
            continue;
        }
        if shape.id.is_some_and(|id| taken.contains(&id)) {
            remarks.note(Unkept::TakenNumber, &*place);
        }
        let id = shape.id.filter(|id| !taken.contains(id)).unwrap_or(next_id);
        next_id = next_id.max(id.saturating_add(1));
        taken.insert(id);
        let reader = Reader { ruler, place };
        let before = shape.suggested.take().map(|before| reader.statement(StatementId(id), *before));
        let status = status.or(shape.status).unwrap_or(Status::Suggested);
        let statement = reader.statement(StatementId(id), shape)?;
        if statement.content.is_empty() {
            remarks.note(Unkept::Contentless, reader.place);
            continue;
        }
        rows.push(Row { statement, status, suggested: before.transpose()? });
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
                return Err(ImportError::other_words(&self.place, found, words));
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
            ranking: shape.ranking.iter().filter(|(_, score)| score.is_finite()).cloned().collect(),
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
            confidence: shape.confidence.filter(|confidence| confidence.is_finite()).unwrap_or(1.0),
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
