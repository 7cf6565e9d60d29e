//! A project as storage and project files keep it: its ground state, nothing derived.

use super::Analysis;
use super::log::Step;
use crate::text::Document;
use std::rc::Rc;

/// Documents, analyses and the journal; [`super::Session::of`] makes the rest again.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Stored {
    /// Documents in the order of their arrival.
    pub documents: Vec<StoredDocument>,
    /// The journal in order.
    pub steps: Vec<Step>,
    /// So many of the steps, the last ones, came after the last snapshot of the journal.
    pub since_snapshot: usize,
    /// What could not be read, a sentence each.
    pub damage: Vec<String>,
    /// Whether the analyses are still on disk: they come one after another, see [`super::Session::bring_back`].
    pub has_more: bool,
}

/// A document with its analysis.
#[derive(Clone, PartialEq, Debug)]
pub struct StoredDocument {
    /// Name and text.
    pub document: Document,
    /// The analysis that its edits stand on.
    pub analysis: Option<Rc<Analysis>>,
}
