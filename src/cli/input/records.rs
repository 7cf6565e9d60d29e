//! What a group of files brings.

use super::lines::Lines;
use super::{Found, read};
use crate::cli::output::Form;
use crate::dataset::intake::{self, Intake, IntakeError};
use crate::dataset::{Format, Record, project};
use indicatif::ProgressBar;
use std::path::Path;

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
                _ => folder(group).map_or(remark.clone(), |it| format!("{}: {remark}", it.display())),
            }));
            taken.records
        }
        Err(sentence) => {
            failures.push(sentence);
            vec![]
        }
    }
}

/// The folder that all files of a group lie in.
fn folder(group: &[Found]) -> Option<&Path> {
    let mut folders = group.first()?.path.ancestors().skip(1);
    folders.find(|it| !it.as_os_str().is_empty() && group.iter().all(|found| found.path.starts_with(it)))
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
