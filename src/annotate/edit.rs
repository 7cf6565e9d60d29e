//! What a person may change, and what each change does.

use super::analysis::Dated;
use super::annotations::{Annotated, Annotations, Verdict};
use super::registry::Entry;
use super::scheme::Scheme;
use super::{Analysis, Kind, Label, Polarity, Relay, Role, Statement, StatementId};
use crate::order;
use crate::text::{DocumentId, Span};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// One step of undo.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Edit {
    /// A change to one document.
    Document(DocumentId, Change),
    /// Puts a document away: it leaves lists and exports, its edits stay.
    Close(DocumentId),
    /// Takes a document that was put away out again.
    Open(DocumentId),
    /// Puts somebody into the registry, or replaces the entry of that name.
    PutPerson(Entry),
    /// Takes a name out of the registry.
    RemovePerson(Rc<str>),
    /// Uses another scheme; labels in use are mapped by changes in the same group.
    SetScheme(Rc<Scheme>),
    /// Several edits that are done and undone as one.
    Group(Rc<str>, Vec<Edit>),
}

/// A change to the annotations of one document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Change {
    /// A statement that the machine missed, with an id that is free.
    Add(Box<Statement>),
    /// It stands.
    Confirm(StatementId),
    /// It is no statement.
    Reject(StatementId),
    /// Somebody corrected it; what it was before is not known.
    Correct(StatementId),
    /// Takes a decision back.
    Reopen(StatementId),
    /// A field gets another value.
    Set(StatementId, Field),
    /// Other spans are no part of the article.
    SetBoilerplate(Vec<Span>),
    /// Another day of publication, or none.
    SetDate(Option<Dated>),
    /// A newer engine has read the document again: its analysis lies under what a person decided, see [`super::rerun`].
    Renew(Rc<Analysis>),
}

/// A field of a statement with its new value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Field {
    /// Canonical speaker; nothing when nobody is named.
    SpeakerName(Option<Rc<str>>),
    /// Stance label.
    Label(Label),
    /// Attitude to the target.
    Polarity(Polarity),
    /// 1 to 3.
    Intensity(u8),
    /// Negated or not.
    Negated(bool),
    /// Veiled or not.
    Veiled(bool),
    /// Direct, mixed or indirect.
    Kind(Kind),
    /// The spans of a role.
    Spans(Role, Vec<Span>),
    /// Canonical target.
    TargetName(Option<Rc<str>>),
    /// Canonical addressee.
    AddresseeName(Option<Rc<str>>),
    /// Who passes the words on, innermost first.
    Relays(Vec<Relay>),
    /// The statement whose content holds this one.
    Parent(Option<StatementId>),
    /// Free remark.
    Note(Rc<str>),
}

/// Why an edit cannot be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EditError {
    /// It names a document that is not here.
    #[error("the document is not open")]
    UnknownDocument,
    /// It names a statement that is not here.
    #[error("the statement is not there")]
    UnknownStatement,
    /// It adds a statement under an id in use.
    #[error("the statement is there already")]
    TakenId,
    /// A span does not lie in the text.
    #[error("the span does not fit the text")]
    SpanOutside,
    /// A statement must say something.
    #[error("a statement needs content")]
    EmptyContent,
    /// Intensity goes from 1 to 3.
    #[error("intensity goes from 1 to 3")]
    Intensity,
    /// A statement cannot hold itself.
    #[error("a statement cannot be part of itself")]
    OwnParent,
}

/// The annotations after `change`; `text` is the document's.
///
/// # Errors
/// When the change does not fit.
pub fn apply(annotations: &Annotations, text: &str, change: &Change) -> Result<Annotations, EditError> {
    let mut next = annotations.clone();
    enact(&mut next, text, change)?;
    Ok(next)
}

/// Does `change` to the annotations of a document whose text is `text`.
///
/// # Errors
/// When the change does not fit; the annotations are then as they were.
pub fn enact(annotations: &mut Annotations, text: &str, change: &Change) -> Result<(), EditError> {
    match change {
        Change::Add(statement) => add(annotations, text, statement)?,
        Change::Confirm(id) => entry_mut(annotations, *id)?.verdict = Verdict::Confirmed,
        Change::Reject(id) => entry_mut(annotations, *id)?.verdict = Verdict::Rejected,
        Change::Correct(id) => entry_mut(annotations, *id)?.changed = true,
        Change::Reopen(id) => entry_mut(annotations, *id)?.verdict = Verdict::Open,
        Change::Set(id, field) => set(annotations, text, *id, field)?,
        Change::SetBoilerplate(spans) => annotations.boilerplate = tidy(text, spans)?.into(),
        Change::SetDate(date) => {
            fit(text, date.as_ref().map(|date| date.span).as_slice())?;
            annotations.date.clone_from(date);
        }
        Change::Renew(newer) => *annotations = renew(annotations, text, newer)?,
    }
    Ok(())
}

fn renew(annotations: &Annotations, text: &str, newer: &Analysis) -> Result<Annotations, EditError> {
    if newer.fits(text) {
        Ok(super::rerun::rerun(annotations, newer).annotations)
    } else {
        Err(EditError::SpanOutside)
    }
}

fn add(annotations: &mut Annotations, text: &str, statement: &Statement) -> Result<(), EditError> {
    if annotations.get(statement.id).is_some() {
        return Err(EditError::TakenId);
    }
    let mut statement = statement.clone();
    for role in Role::ALL {
        *statement.spans_mut(role) = tidy(text, statement.spans(role))?;
    }
    if statement.content.is_empty() {
        return Err(EditError::EmptyContent);
    }
    for relay in &statement.relays {
        fit(text, &relay.spans)?;
    }
    fit(text, &statement.stance.because)?;
    let entry =
        Annotated { statement: statement.into(), added: true, changed: false, verdict: Verdict::Confirmed };
    annotations.entries.push(Rc::new(entry));
    sort(annotations);
    Ok(())
}

fn set(annotations: &mut Annotations, text: &str, id: StatementId, field: &Field) -> Result<(), EditError> {
    let entry = entry_mut(annotations, id)?;
    let statement: &mut Statement = &mut entry.statement;
    match field {
        Field::SpeakerName(name) => statement.speaker_name.clone_from(name),
        Field::Label(label) => statement.stance.label = label.clone(),
        Field::Polarity(polarity) => statement.stance.polarity = *polarity,
        Field::Intensity(intensity @ 1..=3) => statement.stance.intensity = *intensity,
        Field::Intensity(_) => return Err(EditError::Intensity),
        Field::Negated(negated) => statement.stance.negated = *negated,
        Field::Veiled(veiled) => statement.stance.veiled = *veiled,
        Field::Kind(kind) => statement.kind = *kind,
        Field::Spans(role, spans) => set_spans(statement, text, *role, spans)?,
        Field::TargetName(name) => statement.target_name.clone_from(name),
        Field::AddresseeName(name) => statement.addressee_name.clone_from(name),
        Field::Relays(relays) => {
            for relay in relays {
                fit(text, &relay.spans)?;
            }
            statement.relays.clone_from(relays);
        }
        Field::Parent(Some(parent)) if *parent == id => return Err(EditError::OwnParent),
        Field::Parent(parent) => statement.parent = *parent,
        Field::Note(note) => statement.note = note.clone(),
    }
    // A remark about a statement says nothing against what the machine found.
    entry.changed |= !matches!(field, Field::Note(_));
    if matches!(field, Field::Spans(Role::Content, _)) {
        sort(annotations);
    }
    Ok(())
}

fn set_spans(statement: &mut Statement, text: &str, role: Role, spans: &[Span]) -> Result<(), EditError> {
    let spans = tidy(text, spans)?;
    if role == Role::Content && spans.is_empty() {
        return Err(EditError::EmptyContent);
    }
    *statement.spans_mut(role) = spans;
    Ok(())
}

fn entry_mut(annotations: &mut Annotations, id: StatementId) -> Result<&mut Annotated, EditError> {
    let place = annotations.place(id).ok_or(EditError::UnknownStatement)?;
    Ok(Rc::make_mut(&mut annotations.entries[place]))
}

fn sort(annotations: &mut Annotations) {
    let place = |entry: &Rc<Annotated>| (entry.statement.content.first().copied(), entry.statement.id);
    order::sort_by_key(&mut annotations.entries, place);
}

/// `spans` sorted, without empty ones, those that touch or overlap made one.
fn tidy(text: &str, spans: &[Span]) -> Result<Vec<Span>, EditError> {
    fit(text, spans)?;
    let mut sorted: Vec<Span> = spans.iter().copied().filter(|span| !span.is_empty()).collect();
    order::sort(&mut sorted);
    let mut tidy: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match tidy.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.cover(span),
            _ => tidy.push(span),
        }
    }
    Ok(tidy)
}

fn fit(text: &str, spans: &[Span]) -> Result<(), EditError> {
    if spans.iter().all(|span| span.fits(text)) { Ok(()) } else { Err(EditError::SpanOutside) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Status;

    const TEXT: &str = "“Rain,” said Ada Obi. “Soon.”";

    fn start() -> Annotations {
        let statement = Statement::bare(StatementId(0), vec![Span::new(3, 7)]);
        Annotations::of(&Rc::new(Analysis { statements: vec![statement], ..Analysis::empty() }))
    }

    fn check(changes: &[Change], expected: Result<Status, EditError>) {
        let result =
            changes.iter().try_fold(start(), |annotations, change| apply(&annotations, TEXT, change));
        assert_eq!(result.map(|annotations| annotations.entries[0].status()), expected);
    }

    fn set(field: Field) -> Change {
        Change::Set(StatementId(0), field)
    }

    #[test]
    fn decisions_give_a_status() {
        let id = StatementId(0);
        check(&[], Ok(Status::Suggested));
        check(&[Change::Confirm(id)], Ok(Status::Confirmed));
        check(&[Change::Reject(id)], Ok(Status::Rejected));
        check(&[Change::Reject(id), Change::Reopen(id)], Ok(Status::Suggested));
        check(&[set(Field::SpeakerName(Some("Ada Obi".into()))), Change::Confirm(id)], Ok(Status::Corrected));
        check(&[Change::Correct(id), Change::Confirm(id)], Ok(Status::Corrected));
        check(&[set(Field::Note("odd".into()))], Ok(Status::Suggested));
        check(&[set(Field::Note("odd".into())), Change::Confirm(id)], Ok(Status::Confirmed));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let outside = vec![Span::new(1, 9)];
        check(&[set(Field::Spans(Role::Cue, outside))], Err(EditError::SpanOutside));
        check(&[set(Field::Spans(Role::Content, vec![]))], Err(EditError::EmptyContent));
        check(&[set(Field::Intensity(4))], Err(EditError::Intensity));
        check(&[Change::Confirm(StatementId(9))], Err(EditError::UnknownStatement));
        check(&[set(Field::Parent(Some(StatementId(0))))], Err(EditError::OwnParent));
        let twin = Statement::bare(StatementId(0), vec![Span::new(3, 7)]);
        check(&[Change::Add(Box::new(twin))], Err(EditError::TakenId));
    }

    #[test]
    fn an_added_statement_takes_its_place_in_the_text() {
        let mut added = Statement::bare(StatementId(1), vec![]);
        added.content = vec![Span::new(31, 33), Span::new(29, 32)];
        let next = apply(&start(), TEXT, &Change::Add(Box::new(added))).expect("it fits");
        assert_eq!(next.entries[1].statement.content, [Span::new(29, 33)]);
        assert_eq!(next.entries[1].status(), Status::Added);
    }
}
