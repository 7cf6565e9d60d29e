//! An edit in words, as the status line says it.

use crate::annotate::edit::{Change, Edit, Field};
use crate::annotate::scheme::Scheme;
use crate::annotate::{Kind, Label, Polarity, StatementId};
use crate::text::DocumentId;
use std::rc::Rc;

/// What `edit` does, such that "Undid: …" can stand before it.
pub fn edit(scheme: &Scheme, edit: &Edit) -> String {
    match edit {
        Edit::Document(_, change) => self::change(scheme, change),
        Edit::Close(_) => "a document is closed".to_owned(),
        Edit::Open(_) => "a document is open again".to_owned(),
        Edit::PutPerson(entry) => format!("{} is in the registry", entry.name),
        Edit::RemovePerson(name) => format!("{name} is no longer in the registry"),
        Edit::SetScheme(next) => format!("the scheme is {}", next.name),
        Edit::Group(title, _) => title.to_string(),
    }
}

fn change(scheme: &Scheme, change: &Change) -> String {
    match change {
        Change::Add(_) => "statement added".into(),
        Change::Confirm(_) => "statement confirmed".into(),
        Change::Reject(_) => "statement rejected".into(),
        Change::Correct(_) => "statement corrected".into(),
        Change::Reopen(_) => "decision taken back".into(),
        Change::Set(_, field) => self::field(scheme, field),
        Change::SetBoilerplate(_) => "boilerplate changed".into(),
        Change::SetDate(None) => "date removed".into(),
        Change::SetDate(Some(date)) => format!("date is {}", date.day),
        Change::Renew(_) => "analysed again".into(),
    }
}

fn field(scheme: &Scheme, field: &Field) -> String {
    match field {
        Field::SpeakerName(name) => named("speaker", name.as_ref()),
        Field::Label(label) => format!("stance is “{}”", shown(scheme, label)),
        Field::Polarity(polarity) => format!("polarity is {}", polarity_name(*polarity)),
        Field::Intensity(1) => "intensity is hedged".into(),
        Field::Intensity(2) => "intensity is plain".into(),
        Field::Intensity(_) => "intensity is boosted".into(),
        Field::Negated(is) => is_or_not("negated", *is),
        Field::Veiled(is) => is_or_not("veiled", *is),
        Field::Kind(kind) => format!("kind is {}", kind_name(*kind)),
        Field::Spans(role, spans) if spans.is_empty() => format!("{} removed", role.name()),
        Field::Spans(role, _) => format!("{} marked", role.name()),
        Field::TargetName(name) => named("target", name.as_ref()),
        Field::AddresseeName(name) => named("addressee", name.as_ref()),
        Field::Relays(relays) if relays.is_empty() => "no relays".into(),
        Field::Relays(relays) => {
            format!("relayed by {}", relays.iter().map(|relay| &*relay.name).collect::<Vec<_>>().join(", "))
        }
        Field::Parent(None) => "part of no other statement".into(),
        Field::Parent(Some(_)) => "part of another statement".into(),
        Field::Note(_) => "note written".into(),
    }
}

fn named(what: &str, name: Option<&Rc<str>>) -> String {
    name.map_or_else(|| format!("no named {what}"), |name| format!("{what} is {name}"))
}

fn is_or_not(what: &str, is: bool) -> String {
    if is { what.to_owned() } else { format!("not {what}") }
}

/// The label as the page shows it.
pub fn shown(scheme: &Scheme, label: &Label) -> Rc<str> {
    scheme.entry(label).map_or_else(|| label.0.clone(), |entry| entry.shown.clone())
}

/// The hue of a label in the page.
pub fn hue(scheme: &Scheme, label: &Label) -> Rc<str> {
    scheme.entry(label).map_or_else(|| "neutral".into(), |entry| entry.hue().clone())
}

/// The word for a polarity.
pub fn polarity_name(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Favor => "favor",
        Polarity::Neutral => "neutral",
        Polarity::Against => "against",
    }
}

/// The word for a kind.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

/// "1 statement", "2 statements".
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// `text` with a capital, as a sentence starts.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// The document that `edit` first puts away or takes out again.
pub fn put_away(edit: &Edit) -> Option<DocumentId> {
    match edit {
        Edit::Close(document) | Edit::Open(document) => Some(*document),
        Edit::Group(_, edits) => edits.iter().find_map(put_away),
        _ => None,
    }
}

/// The statement that `edit` touches first.
pub fn place(edit: &Edit) -> Option<(DocumentId, StatementId)> {
    match edit {
        Edit::Document(document, change) => {
            let id = match change {
                Change::Add(statement) => statement.id,
                Change::Confirm(id)
                | Change::Reject(id)
                | Change::Correct(id)
                | Change::Reopen(id)
                | Change::Set(id, _) => *id,
                Change::SetBoilerplate(_) | Change::SetDate(_) | Change::Renew(_) => return None,
            };
            Some((*document, id))
        }
        Edit::Group(_, edits) => edits.iter().find_map(place),
        _ => None,
    }
}
