//! Which files are not for people, as their names say.

use crate::dataset::remarks::{Remarks, Unkept};

/// The folders and the name of a file, whichever slash its system has.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['/', '\\'])
}

/// What systems leave behind for themselves; no person has put it there, so nothing is said of it.
pub fn is_litter(name: &str) -> bool {
    let last = parts(name).last().unwrap_or("");
    parts(name).any(|part| part == "__MACOSX") || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last)
}

/// Whether a file, or a folder that it lies in, has a name with a leading dot.
pub fn is_hidden(name: &str) -> bool {
    parts(name).any(|part| part.starts_with('.') && !part.trim_matches('.').is_empty())
}

/// What to say of the hidden files of a folder, when there are any.
pub fn hidden_remark(names: &[String]) -> Option<String> {
    let mut remarks = Remarks::default();
    names.iter().for_each(|name| remarks.note(Unkept::HiddenFile, name));
    remarks.sentences().pop()
}
