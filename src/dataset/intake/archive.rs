//! What an archive brings: its files, or the data set that they are together.

use super::names::{is_hidden, is_litter};
use super::{Intake, IntakeError, MAX_FILES, docx, foreign, has_ending, is_archive, single, take_pairs};
use crate::dataset::remarks::{Remarks, Unkept};
use crate::dataset::{Format, ImportError, Record, pack};
use crate::text::Document;
use crate::text::decode::{DecodeError, decode};

/// Reads the archive in `bytes`.
///
/// # Errors
/// When nothing in it can be taken.
pub fn read(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Intake, IntakeError> {
    let mut left = pack::MAX_UNPACKED;
    let mut archive = pack::Archive::open(bytes)?;
    if archive.holds(docx::PART) {
        return word(name, &mut archive, &mut left);
    }
    if let Some(kind) = foreign::OFFICE.iter().find(|(ending, _)| has_ending(name, ending)) {
        return Err(IntakeError::Unread(kind.1));
    }
    if archive.n_entries() > 2 * MAX_FILES {
        return Err(IntakeError::TooMany);
    }
    let mut remarks = Remarks::default();
    let mut intake = Intake::default();
    let files = kept(&mut archive, &mut remarks, &mut intake)?;
    let holds = |ending: &str| files.iter().any(|(name, _)| name.ends_with(ending));
    let tasks = (files.len() == 2 && holds("tasks.json") && holds("config.xml")).then_some(bytes);
    let whole = tasks.map(|bytes| (Format::LabelStudio, bytes));
    if let Some((format, bytes)) = whole.or_else(|| own_bundle(&files).map(|bytes| (Format::Jsonl, bytes))) {
        let mut taken = Intake::of(format.import(bytes)?.named_after(name));
        taken.remarks.extend(remarks.sentences());
        return Ok(Intake { refused: intake.refused, ..taken });
    }
    if let Some(export) = foreign::of_archive(&files) {
        return Err(ImportError::OneWay(export).into());
    }
    let others =
        if holds(".ann") { take_pairs(&files, &mut intake) } else { (0..files.len()).collect::<Vec<_>>() };
    for (inner, bytes) in others.into_iter().map(|idx| &files[idx]) {
        let taken = match is_archive(bytes) {
            true if has_ending(inner, ".docx") => pack::Archive::open(bytes)
                .map_err(IntakeError::from)
                .and_then(|mut archive| word(inner, &mut archive, &mut left)),
            true => Err(IntakeError::Nested),
            false => single(inner, bytes, column),
        };
        intake.add(inner, taken);
    }
    let n_hidden = remarks.count(Unkept::HiddenFile);
    intake.remarks.extend(remarks.sentences());
    match (intake.records.is_empty(), intake.refused.len()) {
        (true, 0) if n_hidden > 0 => Err(IntakeError::Hidden(n_hidden)),
        (true, 0) => Err(ImportError::Nothing.into()),
        // One annotation file that nothing could be read of says more than an empty archive that refused it.
        (true, 1) if holds(".ann") => Err(intake.refused.remove(0).1),
        _ => Ok(intake),
    }
}

/// The files that are for people, and whole; of the others it is said why they are left out.
fn kept(
    archive: &mut pack::Archive,
    remarks: &mut Remarks,
    intake: &mut Intake,
) -> Result<Vec<(String, Vec<u8>)>, IntakeError> {
    for double in archive.doubles().iter().filter(|name| !is_litter(name)) {
        remarks.note(Unkept::DoubleFile, double);
    }
    let mut files = vec![];
    for (name, content) in archive.files()?.into_iter().filter(|(name, _)| !is_litter(name)) {
        match content {
            _ if is_hidden(&name) => remarks.note(Unkept::HiddenFile, name),
            Ok(content) => files.push((name, content)),
            Err(error) => intake.refused.push((name, error.into())),
        }
    }
    if files.len() > MAX_FILES {
        return Err(IntakeError::TooMany);
    }
    Ok(files)
}

/// A Word document is an archive itself; what it unpacks to is taken from `left`, however many lie in one archive.
fn word(name: &str, archive: &mut pack::Archive, left: &mut u64) -> Result<Intake, IntakeError> {
    let part = decode(&archive.file(docx::PART, left)?)?.text;
    let text = docx::text(&part);
    if text.trim().is_empty() {
        return Err(DecodeError::Blank.into());
    }
    Ok(Intake::text(Record::bare(Document::new(name, &text))))
}

/// The data set in an archive of several exports of Demarche: the others say the same with less.
fn own_bundle(files: &[(String, Vec<u8>)]) -> Option<&[u8]> {
    let is_export = |name: &str| Format::ALL.iter().any(|format| format.file_name() == name);
    let own = files.iter().find(|(name, _)| name == Format::Jsonl.file_name())?;
    // spaCy's archive has lines of this name too.
    let is_ours = own.1.windows(14).any(|words| words == b"\"statements\":[");
    (is_ours && files.iter().all(|(name, _)| is_export(name))).then_some(&own.1)
}
