//! Which documents a list of paths stands for.

use crate::dataset::{Record, intake};
use crate::nlp::attribution;
use crate::text::decode::MAX_BYTES;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to read.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder that was given; the bare file name when the file itself was.
    pub name: String,
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

/// The bytes of a file, not more than a document may have.
///
/// # Errors
/// One sentence that names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let size =
        fs::metadata(path).map_err(|error| format!("{}: cannot be read ({error})", path.display()))?.len();
    if size > MAX_BYTES as u64 {
        return Err(format!("{}: is larger than {} MB; split it first", path.display(), MAX_BYTES >> 20));
    }
    fs::read(path).map_err(|error| format!("{}: cannot be read ({error})", path.display()))
}

/// The records in a file: a bare one for each text, filled ones for a data set. Sentences about what was left out go
/// to the second list.
///
/// # Errors
/// One sentence that names the file.
pub fn records(
    Found { path, name }: &Found,
    column: Option<&str>,
) -> Result<(Vec<Record>, Vec<String>), String> {
    let intake =
        intake::read(name, &read(path)?, column).map_err(|error| format!("{}: {error}", path.display()))?;
    let refused = intake.refused.iter().map(|(inner, error)| format!("{}: {inner} {error}", path.display()));
    let remarks = intake.remarks.iter().map(|remark| format!("{}: {remark}", path.display()));
    Ok((intake.records, refused.chain(remarks).collect()))
}

/// Makes the engine use another model file of the attribution, when one is given.
///
/// # Errors
/// One sentence that names the file.
pub fn choose_model(path: Option<&Path>) -> Result<(), String> {
    let Some(path) = path else { return Ok(()) };
    attribution::model::choose(read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}
