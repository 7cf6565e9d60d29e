//! Which documents a list of paths stands for.

use crate::dataset::intake::names::{hidden_remark, is_hidden, is_litter};
use crate::dataset::{intake, project};
use crate::nlp::attribution;
use crate::text::decode::MAX_BYTES;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Demarche JSONL line by line.
mod lines;

/// What the files bring.
mod records;
pub use records::{Reading, each_record};

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

/// What lies under the given paths.
#[derive(Default)]
pub struct Listed {
    /// Every file, once each, folders walked in the order of names.
    pub files: Vec<Found>,
    /// A sentence each: a path that cannot be read, a folder without a file.
    pub failures: Vec<String>,
    /// A sentence each: what is rightly passed over.
    pub notes: Vec<String>,
}

/// Every file under `paths`.
pub fn files(paths: &[PathBuf]) -> Listed {
    let mut listed = Listed::default();
    for path in paths {
        let n_before = (listed.files.len(), listed.failures.len());
        let root = if path.is_dir() { path.clone() } else { path.parent().unwrap_or(path).to_owned() };
        walk(path, &root, &mut listed);
        if (listed.files.len(), listed.failures.len()) == n_before {
            listed.failures.push(format!("{}: holds no file", path.display()));
        }
    }
    let mut taken = HashSet::new();
    listed.files.retain(|found| std::path::absolute(&found.path).map_or(true, |path| taken.insert(path)));
    listed
}

fn walk(path: &Path, root: &Path, listed: &mut Listed) {
    if !path.is_dir() {
        listed.files.push(Found { path: path.to_owned(), name: name_below(root, path) });
        return;
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return listed.failures.push(format!("{}: cannot be read ({error})", path.display())),
    };
    let mut inner: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    inner.sort();
    let name = |entry: &Path| entry.file_name().map_or(String::new(), |it| it.to_string_lossy().into_owned());
    inner.retain(|entry| !is_litter(&name(entry)));
    let (hidden, seen): (Vec<PathBuf>, Vec<PathBuf>) = inner.into_iter().partition(|it| is_hidden(&name(it)));
    let hidden: Vec<String> = hidden.iter().map(|entry| name(entry)).collect();
    listed.notes.extend(hidden_remark(&hidden).map(|remark| format!("{}: {remark}", path.display())));
    for entry in &seen {
        // It may lead in a circle.
        if entry.is_dir() && entry.is_symlink() {
            listed.failures.push(format!("{}: is a link to a folder; name it by itself", entry.display()));
            continue;
        }
        // Nobody may be writing into a pipe, and a device may have no end. One that is named is meant.
        if entry.exists() && !entry.is_dir() && !entry.is_file() {
            let what = "is a pipe or a device, no file; name it by itself";
            listed.failures.push(format!("{}: {what}", entry.display()));
            continue;
        }
        walk(entry, root, listed);
    }
}

/// The path below `root` with slashes on every system, so that files of one name in two folders stay apart.
fn name_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
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

/// Makes the engine use another model file of the attribution, when one is given.
///
/// # Errors
/// One sentence that names the file.
pub fn choose_model(path: Option<&Path>) -> Result<(), String> {
    let Some(path) = path else { return Ok(()) };
    attribution::model::choose(read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}
