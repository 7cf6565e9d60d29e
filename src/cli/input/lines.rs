//! Demarche JSONL line by line, however long the file is.

use crate::dataset::Record;
use crate::dataset::intake;
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
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut lines = intake::Lines::of(&name, None);
        let place = path.display();
        loop {
            line.clear();
            number += 1;
            match self.0.by_ref().take(MAX_BYTES as u64).read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(n_bytes) => bar.inc(n_bytes as u64),
                Err(error) => {
                    failures.push(format!("{place}: cannot be read ({error})"));
                    break;
                }
            }
            if line.len() == MAX_BYTES && !line.ends_with(b"\n") {
                failures.push(format!("{place}: line {number} is larger than {} MB", MAX_BYTES >> 20));
                break;
            }
            match lines.line(&line, number) {
                Ok(records) => records.into_iter().try_for_each(&mut take)?,
                Err(error) => {
                    failures.push(format!("{place}: {error}"));
                    break;
                }
            }
        }
        failures.extend(lines.remarks().iter().map(|remark| format!("{place}: {remark}")));
        Ok(())
    }
}
