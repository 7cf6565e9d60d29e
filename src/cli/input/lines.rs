//! Demarche JSONL line by line, however long the file is.

use crate::dataset::{Record, jsonl};
use crate::text::decode::MAX_BYTES;
use indicatif::ProgressBar;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The lines of a Demarche JSONL file.
pub struct Lines(BufReader<fs::File>);

impl Lines {
    /// The lines of this file, when its first one is a record of Demarche.
    pub fn of(path: &Path) -> Option<Lines> {
        let name = path.to_string_lossy().to_lowercase();
        // A pipe cannot be looked into and then read from its start.
        if !path.is_file() || !name.ends_with(".jsonl") && !name.ends_with(".ndjson") {
            return None;
        }
        let mut first = vec![];
        let open = || fs::File::open(path).ok().map(BufReader::new);
        open()?.take(MAX_BYTES as u64).read_until(b'\n', &mut first).ok()?;
        let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&first);
        let first: serde_json::Value = serde_json::from_slice(first).ok()?;
        first.get("statements").is_some_and(serde_json::Value::is_array).then(open).flatten().map(Lines)
    }

    /// Hands every record to `take`; a line that is none is a sentence in `failures`.
    ///
    /// # Errors
    /// What `take` says.
    pub fn each_record(
        mut self,
        path: &Path,
        bar: &ProgressBar,
        failures: &mut Vec<String>,
        mut take: impl FnMut(Record) -> Result<(), String>,
    ) -> Result<(), String> {
        let (mut line, mut number) = (vec![], 0);
        loop {
            line.clear();
            number += 1;
            let place = path.display();
            match self.0.by_ref().take(MAX_BYTES as u64).read_until(b'\n', &mut line) {
                Ok(0) => return Ok(()),
                Ok(n_bytes) => bar.inc(n_bytes as u64),
                Err(error) => {
                    failures.push(format!("{place}: cannot be read ({error})"));
                    return Ok(());
                }
            }
            if line.len() == MAX_BYTES && !line.ends_with(b"\n") {
                failures.push(format!("{place}: line {number} is larger than {} MB", MAX_BYTES >> 20));
                return Ok(());
            }
            let mut remarks = vec![];
            match jsonl::record(&line, number, &mut remarks) {
                Ok(record) => record.map_or(Ok(()), &mut take)?,
                Err(error) => failures.push(format!("{place}: {error}")),
            }
            failures.extend(remarks.iter().map(|remark| format!("{place}: {remark}")));
        }
    }
}
