//! What stands over one document now: the machine's statements as a person has left them.

use super::analysis::Dated;
use super::{Analysis, Held, StatementId};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// The statements of one document after every edit so far. Derived from analysis and log, never stored.
#[derive(Clone, PartialEq, Debug)]
pub struct Annotations {
    /// In the order of their first content byte, rejected ones included.
    pub entries: Vec<Rc<Annotated>>,
    /// Text that is no part of the article, sorted.
    pub boilerplate: Rc<[Span]>,
    /// Day of publication.
    pub date: Option<Dated>,
    /// What the machine said: the first analysis, or the newer one that took its place.
    pub analysis: Rc<Analysis>,
}

/// A statement with its history in short.
#[derive(Clone, PartialEq, Debug)]
pub struct Annotated {
    /// As it stands now.
    pub statement: Held,
    /// Whether a person added it.
    pub added: bool,
    /// Whether a person changed any of it.
    pub changed: bool,
    /// What a person decided.
    pub verdict: Verdict,
}

/// A person's decision about a statement.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// None yet.
    Open,
    /// It stands.
    Confirmed,
    /// It is no statement.
    Rejected,
}

/// How a label came to be; the word stands in the page and in exports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// By the machine alone.
    Suggested,
    /// By the machine, and a person agreed.
    Confirmed,
    /// By the machine, changed by a person.
    Corrected,
    /// By a person alone.
    Added,
    /// By the machine, and a person disagreed.
    Rejected,
}

impl Status {
    /// The word for it in the page, in CSS and in exports.
    pub fn name(self) -> &'static str {
        match self {
            Status::Suggested => "suggested",
            Status::Confirmed => "confirmed",
            Status::Corrected => "corrected",
            Status::Added => "added",
            Status::Rejected => "rejected",
        }
    }
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 5] =
        [Status::Suggested, Status::Confirmed, Status::Corrected, Status::Added, Status::Rejected];

    /// The status of this name.
    pub fn named(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }
}

impl Annotated {
    /// A statement of the machine that nobody has looked at.
    pub fn suggested(statement: Held) -> Annotated {
        Annotated { statement, added: false, changed: false, verdict: Verdict::Open }
    }

    /// How its labels came to be.
    pub fn status(&self) -> Status {
        match self.verdict {
            Verdict::Rejected => Status::Rejected,
            _ if self.added => Status::Added,
            _ if self.changed => Status::Corrected,
            Verdict::Confirmed => Status::Confirmed,
            Verdict::Open => Status::Suggested,
        }
    }

    /// Whether a person has decided about it.
    pub fn is_reviewed(&self) -> bool {
        self.verdict != Verdict::Open
    }
}

impl Annotations {
    /// What stands before any edit. A statement without content is none and is left out.
    pub fn of(analysis: &Rc<Analysis>) -> Annotations {
        let entry = |place| Rc::new(Annotated::suggested(Held::Said(analysis.clone(), place)));
        let has_content = |place: &usize| !analysis.statements[*place].content.is_empty();
        Annotations {
            entries: (0..analysis.statements.len()).filter(has_content).map(entry).collect(),
            boilerplate: analysis.boilerplate.as_slice().into(),
            date: analysis.date.clone(),
            analysis: analysis.clone(),
        }
    }

    /// The entry of this id.
    pub fn get(&self, id: StatementId) -> Option<&Rc<Annotated>> {
        self.place(id).map(|place| &self.entries[place])
    }

    /// Where among the entries the one of this id stands. Ids are counted in the order of the text, so an id is
    /// nearly its place: it is looked for from there outwards.
    pub fn place(&self, id: StatementId) -> Option<usize> {
        let guess = (id.0 as usize).min(self.entries.len());
        let is_it = |place: &usize| self.entries.get(*place).is_some_and(|entry| entry.statement.id == id);
        (0..=self.entries.len())
            .flat_map(|far| [guess.checked_sub(far), Some(guess + far)])
            .flatten()
            .find(is_it)
    }

    /// Changes the entries that have to be; where none has, nothing is copied.
    pub(super) fn change_entries(
        annotations: &mut Rc<Annotations>,
        has_to: impl Fn(&Annotated) -> bool,
        change: impl Fn(&mut Annotated),
    ) {
        let Some(first) = annotations.entries.iter().position(|entry| has_to(entry)) else { return };
        let annotations = Rc::make_mut(annotations);
        for entry in annotations.entries[first..].iter_mut().filter(|entry| has_to(entry)) {
            change(Rc::make_mut(entry));
        }
    }

    /// The statements that stand, without the rejected ones.
    pub fn standing(&self) -> impl Iterator<Item = &Rc<Annotated>> {
        self.entries.iter().filter(|entry| entry.verdict != Verdict::Rejected)
    }

    /// How many a person has decided about.
    pub fn reviewed(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_reviewed()).count()
    }

    /// An id that no statement has.
    pub fn fresh_id(&self) -> StatementId {
        let highest = self.entries.iter().map(|entry| entry.statement.id.0).max();
        StatementId(highest.map_or(0, |id| id.saturating_add(1)))
    }
}
