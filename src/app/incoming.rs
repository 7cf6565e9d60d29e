//! Files that the clerk is reading, and those that wait for a person's word.

use super::FileRead;
use crate::clerk::Job;
use crate::dataset::Record;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is known of the clerk, and the files with it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ClerkDesk {
    /// Files being read; kept, so that another column can be chosen.
    pub reading: BTreeMap<Job, FileRead>,
    /// How many there have been in this round.
    pub n_asked: usize,
    /// Files that were read and wait for a word.
    pub waiting: Vec<Incoming>,
    /// Why there is no clerk.
    pub unavailable: Option<Rc<str>>,
}

/// A file that was read, but that cannot be taken in whole or without a choice.
#[derive(Clone, PartialEq, Debug)]
pub struct Incoming {
    /// The file.
    pub file: FileRead,
    /// What it brings.
    pub records: Vec<Record>,
    /// What could not be represented, and what was not taken; a sentence each.
    pub remarks: Vec<Rc<str>>,
    /// The columns of a table.
    pub columns: Vec<Rc<str>>,
    /// The one with the texts.
    pub column: Option<Rc<str>>,
}

impl ClerkDesk {
    /// Whether files must be read and written without it.
    pub fn is_away(&self) -> bool {
        self.unavailable.is_some()
    }
}
