//! Everything a person did, in order, with the cursor that undo and redo move.

use super::Edit;
use serde::{Deserialize, Serialize};

/// Edits in order; those before the cursor are in force.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EditLog {
    entries: Vec<LogEntry>,
    cursor: usize,
}

/// An edit with its time.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LogEntry {
    /// What was done.
    pub edit: Edit,
    /// When, in milliseconds since 1970, as the shell's clock said.
    pub at: f64,
}

/// One line of the journal that storage appends to: replayed in order, it makes the log again.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Step {
    /// A new edit; what was undone before it is gone.
    Do(LogEntry),
    /// The last edit in force is no longer.
    Undo,
    /// The next one is again.
    Redo,
}

impl EditLog {
    /// The log that a journal makes. Undo and redo beyond the ends do nothing.
    pub fn of(steps: impl IntoIterator<Item = Step>) -> EditLog {
        let mut log = EditLog::default();
        steps.into_iter().for_each(|step| log.follow(step));
        log
    }

    /// The shortest journal that makes this log: every edit, then one undo for each that is not in force.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        let undone = self.entries.len() - self.cursor;
        self.entries.iter().cloned().map(Step::Do).chain(std::iter::repeat_n(Step::Undo, undone))
    }

    /// The edits in force.
    pub fn in_force(&self) -> &[LogEntry] {
        &self.entries[..self.cursor]
    }

    /// All edits, undone ones at the end.
    pub fn all(&self) -> &[LogEntry] {
        &self.entries
    }

    /// The edit that undo would take back.
    pub fn last(&self) -> Option<&LogEntry> {
        self.in_force().last()
    }

    /// The edit that redo would bring back.
    pub fn next(&self) -> Option<&LogEntry> {
        self.entries.get(self.cursor)
    }

    pub(super) fn follow(&mut self, step: Step) {
        match step {
            Step::Do(entry) => self.push(entry),
            Step::Undo => drop(self.back()),
            Step::Redo => drop(self.forth()),
        }
    }

    pub(super) fn push(&mut self, entry: LogEntry) {
        self.entries.truncate(self.cursor);
        self.entries.push(entry);
        self.cursor += 1;
    }

    pub(super) fn back(&mut self) -> Option<&LogEntry> {
        self.cursor = self.cursor.checked_sub(1)?;
        self.entries.get(self.cursor)
    }

    pub(super) fn forth(&mut self) -> Option<&LogEntry> {
        let entry = self.entries.get(self.cursor)?;
        self.cursor += 1;
        Some(entry)
    }
}
