//! Several files as one zip archive, and back.

use super::{ExportError, ImportError};
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Most that an archive may hold unpacked, in bytes.
pub const MAX_UNPACKED: u64 = 512 << 20;

/// The archive of `files`; the same files give the same bytes (every time stamp is 1 January 1980).
///
/// # Errors
/// When the archive cannot be written.
pub fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ExportError> {
    let refused = |error: &dyn std::fmt::Display| ExportError::Writer(error.to_string());
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options).map_err(|error| refused(&error))?;
        writer.write_all(bytes).map_err(|error| refused(&error))?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|error| refused(&error))
}

/// The files in an archive, in its order, without folders.
///
/// # Errors
/// When it is no archive, or holds more than can be taken.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ImportError> {
    Archive::open(bytes)?.files()
}

/// An archive whose list of files has been read.
pub struct Archive<'b>(ZipArchive<Cursor<&'b [u8]>>);

impl<'b> Archive<'b> {
    /// The archive in `bytes`.
    ///
    /// # Errors
    /// When it is none.
    pub fn open(bytes: &'b [u8]) -> Result<Archive<'b>, ImportError> {
        let damaged = |_| ImportError::Form {
            place: "its list of files".to_owned(),
            what: "it is damaged or no zip".to_owned(),
        };
        ZipArchive::new(Cursor::new(bytes)).map(Archive).map_err(damaged)
    }

    /// Whether there is a file of this name.
    pub fn holds(&self, name: &str) -> bool {
        self.0.index_for_name(name).is_some()
    }

    /// How many files and folders it lists.
    pub fn n_entries(&self) -> usize {
        self.0.len()
    }

    /// The file of this name; what it unpacks to is taken from `left`.
    ///
    /// # Errors
    /// When there is no such file, or it holds more than is left.
    pub fn file(&mut self, name: &str, left: &mut u64) -> Result<Vec<u8>, ImportError> {
        content(self.0.by_name(name).map_err(broken)?, name, left)
    }

    /// The files, in the archive's order, without folders.
    ///
    /// # Errors
    /// When one is damaged, or they hold more than can be taken.
    pub fn files(&mut self) -> Result<Vec<(String, Vec<u8>)>, ImportError> {
        let (mut files, mut left) = (vec![], MAX_UNPACKED);
        for idx in 0..self.0.len() {
            let entry = self.0.by_index(idx).map_err(broken)?;
            if entry.is_dir() {
                continue;
            }
            let name = entry.name().map_err(broken)?.into_owned();
            let content = content(entry, &name, &mut left)?;
            files.push((name, content));
        }
        Ok(files)
    }
}

fn broken(error: impl std::fmt::Display) -> ImportError {
    ImportError::Form { place: "the archive".to_owned(), what: error.to_string() }
}

/// What stands in `file`. The size that it claims may be a lie.
fn content(file: impl Read, name: &str, left: &mut u64) -> Result<Vec<u8>, ImportError> {
    let refused = |what| ImportError::Form { place: name.to_owned(), what };
    let mut content = vec![];
    file.take(*left + 1).read_to_end(&mut content).map_err(|error| refused(error.to_string()))?;
    *left = left
        .checked_sub(content.len() as u64)
        .ok_or_else(|| refused(format!("unpacked, the archive is larger than {} MB", MAX_UNPACKED >> 20)))?;
    Ok(content)
}

/// A file name for each document: what a name's last part leaves when only plain characters stay, no two alike.
pub fn stems<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names.into_iter().map(|name| unique(&stem(name), &mut taken)).collect()
}

fn stem(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let last = last.strip_suffix(".txt").unwrap_or(last);
    let plain = |character: char| {
        if character.is_ascii_alphanumeric() || "-_.".contains(character) { character } else { '_' }
    };
    let stem: String = last.chars().map(plain).take(80).collect();
    let stem = stem.trim_matches(['.', '_']);
    if stem.is_empty() { "document".to_owned() } else { stem.to_owned() }
}

/// Lower case decides, because some file systems see no other difference.
fn unique(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = stem.to_owned();
    let mut number = 1;
    while !taken.insert(candidate.to_lowercase()) {
        number += 1;
        candidate = format!("{stem}-{number}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_back_and_bytes_are_the_same_each_time() {
        let files = [("a.txt".to_owned(), b"one".to_vec()), ("b/c.txt".to_owned(), vec![])];
        let archive = pack(&files).expect("it packs");
        assert_eq!(Ok(&archive), pack(&files).as_ref());
        assert_eq!(unpack(&archive).as_deref(), Ok(&files[..]));
        assert!(unpack(b"no archive").is_err());
    }

    #[test]
    fn names_become_plain_and_unique() {
        assert_eq!(
            stems(["../a<b>.txt", "x/a<b>.txt", "", "Ä.txt"]),
            ["a_b", "a_b-2", "document", "document-2"]
        );
    }
}
