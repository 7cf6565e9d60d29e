//! The text of a PDF that has one.
//!
//! A page is a list of letters at places (ISO 32000-1); hayro-syntax reads the objects, [`page`] places the letters,
//! [`font`] says which they are, [`lines`] puts them into lines, columns and paragraphs. What repeats at the edges of
//! pages comes last and is marked as boilerplate. Scanned pages without a text layer hold none; those and damaged ones
//! are counted.

use super::{Imported, Record};
use crate::dataset::remarks::{Gathered, Remarks, Unkept};
use crate::text::{Document, Span};
use flate2::bufread::ZlibDecoder;
use hayro_syntax::{LoadPdfError, Pdf};
use std::collections::HashMap;
use std::io::Read;

/// Which letter a code of a font is, and how wide.
mod font;

/// Letters of a page with their places.
mod page;

/// Letters put into lines, columns and paragraphs.
mod lines;

/// Which pages there are, and whether they are whole.
mod tree;

/// Most pages of one PDF.
const MAX_PAGES: usize = 5_000;

/// Most letters of one PDF.
const MAX_LETTERS: usize = 2_000_000;

/// Most operations of all its pages together.
const MAX_OPERATIONS: usize = 5_000_000;

/// Most bytes that the streams of one PDF may unpack to.
const MAX_PACKED: u64 = 256 << 20;

/// Why there is no text; each is a sentence's end that follows the file's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PdfError {
    /// No objects, or no pages.
    #[error("is a damaged PDF; open it in its own program and save it again, or as plain text")]
    Damaged,
    /// It wants a password.
    #[error("is a PDF locked with a password; save it without one")]
    Locked,
    /// Pictures of pages.
    #[error("is a PDF of pictures without text, as scanned pages are; have their text recognised first")]
    Pictures,
    /// Empty pages, or drawings.
    #[error("is a PDF without text")]
    NoText,
    /// Fonts that do not say which letters they have.
    #[error(
        "is a PDF whose fonts do not say which letters they show; save it as plain text from its own program"
    )]
    NoLetters,
    /// More than the limits allow.
    #[error("is a PDF with more pages, letters or packed content than can be read; split it first")]
    TooMuch,
}

/// The text of the PDF, and what of it cannot be read.
///
/// # Errors
/// When there is none, or more than can be taken.
pub fn imported(name: &str, bytes: &[u8]) -> Result<Imported, PdfError> {
    if unpacked(bytes) > MAX_PACKED {
        return Err(PdfError::TooMuch);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PdfError::Locked,
        LoadPdfError::Invalid => PdfError::Damaged,
    })?;
    if pdf.pages().len() > MAX_PAGES {
        return Err(PdfError::TooMuch);
    }
    let mut gathered = Gathered::default();
    let (body, edges) = parted(pages(&pdf, &mut gathered.remarks)?);
    let (text, boilerplate) = joined(&lines::flowed(body), &edges);
    if text.trim().is_empty() {
        return Err(without_text(&gathered.remarks, pdf.pages().len()));
    }
    let n_unknown = text.matches('\u{FFFD}').count();
    if n_unknown * 3 > text.chars().filter(|character| !character.is_whitespace()).count() {
        return Err(PdfError::NoLetters);
    }
    gathered.remarks.note_many(Unkept::UnknownLetter, n_unknown, "");
    gathered.named(Ok(Record { boilerplate, ..Record::bare(Document::new(name, &text)) }));
    Ok(gathered.whatever())
}

/// The paragraphs of each page; what is amiss with pages is noted by their numbers.
fn pages(pdf: &Pdf, remarks: &mut Remarks) -> Result<Vec<Vec<String>>, PdfError> {
    let (numbers, missing) = tree::numbers(pdf);
    for number in missing {
        remarks.note(Unkept::MissingPage, format!("page {number}"));
    }
    let mut budget = page::Budget { letters: MAX_LETTERS, operations: MAX_OPERATIONS };
    let mut pages = vec![];
    for (page, number) in pdf.pages().iter().zip(numbers) {
        let read = page::read(page, &mut budget).ok_or(PdfError::TooMuch)?;
        let place = format!("page {number}");
        if read.is_damaged || !tree::is_whole(page) {
            remarks.note(Unkept::DamagedPage, &*place);
        } else if read.letters.is_empty() && read.has_picture {
            remarks.note(Unkept::PicturePage, &*place);
        }
        remarks.note_many(Unkept::StrayLetter, read.n_stray, place);
        pages.push(lines::paragraphs(&read.letters));
    }
    Ok(pages)
}

/// Why no page has text.
fn without_text(remarks: &Remarks, n_pages: usize) -> PdfError {
    let n_bad =
        [Unkept::DamagedPage, Unkept::MissingPage, Unkept::StrayLetter].map(|sort| remarks.count(sort));
    if n_pages == 0 || n_bad.iter().sum::<usize>() > 0 {
        PdfError::Damaged
    } else if remarks.count(Unkept::PicturePage) > 0 {
        PdfError::Pictures
    } else {
        PdfError::NoText
    }
}

/// How many bytes the packed streams hold, counted without keeping them, up to the first one too many. One that is packed
/// twice may hold anything.
fn unpacked(bytes: &[u8]) -> u64 {
    const MARK: &[u8] = b"stream";
    let mut total = 0;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], MARK) {
        let head = &bytes[at.max((at + found).saturating_sub(400))..at + found];
        at += found + MARK.len();
        let n_packings =
            [&b"/FlateDecode"[..], b"/LZWDecode", b"/Fl ", b"/LZW "].map(|name| count(head, name));
        if n_packings.iter().sum::<usize>() > 1 && head.ends_with(b">>\n") {
            return u64::MAX;
        }
        let data = bytes[at..].trim_ascii_start();
        let mut unpacked = ZlibDecoder::new(data).take(MAX_PACKED - total + 1);
        // A broken stream counts as far as it goes.
        let mut buffer = [0; 1 << 14];
        while let Ok(n @ 1..) = unpacked.read(&mut buffer) {
            total += n as u64;
        }
        if total > MAX_PACKED {
            return total;
        }
    }
    total
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    let first = words.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| byte == first)?;
        if bytes[at..].starts_with(words) {
            return Some(at);
        }
        at += 1;
    }
}

fn count(bytes: &[u8], words: &[u8]) -> usize {
    bytes.windows(words.len()).filter(|window| window == &words).count()
}

/// Longest line at a page's edge that may be a running head, in characters.
const EDGE: usize = 100;

/// Paragraphs of the article, and lines at the edges of pages: numbers, and what repeats from page to page.
fn parted(pages: Vec<Vec<String>>) -> (Vec<String>, Vec<String>) {
    let without_numbers =
        |line: &str| line.chars().filter(|character| !character.is_numeric()).collect::<String>();
    let edges = |page: &[String]| -> Vec<String> {
        let ends = [page.first(), page.last().filter(|_| page.len() > 1)];
        let short = ends.into_iter().flatten().filter(|line| line.chars().count() <= EDGE);
        short.map(|line| without_numbers(line)).collect()
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    pages.iter().flat_map(|page| edges(page)).for_each(|line| *counts.entry(line).or_default() += 1);
    let is_edge = |line: &str| {
        let bare = without_numbers(line);
        let is_number = line.chars().count() < 16 && !bare.chars().any(char::is_alphabetic);
        line.chars().count() <= EDGE && (is_number || counts.get(&bare).is_some_and(|count| *count > 1))
    };
    let (mut body, mut found) = (vec![], vec![]);
    for (number, mut page) in pages.into_iter().enumerate() {
        if page.len() > 1 && page.last().is_some_and(|line| is_edge(line)) {
            found.extend(page.pop());
        }
        // What later pages repeat above their text is the title on the first one.
        let is_title = number == 0 && !page.first().is_some_and(|line| line.contains(char::is_numeric));
        if page.len() > 1 && is_edge(&page[0]) && !is_title {
            found.push(page.remove(0));
        }
        body.extend(page);
    }
    (body, found)
}

/// One text of the paragraphs and of what is no part of the article, with its span.
fn joined(body: &[String], edges: &[String]) -> (String, Vec<Span>) {
    let mut text = body.join("\n\n");
    if edges.is_empty() {
        return (text, vec![]);
    }
    text.push_str("\n\n");
    let from = text.len();
    text.push_str(&edges.join("\n"));
    let span = Span::new(from, text.len());
    (text, vec![span])
}
