//! Analyses of an earlier visit that are on their way from the disk, and what waits for them.

use super::{Msg, Ticket};
use crate::text::DocumentId;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

/// What the disk still has to give. The documents and the log are here already.
pub struct Recall {
    /// The request that is under way.
    pub ticket: Ticket,
    /// Documents that have not been asked for, in the order of their arrival.
    pub left: VecDeque<DocumentId>,
    /// The document that something waits for: it comes next.
    pub wanted: Option<DocumentId>,
    /// Documents that are back, and all.
    pub progress: (usize, usize),
    /// What happened and waits, in order.
    pub held: Vec<Msg>,
    /// Places in the log of the edits that did not fit wholly.
    pub misfits: BTreeSet<usize>,
    /// What could not be read so far; a sentence each.
    pub damage: Vec<String>,
    /// Why the disk gave no more.
    pub failure: Option<Rc<str>>,
}
