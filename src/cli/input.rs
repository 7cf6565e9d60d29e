//! Which documents a list of paths stands for.

use crate::dataset::intake::{self, Intake, IntakeError};
use crate::dataset::{Format, Record, jsonl, project};
use crate::nlp::attribution;
use crate::text::decode::MAX_BYTES;
use indicatif::ProgressBar;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A file to read.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder that was given; the bare file name when the file itself was.
    pub name: String,
}

impl Found {
    /// Its size in bytes, as far as it can be told.
    pub fn size(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }
}

/// Every file under `paths`, folders walked in the order of names, hidden entries skipped.
///
/// A path that cannot be read, or a folder without a file, is a sentence in the second list.
pub fn files(paths: &[PathBuf]) -> (Vec<Found>, Vec<String>) {
    let (mut files, mut failures) = (vec![], vec![]);
    for path in paths {
        let n_before = files.len();
        let n_failed = failures.len();
        let root = if path.is_dir() { path.clone() } else { path.parent().unwrap_or(path).to_owned() };
        walk(path, &root, &mut files, &mut failures);
        if files.len() == n_before && failures.len() == n_failed {
            failures.push(format!("{}: holds no file", path.display()));
        }
    }
    (files, failures)
}

fn walk(path: &Path, root: &Path, files: &mut Vec<Found>, failures: &mut Vec<String>) {
    if !path.is_dir() {
        files.push(Found { path: path.to_owned(), name: name_below(root, path) });
        return;
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return failures.push(format!("{}: cannot be read ({error})", path.display())),
    };
    let mut inner: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    inner.sort();
    for entry in inner.iter().filter(|entry| !is_hidden(entry)) {
        // A link to a folder may lead in a circle.
        if entry.is_dir() && entry.is_symlink() {
            continue;
        }
        walk(entry, root, files, failures);
    }
}

/// The path below `root` with slashes on every system, so that files of one name in two folders stay apart.
fn name_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The bytes of a file, not more than a document or a project may have.
///
/// # Errors
/// One sentence that names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("{}: cannot be read ({error})", path.display());
    let size = fs::metadata(path).map_err(cannot)?.len();
    let is_project = project::is_project(&path.display().to_string(), &[]);
    let most = if is_project { project::MAX_BYTES } else { MAX_BYTES };
    if size > most as u64 {
        return Err(format!("{}: is larger than {} MB; split it first", path.display(), most >> 20));
    }
    fs::read(path).map_err(cannot)
}

/// Files that must be read together: annotations with the texts that they may be of. Every other one stands alone.
pub fn groups(files: Vec<Found>) -> Vec<Vec<Found>> {
    if !files.iter().any(|found| intake::is_annotation(&found.name)) {
        return files.into_iter().map(|found| vec![found]).collect();
    }
    let is_brat = |found: &Found| intake::goes_with_annotations(&found.name);
    let (together, alone): (Vec<Found>, Vec<Found>) = files.into_iter().partition(is_brat);
    apart(together).into_iter().chain(alone.into_iter().map(|found| vec![found])).collect()
}

/// One group of files that all have names of their own; else one for each folder that was given, for annotations name
/// their text by its name alone.
fn apart(files: Vec<Found>) -> Vec<Vec<Found>> {
    let names: HashSet<&str> = files.iter().map(|found| found.name.as_str()).collect();
    if names.len() == files.len() {
        return vec![files];
    }
    let mut by_root: BTreeMap<PathBuf, Vec<Found>> = BTreeMap::new();
    for found in files {
        let root = found.path.ancestors().nth(found.name.split('/').count());
        by_root.entry(root.unwrap_or(Path::new("")).to_owned()).or_default().push(found);
    }
    by_root.into_values().collect()
}

/// Hands every record of a group to `take`: a bare one for each text, filled ones for a data set. Demarche JSONL is
/// read line by line, however long it is. What failed or was left out is a sentence in `failures`.
///
/// # Errors
/// What `take` says.
pub fn each_record(
    group: &[Found],
    format: Option<Format>,
    column: Option<&str>,
    bar: &ProgressBar,
    failures: &mut Vec<String>,
    mut take: impl FnMut(Record) -> Result<(), String>,
) -> Result<(), String> {
    if let [found] = group
        && format.is_none_or(|format| format == Format::Jsonl)
        && let Some(lines) = Lines::of(&found.path)
    {
        return lines.each_record(&found.path, bar, failures, take);
    }
    for record in records(group, format, column, failures) {
        take(record)?;
    }
    bar.inc(group.iter().map(Found::size).sum());
    Ok(())
}

fn records(
    group: &[Found],
    format: Option<Format>,
    column: Option<&str>,
    failures: &mut Vec<String>,
) -> Vec<Record> {
    let mut files = vec![];
    for Found { path, name } in group {
        match read(path) {
            Ok(bytes) => files.push((name.clone(), bytes)),
            Err(sentence) => failures.push(sentence),
        }
    }
    let path = |name: &str| {
        let found = group.iter().find(|found| found.name == name);
        found.map_or(name.to_owned(), |found| found.path.display().to_string())
    };
    let taken = match &files[..] {
        [] => return vec![],
        [(name, bytes)] => match format.filter(|_| !project::is_project(name, bytes)) {
            Some(format) => format
                .import(bytes)
                .map(|imported| imported.named_after(name))
                .map(|it| Intake { records: it.records, remarks: it.remarks, ..Intake::default() })
                .map_err(IntakeError::from),
            None => intake::read(name, bytes, column),
        }
        .map_err(|error| format!("{}: {error}", path(name))),
        _ => Ok(intake::together(&files, column)),
    };
    match taken {
        Ok(taken) => {
            failures.extend(taken.refused.iter().map(|(inner, error)| match &files[..] {
                [(name, _)] => format!("{}: {inner} {error}", path(name)),
                _ => format!("{}: {error}", path(inner)),
            }));
            failures.extend(taken.remarks.iter().map(|remark| match &files[..] {
                [(name, _)] => format!("{}: {remark}", path(name)),
                _ => remark.clone(),
            }));
            taken.records
        }
        Err(sentence) => {
            failures.push(sentence);
            vec![]
        }
    }
}

/// The lines of a Demarche JSONL file.
struct Lines(BufReader<fs::File>);

impl Lines {
    /// The lines of this file, when its first one is a record of Demarche.
    fn of(path: &Path) -> Option<Lines> {
        let name = path.to_string_lossy().to_lowercase();
        if !name.ends_with(".jsonl") && !name.ends_with(".ndjson") {
            return None;
        }
        let mut first = vec![];
        let open = || fs::File::open(path).ok().map(BufReader::new);
        open()?.take(MAX_BYTES as u64).read_until(b'\n', &mut first).ok()?;
        let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&first);
        let first: serde_json::Value = serde_json::from_slice(first).ok()?;
        first.get("statements").is_some_and(serde_json::Value::is_array).then(open).flatten().map(Lines)
    }

    fn each_record(
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

/// Makes the engine use another model file of the attribution, when one is given.
///
/// # Errors
/// One sentence that names the file.
pub fn choose_model(path: Option<&Path>) -> Result<(), String> {
    let Some(path) = path else { return Ok(()) };
    attribution::model::choose(read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}
