//! Several files as one zip archive, and back.

use super::{ExportError, ImportError};
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
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

/// A file of an archive: its name, and what stands in it or why that cannot be had.
pub type Unpacked = (String, Result<Vec<u8>, ImportError>);

/// The files in an archive, in its order, without folders.
///
/// # Errors
/// When it is no archive, or holds more than can be taken.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Unpacked>, ImportError> {
    Archive::open(bytes)?.files()
}

/// An archive whose list of files has been read.
pub struct Archive<'b> {
    bytes: &'b [u8],
    zip: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Archive<'b> {
    /// The archive in `bytes`.
    ///
    /// # Errors
    /// When it is none.
    pub fn open(bytes: &'b [u8]) -> Result<Archive<'b>, ImportError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::BrokenZip)?;
        Ok(Archive { bytes, zip })
    }

    /// Whether there is a file of this name.
    pub fn holds(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// How many files and folders it lists.
    pub fn n_entries(&self) -> usize {
        self.zip.len()
    }

    /// The file of this name; what it unpacks to is taken from `left`.
    ///
    /// # Errors
    /// When there is no such file, or it holds more than is left.
    pub fn file(&mut self, name: &str, left: &mut u64) -> Result<Vec<u8>, ImportError> {
        content(self.zip.by_name(name).map_err(broken)?, left)
    }

    /// The files, in the archive's order, without folders. A damaged one costs itself alone.
    ///
    /// # Errors
    /// When they hold more than can be taken.
    pub fn files(&mut self) -> Result<Vec<Unpacked>, ImportError> {
        let (mut files, mut left) = (vec![], MAX_UNPACKED);
        let name = |idx: usize| Some(self.zip.name_for_index(idx)?.ok()?.into_owned());
        let names: Vec<Option<String>> = (0..self.zip.len()).map(name).collect();
        for (idx, name) in names.into_iter().enumerate() {
            let name = name.unwrap_or_else(|| format!("file {}", idx + 1));
            let content = match self.zip.by_index(idx) {
                Ok(entry) if entry.is_dir() => continue,
                Ok(entry) => content(entry, &mut left),
                Err(error) => Err(broken(error)),
            };
            if content == Err(ImportError::TooMuch) {
                return Err(ImportError::TooMuch);
            }
            files.push((name, content));
        }
        Ok(files)
    }

    /// Names that several files in it have, once for each file that is hidden behind another one: the reader of
    /// archives knows the last of each name alone.
    pub fn doubles(&self) -> Vec<String> {
        let number = |at: usize| {
            self.bytes.get(at..at + 2).map_or(0, |it| usize::from(it[0]) | usize::from(it[1]) << 8)
        };
        let mut at = usize::try_from(self.zip.central_directory_start()).unwrap_or(usize::MAX);
        let (mut seen, mut doubles) = (BTreeSet::new(), vec![]);
        // The fixed part of an entry has 46 bytes; then come name, extra field and remark.
        while self.bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")) {
            let n_name = number(at + 28);
            let name = self.bytes.get(at + 46..at + 46 + n_name).unwrap_or_default();
            if !seen.insert(name) {
                doubles.push(String::from_utf8_lossy(name).into_owned());
            }
            at += 46 + n_name + number(at + 30) + number(at + 32);
        }
        doubles
    }
}

fn broken(error: ZipError) -> ImportError {
    match error {
        ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => ImportError::Locked,
        _ => ImportError::DamagedInZip,
    }
}

/// What stands in `file`. The size that it claims may be a lie.
fn content(file: impl Read, left: &mut u64) -> Result<Vec<u8>, ImportError> {
    let mut content = vec![];
    file.take(*left + 1).read_to_end(&mut content).map_err(|_| ImportError::DamagedInZip)?;
    *left = left.checked_sub(content.len() as u64).ok_or(ImportError::TooMuch)?;
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
        assert_eq!(unpack(&archive), Ok(files.map(|(name, bytes)| (name, Ok(bytes))).to_vec()));
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
