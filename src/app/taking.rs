//! A data set on its way in, read some lines at a time.

use super::FileRead;
use crate::clerk::Taken;
use crate::dataset::{Record, jsonl};

/// A file that the clerk has made records of, while the page reads them.
pub struct Taking {
    /// The file.
    pub file: FileRead,
    /// What the clerk says of it.
    pub taken: Taken,
    /// What has been read of it.
    pub records: Vec<Record>,
    /// Where the next line begins.
    at: usize,
}

impl Taking {
    /// Nothing is read yet.
    pub fn new(file: FileRead, taken: Taken) -> Taking {
        Taking { file, taken, records: vec![], at: 0 }
    }

    /// kB read, and all.
    pub fn progress(&self) -> (usize, usize) {
        (self.at >> 10, self.taken.lines.len() >> 10)
    }

    /// Reads lines of about `budget` bytes; whether all have been read.
    ///
    /// # Errors
    /// The end of a sentence, when a line is no record.
    pub fn advance(&mut self, budget: usize) -> Result<bool, String> {
        let lines = &self.taken.lines;
        let stop = self.at.saturating_add(budget).min(lines.len());
        while self.at < stop {
            let rest = &lines[self.at..];
            let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
            self.at += line.len() + 1;
            if !line.trim_ascii().is_empty() {
                self.records.extend(jsonl::import(line).map_err(|error| error.to_string())?.records);
            }
        }
        Ok(self.at >= lines.len())
    }
}
