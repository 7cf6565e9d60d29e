//! One line of a project file: a checksum, a number, a record.

use crate::annotate::Analysis;
use crate::annotate::log::LogEntry;
use crate::text::{Document, DocumentId};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// CRC-32 as in zip and PNG, with a small table: the page carries it.
static CHECKSUM: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

/// A record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    /// How many there are of the others.
    Summary(Summary),
    /// A document, in the order of arrival.
    Document(Document),
    /// What the machine said about a document.
    Analysis {
        /// Which one.
        document: DocumentId,
        /// What was said.
        analysis: Rc<Analysis>,
    },
    /// An edit with its place in the log.
    Edit {
        /// Counted from 0.
        place: usize,
        /// What was done, when.
        entry: LogEntry,
    },
}

/// How many records there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Summary {
    pub documents: usize,
    pub analyses: usize,
    /// Edits in the log, undone ones included.
    pub edits: usize,
    /// The last ones, which are not in force.
    pub undone: usize,
}

/// Appends `line` as the record of this number.
pub fn write(file: &mut String, number: usize, line: &Line) {
    let json = serde_json::to_string(line).expect("records are plain data with text keys");
    let numbered = format!("{number} {json}");
    file.push_str(&format!("{:08x} {numbered}\n", CHECKSUM.checksum(numbered.as_bytes())));
}

/// The record in a line, when the line is as it was written.
pub fn read(line: &[u8]) -> Option<Line> {
    // Mail and editors may have changed the ends of lines.
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (sum, numbered) = line.split_at_checked(8)?;
    let sum = u32::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()?;
    let numbered = numbered.strip_prefix(b" ")?;
    if CHECKSUM.checksum(numbered) != sum {
        return None;
    }
    let json = numbered.splitn(2, |byte| *byte == b' ').nth(1)?;
    // Text, as everywhere in the page: a second reader of JSON would be a second copy of the code.
    serde_json::from_str(std::str::from_utf8(json).ok()?).ok()
}

/// The name of the document in a damaged line, as far as that much of it can be read.
pub fn document_name(line: &[u8]) -> Option<String> {
    let line = String::from_utf8_lossy(line);
    let (_, rest) = line.split_once("{\"document\":{")?;
    let (_, name) = rest.split_once("\"name\":")?;
    serde_json::Deserializer::from_str(name).into_iter::<String>().next()?.ok()
}
