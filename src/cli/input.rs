//! Which documents a list of paths stands for.

use super::output::Form;
use crate::dataset::intake::{self, Intake, IntakeError};
use crate::dataset::{Format, Record, project};
use crate::nlp::attribution;
use crate::text::decode::MAX_BYTES;
use indicatif::ProgressBar;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Demarche JSONL line by line.
mod lines;
use lines::Lines;

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

/// Every file under `paths`, once each, folders walked in the order of names, hidden entries skipped.
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
    let mut taken = HashSet::new();
    files.retain(|found| std::path::absolute(&found.path).map_or(true, |path| taken.insert(path)));
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
        // Nobody may be writing into a pipe, and a device may have no end. One that is named is meant.
        if entry.exists() && !entry.is_dir() && !entry.is_file() {
            failures.push(format!("{}: is a pipe or a device, no file; name it by itself", entry.display()));
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

/// Refuses a file to write to that is among those to read.
///
/// # Errors
/// One sentence that names it.
pub fn refuse_own_output<'p>(
    mut read: impl Iterator<Item = &'p Path>,
    out: Option<&Path>,
) -> Result<(), String> {
    let Some(out) = out.filter(|out| out.is_file()) else { return Ok(()) };
    let place = fs::canonicalize(out).ok();
    if place.is_some() && read.any(|path| fs::canonicalize(path).ok() == place) {
        return Err(format!("{}: would be read and written over; name another --out", out.display()));
    }
    Ok(())
}

/// The bytes of a file, not more than a document or a project may have.
///
/// # Errors
/// One sentence that names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("{}: there is no such file", path.display()),
        std::io::ErrorKind::IsADirectory => format!("{}: is a folder; name a file in it", path.display()),
        _ => format!("{}: cannot be read ({error})", path.display()),
    };
    let file = File::open(path).map_err(cannot)?;
    let is_project = project::is_project(&path.display().to_string(), &[]);
    let most = if is_project { project::MAX_BYTES } else { MAX_BYTES } as u64;
    let mut bytes = vec![];
    // A pipe or a device does not say how long it is.
    if file.metadata().map_err(cannot)?.len() <= most {
        file.take(most + 1).read_to_end(&mut bytes).map_err(cannot)?;
        if bytes.len() as u64 <= most {
            return Ok(bytes);
        }
    }
    Err(format!("{}: is larger than {} MB; split it first", path.display(), most >> 20))
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

/// How files are read.
#[derive(Clone, Copy)]
pub struct Reading<'r> {
    /// As what; nothing where each says it by itself.
    pub form: Option<Form>,
    /// The column that texts are taken from; nothing where it is guessed.
    pub column: Option<&'r str>,
}

/// Hands every record of a group to `take`: a bare one for each text, filled ones for a data set. Demarche JSONL is
/// read line by line, however long it is. What failed or was left out is a sentence in `failures`.
///
/// # Errors
/// What `take` says.
pub fn each_record(
    group: &[Found],
    reading: Reading,
    bar: &ProgressBar,
    failures: &mut Vec<String>,
    mut take: impl FnMut(Record) -> Result<(), String>,
) -> Result<(), String> {
    if let [found] = group
        && reading.form.is_none_or(|form| form == Form::Format(Format::Jsonl))
        && let Some(lines) = Lines::of(&found.path)
    {
        return lines.each_record(&found.path, bar, failures, take);
    }
    for record in records(group, reading, failures) {
        take(record)?;
    }
    bar.inc(group.iter().map(Found::size).sum());
    Ok(())
}

fn records(group: &[Found], reading: Reading, failures: &mut Vec<String>) -> Vec<Record> {
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
        [(name, bytes)] => one(name, bytes, reading).map_err(|error| format!("{}: {error}", path(name))),
        _ => Ok(intake::together(&files, reading.column)),
    };
    match taken {
        Ok(taken) => {
            let refused = taken.refused.iter().map(|(inner, error)| match &files[..] {
                [(name, _)] => (name.clone(), format!("{inner} {error}")),
                _ => (inner.clone(), error.to_string()),
            });
            failures.extend(refused.map(|(name, error)| format!("{}: {error}", path(&name))));
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

fn one(name: &str, bytes: &[u8], reading: Reading) -> Result<Intake, IntakeError> {
    match reading.form {
        Some(Form::Project) => {
            let mut stored = project::read(bytes)?;
            let remarks = std::mem::take(&mut stored.damage);
            Ok(Intake { records: project::records(stored), remarks, ..Intake::default() })
        }
        Some(Form::Format(format)) if !project::is_project(name, bytes) => {
            let imported = format.import(bytes)?.named_after(name);
            Ok(Intake { records: imported.records, remarks: imported.remarks, ..Intake::default() })
        }
        _ => intake::read(name, bytes, reading.column),
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
