//! How several formats become one file, and how the beginning of a file reads.

use super::pack::{pack, unpack};
use super::{ExportError, File, Format, Options, Record};
use std::fmt::Write;

/// Most lines of an excerpt, from each file of an archive and in all.
const LINES: (usize, usize) = (8, 40);

/// Longest line of an excerpt, in characters.
const WIDTH: usize = 240;

/// `records` in these formats: the file itself when it is one, else an archive of them.
///
/// # Errors
/// When there is nothing to write, or a format refuses.
pub fn bundle(records: &[Record], formats: &[Format], options: Options) -> Result<File, ExportError> {
    if let [format] = formats {
        return format.export(records, options);
    }
    let mut files = vec![];
    for format in formats {
        let file = format.export(records, options)?;
        files.push((file.name, file.bytes));
    }
    if files.is_empty() {
        return Err(ExportError::Nothing);
    }
    Ok(File { name: "demarche.zip".to_owned(), media_type: "application/zip", bytes: pack(&files)? })
}

/// What follows the first `n` lines: the part of a file that follows another part, see [`Format::n_head_lines`].
pub fn without_lines(bytes: &[u8], n: usize) -> &[u8] {
    (0..n).fold(bytes, |rest, _| {
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        &rest[end..]
    })
}

/// The first lines of a file; of an archive, the names of its files, each with its first lines.
pub fn excerpt(file: &File) -> String {
    if file.media_type != "application/zip" {
        return head(&file.bytes, LINES.1);
    }
    let mut out = String::new();
    for (name, bytes) in unpack(&file.bytes).unwrap_or_default() {
        let bytes = bytes.unwrap_or_default();
        let _ = writeln!(out, "── {name}, {} bytes", bytes.len());
        if out.lines().count() < LINES.1 {
            let _ = writeln!(out, "{}", head(&bytes, LINES.0));
        }
    }
    out
}

fn head(bytes: &[u8], n_lines: usize) -> String {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(n_lines * WIDTH * 4)]);
    if start.contains('\0') {
        return "(not text)".to_owned();
    }
    let cut = |line: &str| match line.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{} …", &line[..at]),
        None => line.to_owned(),
    };
    start.lines().take(n_lines).map(cut).collect::<Vec<_>>().join("\n")
}
