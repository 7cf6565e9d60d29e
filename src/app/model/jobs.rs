//! What is asked of engine and disk and has no answer yet.

use super::Msg;
use crate::annotate::Analysis;
use crate::app::Write;
use crate::text::{DocumentId, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// Names a request to the engine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Ticket(pub u32);

/// Requests to the engine that have no answer yet.
#[derive(Default)]
pub struct Jobs {
    /// Tickets given so far.
    pub given: u32,
    /// Documents under analysis.
    pub running: BTreeMap<Ticket, DocumentId>,
    /// Documents in this round, answered or not.
    pub total: usize,
    /// A proposal under way: where, and what is to be done after it.
    pub proposal: Option<Proposal>,
    /// Documents on which the engine broke or was stopped.
    pub failed: BTreeSet<DocumentId>,
    /// Why there is no engine.
    pub unavailable: Option<Rc<str>>,
    /// Name and version of the engine that the worker has.
    pub engine: Option<Rc<str>>,
    /// Analyses by a newer engine that are under way.
    pub renewal: Option<Renewal>,
}

/// Analyses by a newer engine, gathered until they can be laid under the decisions as one edit.
#[derive(Default)]
pub struct Renewal {
    /// The requests.
    pub tickets: BTreeSet<Ticket>,
    /// The answers so far.
    pub arrived: Vec<(DocumentId, Rc<Analysis>)>,
}

/// A statement that a person adds, while the engine looks at it.
pub struct Proposal {
    /// The request.
    pub ticket: Ticket,
    /// In which document.
    pub document: DocumentId,
    /// Over which words.
    pub content: Span,
    /// Keys pressed meanwhile: they are meant for the new statement.
    pub held: Vec<Msg>,
}

/// How far the disk is behind.
#[derive(Default)]
pub struct Save {
    /// Number of the last save asked for.
    pub asked: u64,
    /// Saves that the disk has not confirmed, oldest first.
    pub waiting: VecDeque<(u64, Vec<Write>)>,
    /// Another tab writes: nothing is changed or saved in this one.
    pub is_taken: bool,
    /// Another tab will write as soon as everything here is on disk.
    pub is_leaving: bool,
    /// Words stand in a field that nothing but the field holds yet.
    pub is_typing: bool,
    /// Why the disk refused.
    pub failure: Option<Rc<str>>,
    /// The browser has deleted what was on disk: everything is written again.
    pub is_cleared: bool,
    /// Lines in the journal since its last snapshot.
    pub since_snapshot: usize,
    /// Whether the browser keeps the page's data when the disk runs full, once it has been asked.
    pub is_persistent: Option<bool>,
    /// Whether it has been asked.
    pub has_asked: bool,
}
