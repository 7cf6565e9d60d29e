//! What an imported record was before a person worked on it, and the edits since.
//!
//! With these a project can take an imported data set in as if the work had been done in it: undo, provenance and a
//! later export all hold.

use super::{Record, Row};
use crate::annotate::annotations::Status;
use crate::annotate::edit::{Change, Field};
use crate::annotate::{Analysis, Role, Statement};

impl Record {
    /// Whether it is a text that no engine has read and no person has marked.
    pub fn is_text(&self) -> bool {
        self.rows.is_empty() && &*self.engine == "none"
    }

    /// What a project begins from: for a text, that the engine's answer is awaited; else [`Record::history`].
    pub fn beginning(&self) -> (Analysis, Vec<Change>) {
        if self.is_text() { (Analysis::awaited(self.boilerplate.clone()), vec![]) } else { self.history() }
    }

    /// The analysis that the work began from, and the changes that lead to the record.
    pub fn history(&self) -> (Analysis, Vec<Change>) {
        let began: Vec<Statement> =
            self.rows.iter().filter(|row| row.status != Status::Added).map(before).collect();
        let analysis = Analysis {
            engine: self.engine.clone(),
            statements: began,
            boilerplate: self.boilerplate.clone(),
            people: self.people.clone(),
            date: self.date.clone(),
            headline: self.headline,
            unread: None,
        };
        (analysis, self.rows.iter().flat_map(changes).collect())
    }
}

/// The statement as the engine had it; what no edit can change is as it is now.
fn before(row: &Row) -> Statement {
    let Some(suggested) = &row.suggested else { return row.statement.clone() };
    if matches!(row.status, Status::Suggested | Status::Confirmed) {
        // Nobody changed any of it: it is read otherwise, by another scheme or list of people. Notes alone are people's.
        return Statement { note: suggested.note.clone(), ..row.statement.clone() };
    }
    let mut before = Statement {
        mention_type: row.statement.mention_type,
        candidates: row.statement.candidates.clone(),
        confidence: row.statement.confidence,
        ..suggested.clone()
    };
    before.stance.ranking.clone_from(&row.statement.stance.ranking);
    before.stance.because.clone_from(&row.statement.stance.because);
    before
}

fn changes(row: &Row) -> Vec<Change> {
    let id = row.statement.id;
    let set = |field| Change::Set(id, field);
    match row.status {
        Status::Suggested => corrections(row).into_iter().map(set).collect(),
        Status::Added => vec![Change::Add(Box::new(row.statement.clone()))],
        Status::Confirmed => corrections(row).into_iter().map(set).chain([Change::Confirm(id)]).collect(),
        Status::Rejected => corrections(row).into_iter().map(set).chain([Change::Reject(id)]).collect(),
        Status::Corrected => {
            // What was corrected may not be known, only that something was.
            let corrections = corrections(row).into_iter().map(set);
            corrections.chain([Change::Correct(id), Change::Confirm(id)]).collect()
        }
    }
}

/// The fields that differ from what the engine had said.
fn corrections(row: &Row) -> Vec<Field> {
    let (was, is) = (before(row), &row.statement);
    let mut fields = vec![];
    let mut differ = |is_other: bool, field: Field| fields.extend(is_other.then_some(field));
    differ(was.speaker_name != is.speaker_name, Field::SpeakerName(is.speaker_name.clone()));
    differ(was.target_name != is.target_name, Field::TargetName(is.target_name.clone()));
    differ(was.addressee_name != is.addressee_name, Field::AddresseeName(is.addressee_name.clone()));
    differ(was.stance.label != is.stance.label, Field::Label(is.stance.label.clone()));
    differ(was.stance.polarity != is.stance.polarity, Field::Polarity(is.stance.polarity));
    differ(was.stance.intensity != is.stance.intensity, Field::Intensity(is.stance.intensity));
    differ(was.stance.negated != is.stance.negated, Field::Negated(is.stance.negated));
    differ(was.stance.veiled != is.stance.veiled, Field::Veiled(is.stance.veiled));
    differ(was.kind != is.kind, Field::Kind(is.kind));
    differ(was.relays != is.relays, Field::Relays(is.relays.clone()));
    differ(was.parent != is.parent, Field::Parent(is.parent));
    differ(was.note != is.note, Field::Note(is.note.clone()));
    for role in Role::ALL {
        differ(was.spans(role) != is.spans(role), Field::Spans(role, is.spans(role).to_vec()));
    }
    fields
}
