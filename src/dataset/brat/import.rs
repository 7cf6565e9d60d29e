//! Annotations of brat with the texts that they are of.

use super::MANIFEST;
use super::lines::{self, unescape};
use crate::dataset::flat::Builder;
use crate::dataset::pack::unpack;
use crate::dataset::remarks::{Gathered, Remarks, Unkept};
use crate::dataset::{ImportError, Imported, Record};
use crate::text::Document;
use crate::text::decode::{DecodeError, decode};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What files with annotations among them brought.
#[derive(Default)]
pub struct Brought {
    /// Annotated texts, and those whose annotations do not fit, bare.
    pub imported: Imported,
    /// Annotation files and texts of theirs that were not taken, and why.
    pub refused: Vec<(String, Refusal)>,
    /// Numbers of the files that have nothing to do with brat.
    pub others: Vec<usize>,
}

/// Why a file was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It holds no text.
    Text(DecodeError),
    /// Its annotations do not fit their text, or are none.
    Annotations(ImportError),
}

/// Reads a zip with `.txt` files and an `.ann` for each.
///
/// PolNeAR's own files are understood too: `Source` is the speaker, and an `.ann` may lie in another folder than its
/// text and be named after it and the annotator, as in `text/a.txt` and `attributions/a_4b22.ann`. A text that
/// several people annotated comes once for each, under the name of their file.
///
/// # Errors
/// When there is no pair that can be read.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let mut files = vec![];
    let mut remarks = Remarks::default();
    for (name, content) in unpack(bytes)? {
        match content {
            Ok(content) => files.push((name, content)),
            Err(error) => remarks.broken(ImportError::Form { place: name, what: format!("it {error}") }),
        }
    }
    let Brought { mut imported, refused, others } = import_files(&files);
    if imported.records.is_empty() {
        let first = refused.into_iter().find_map(|(_, refusal)| match refusal {
            Refusal::Annotations(error) => Some(error),
            Refusal::Text(_) => None,
        });
        return Err(first.unwrap_or(ImportError::Nothing));
    }
    for (name, refusal) in refused {
        imported.remarks.push(match refusal {
            Refusal::Text(error) => format!("{name} {error}; it is left out"),
            Refusal::Annotations(error) => format!("{name} {error}; its text comes without it"),
        });
    }
    for idx in others.into_iter().filter(|idx| files[*idx].0.ends_with(".txt")) {
        remarks.note(Unkept::Unannotated, &*files[idx].0);
    }
    imported.remarks.extend(remarks.sentences());
    Ok(imported)
}

/// The same from the files themselves. Where annotations do not fit, their text comes without them.
pub fn import_files(files: &[(String, Vec<u8>)]) -> Brought {
    let by_name: BTreeMap<&str, &[u8]> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let entries = entries(by_name.get(MANIFEST).copied().unwrap_or_default());
    let pairs = Pairs::of(files);
    let (mut gathered, mut refused) = (Gathered::default(), vec![]);
    for annotation in &pairs.alone {
        gathered.remarks.note(Unkept::Apart, *annotation);
    }
    let (mut bare, mut annotated_texts) = (BTreeMap::new(), HashSet::new());
    for (text_name, annotation_name) in &pairs.found {
        let text = match text_of(by_name[text_name]) {
            Ok(text) => text,
            Err(error) => {
                refused.push(((*text_name).to_owned(), Refusal::Text(error)));
                continue;
            }
        };
        let entry = entries.get(stem(text_name)).map_or(&[][..], Vec::as_slice);
        let title = entry.first().map_or(*text_name, String::as_str);
        let is_one_of_several = pairs.has_several(text_name);
        let document = Document::new(if is_one_of_several { annotation_name } else { title }, &text);
        // The hash is of the text under its own name.
        let n_cells = if is_one_of_several { 0 } else { entry.len() };
        let facts = ["document", "hash", "engine", "scheme"].into_iter().zip(&entry[..n_cells]);
        match annotated(&document, by_name[annotation_name], annotation_name, facts) {
            Ok((record, remarks)) => {
                gathered.remarks.add(remarks);
                gathered.named(Ok(record));
                annotated_texts.insert(*text_name);
            }
            Err(error) => {
                refused.push(((*annotation_name).to_owned(), Refusal::Annotations(error)));
                if let Entry::Vacant(place) = bare.entry(*text_name) {
                    place.insert(gathered.records.len());
                    gathered.named(Ok(Record::bare(Document::new(title, &text))));
                }
            }
        }
    }
    // What somebody else's annotations fit need not come without any.
    let mut needless: Vec<usize> =
        bare.into_iter().filter(|(text, _)| annotated_texts.contains(text)).map(|(_, idx)| idx).collect();
    needless.sort_unstable();
    needless.into_iter().rev().for_each(|idx| drop(gathered.records.remove(idx)));
    Brought { imported: gathered.whatever(), refused, others: pairs.others }
}

fn annotated<'e>(
    document: &Document,
    annotations: &[u8],
    place: &str,
    facts: impl Iterator<Item = (&'e str, &'e String)>,
) -> Result<(Record, Remarks), ImportError> {
    let annotations = std::str::from_utf8(annotations).map_err(|_| ImportError::NotUtf8)?;
    let mut remarks = Remarks::default();
    let lines = lines::read(document, annotations, place, &mut remarks)?;
    let mut builder = Builder::new(document.clone(), place, &mut remarks);
    facts.for_each(|(key, cell)| builder.fact(key, cell));
    lines.into_rows(&mut builder);
    Ok((builder.finish(), remarks))
}

/// As it stands where it is UTF-8, as brat has it: a byte order mark counts as a character.
fn text_of(bytes: &[u8]) -> Result<String, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => decode(bytes).map(|decoded| decoded.text),
    }
}

/// What our list of documents says of each text.
fn entries(manifest: &[u8]) -> HashMap<String, Vec<String>> {
    let manifest = String::from_utf8_lossy(manifest);
    let lines = manifest.split('\n').skip(1).filter_map(|line| line.split_once('\t'));
    lines.map(|(stem, cells)| (stem.to_owned(), cells.split('\t').map(unescape).collect())).collect()
}

/// Which `.ann` belongs to which `.txt`.
struct Pairs<'f> {
    found: Vec<(&'f str, &'f str)>,
    counts: HashMap<&'f str, usize>,
    others: Vec<usize>,
    alone: Vec<&'f str>,
}

impl<'f> Pairs<'f> {
    fn of(files: &'f [(String, Vec<u8>)]) -> Pairs<'f> {
        let with = |ending: &'static str| {
            files.iter().map(|(name, _)| name.as_str()).filter(move |name| name.ends_with(ending))
        };
        let by_path: HashMap<&str, &str> = with(".txt").map(|name| (stem(name), name)).collect();
        let by_last: HashMap<&str, &str> = with(".txt").map(|name| (last(stem(name)), name)).collect();
        let text_of = |annotation: &str| {
            let (path, name) = (stem(annotation), last(stem(annotation)));
            let without_annotator = name.rsplit_once('_').map_or(name, |(name, _)| name);
            let known = by_path.get(path).or_else(|| by_last.get(name));
            known.or_else(|| by_last.get(without_annotator)).copied()
        };
        let mut pairs = Pairs { found: vec![], counts: HashMap::new(), others: vec![], alone: vec![] };
        for annotation in with(".ann") {
            match text_of(annotation) {
                Some(text) => {
                    pairs.found.push((text, annotation));
                    *pairs.counts.entry(text).or_default() += 1;
                }
                None => pairs.alone.push(annotation),
            }
        }
        let is_other =
            |name: &str| !name.ends_with(".ann") && !is_setting(name) && !pairs.counts.contains_key(name);
        pairs.others = (0..files.len()).filter(|idx| is_other(&files[*idx].0)).collect();
        pairs
    }

    fn has_several(&self, text: &str) -> bool {
        self.counts.get(text).is_some_and(|count| *count > 1)
    }
}

/// Whether it is a file of brat's own, or our list of documents.
fn is_setting(name: &str) -> bool {
    name.ends_with(".conf") || last(name) == MANIFEST
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
