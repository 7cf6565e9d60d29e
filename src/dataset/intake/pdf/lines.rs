//! Letters put into lines, columns and paragraphs.

use super::page::Letter;
use std::collections::HashSet;

/// Columns and blocks of a page.
mod blocks;
use blocks::{cut, pitch};

/// A gap between letters that parts words, in parts of their size.
const BLANK: f64 = 0.15;

/// A gap that may part columns.
pub const GUTTER: f64 = 0.7;

/// A distance of lines that parts blocks, in parts of the usual one.
pub const BLOCK: f64 = 1.3;

/// A page of more pieces is no page of text, and is read from top to bottom.
const MAX_PIECES: usize = 2_000;

/// A stretch of a line without a gutter in it.
#[derive(Clone, Debug)]
pub struct Piece {
    text: String,
    x0: f64,
    x1: f64,
    y: f64,
    size: f64,
}

/// The paragraphs of a page in the order of reading.
pub fn paragraphs(letters: &[Letter]) -> Vec<String> {
    let (turned, upright): (Vec<&Letter>, Vec<&Letter>) = letters.iter().partition(|letter| letter.is_turned);
    let pieces = pieces(upright);
    let compounds = compounds(&pieces);
    let mut blocks = vec![];
    if pieces.len() > MAX_PIECES {
        blocks.push(pieces)
    } else {
        cut(pieces, 0, &mut blocks)
    }
    let mut found: Vec<String> = blocks.into_iter().flat_map(|block| read(block, &compounds)).collect();
    // Text along the edge of a page, as archives stamp it.
    let turned: String = turned.iter().map(|letter| letter.text.as_str()).collect();
    found.push(turned.trim().to_owned());
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

/// Paragraphs that go on in the next column or on the next page, put together.
pub fn flowed(paragraphs: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = vec![];
    for next in paragraphs {
        match found.last_mut() {
            Some(last) if goes_on(last, &next) => join(last, &next, &HashSet::new()),
            _ => found.push(next),
        }
    }
    found
}

fn goes_on(before: &str, after: &str) -> bool {
    let is_open = |letter: char| letter.is_alphanumeric() || ",-–—\u{ad}".contains(letter);
    before.ends_with(is_open) && after.starts_with(char::is_lowercase)
}

/// Letters as pieces of lines, from the top down and from left to right.
fn pieces(mut letters: Vec<&Letter>) -> Vec<Piece> {
    letters.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut found = vec![];
    let mut line: Vec<&Letter> = vec![];
    for letter in letters {
        // Raised and lowered letters are of the line.
        if line.first().is_some_and(|first| first.y - letter.y > 0.4 * first.size.max(letter.size)) {
            pieces_of_line(std::mem::take(&mut line), &mut found);
        }
        line.push(letter);
    }
    pieces_of_line(line, &mut found);
    found.retain(|piece| !piece.text.trim().is_empty());
    found
}

fn pieces_of_line(mut line: Vec<&Letter>, found: &mut Vec<Piece>) {
    line.sort_by(|one, other| one.x0.total_cmp(&other.x0));
    let from = found.len();
    let mut before: Option<&Letter> = None;
    for letter in line {
        // Some fonts are made bold by drawing them twice.
        let is_double = before.is_some_and(|before| {
            before.text == letter.text && (before.x0 - letter.x0).abs() < 0.05 * letter.size
        });
        if is_double {
            continue;
        }
        before = Some(letter);
        let is_blank = letter.text.trim().is_empty();
        match found[from..].last_mut() {
            Some(piece) if letter.x0 - piece.x1 <= GUTTER * letter.size => {
                if letter.x0 - piece.x1 > BLANK * letter.size && !piece.text.ends_with(' ') && !is_blank {
                    piece.text.push(' ');
                }
                piece.text.push_str(&letter.text);
                // Blanks at the end of a line would fill the gutter.
                if !is_blank {
                    piece.x1 = piece.x1.max(letter.x1);
                    piece.size = piece.size.max(letter.size);
                }
            }
            _ if is_blank => {}
            _ => {
                let &Letter { x0, x1, y, size, .. } = letter;
                found.push(Piece { text: letter.text.clone(), x0, x1, y, size });
            }
        }
    }
}

/// Words with a hyphen inside a line: they keep it at its end.
fn compounds(pieces: &[Piece]) -> HashSet<String> {
    let words = pieces.iter().flat_map(|piece| piece.text.split_whitespace());
    let inner = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    inner.filter(|word| word.contains('-')).map(str::to_lowercase).collect()
}

/// The paragraphs of a block, line by line.
fn read(mut block: Vec<Piece>, compounds: &HashSet<String>) -> Vec<String> {
    block.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut lines: Vec<Piece> = vec![];
    for piece in block {
        match lines.last_mut() {
            Some(line) if line.y - piece.y < 0.4 * line.size.max(piece.size) => {
                // Pieces of one line, wherever they stand in the list.
                let (first, second) = if piece.x0 < line.x0 { (&piece, &*line) } else { (&*line, &piece) };
                let text = format!("{} {}", first.text.trim_end(), second.text);
                *line = Piece {
                    text,
                    x0: first.x0,
                    x1: line.x1.max(piece.x1),
                    y: line.y,
                    size: line.size.max(piece.size),
                };
            }
            _ => lines.push(piece),
        }
    }
    let usual = pitch(&lines.iter().map(|line| line.y).collect::<Vec<_>>()).unwrap_or(0.0);
    // Where there are but a few lines, the letters say how far apart they stand.
    let usual = lines.first().map_or(usual, |line| usual.min(2.5 * line.size));
    let left = lines.iter().map(|line| line.x0).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.x1).fold(f64::NEG_INFINITY, f64::max);
    let mut found: Vec<String> = vec![];
    let mut before: Option<&Piece> = None;
    for line in &lines {
        let begins = before.is_none_or(|before| {
            let is_indented =
                |line: &Piece| line.x0 - left > 0.8 * line.size && line.x0 - left < 5.0 * line.size;
            let is_short = right - before.x1 > 0.25 * (right - left);
            let ends = before.text.trim_end().ends_with(['.', '!', '?', '”', '"', '’']);
            before.y - line.y > BLOCK * usual
                || (before.size / line.size).max(line.size / before.size) > 1.15
                || is_indented(line) && !is_indented(before)
                || is_short && ends
        });
        before = Some(line);
        match found.last_mut().filter(|_| !begins) {
            Some(paragraph) => join(paragraph, &line.text, compounds),
            None => found.push(line.text.trim().to_owned()),
        }
    }
    found
}

/// Adds the next line: with a blank, or with the two halves of a word put together.
fn join(paragraph: &mut String, line: &str, compounds: &HashSet<String>) {
    let line = line.trim();
    let Some(body) =
        paragraph.strip_suffix(['-', '\u{ad}', '‐']).filter(|body| body.ends_with(char::is_alphanumeric))
    else {
        paragraph.push(' ');
        paragraph.push_str(line);
        return;
    };
    let half =
        |word: Option<&str>| word.unwrap_or("").trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
    let word = format!("{}-{}", half(body.split_whitespace().last()), half(line.split_whitespace().next()));
    let is_split = line.starts_with(char::is_lowercase) && !compounds.contains(&word);
    if is_split || paragraph.ends_with('\u{ad}') {
        paragraph.truncate(body.len());
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters half as wide as they are high.
    fn write(text: &str, x: f64, y: f64, size: f64) -> Vec<Letter> {
        let letter = |(idx, letter): (usize, char)| {
            let x0 = x + idx as f64 * size / 2.0;
            Letter { text: letter.to_string(), x0, x1: x0 + size / 2.0, y, size, is_turned: false }
        };
        text.chars().enumerate().map(letter).collect()
    }

    fn check(lines: &[(&str, f64, f64, f64)], expected: &[&str]) {
        let letters: Vec<Letter> =
            lines.iter().flat_map(|(text, x, y, size)| write(text, *x, *y, *size)).collect();
        assert_eq!(flowed(paragraphs(&letters)), expected);
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        check(
            &[
                ("Rain over Norland", 10.0, 200.0, 20.0),
                ("The minister said", 10.0, 170.0, 10.0),
                ("on Monday that it", 105.0, 170.0, 10.0),
                ("would rain. She", 10.0, 158.0, 10.0),
                ("snows. “No,” she", 105.0, 158.0, 10.0),
                ("told the govern-", 10.0, 146.0, 10.0),
                ("said of the cease-", 105.0, 146.0, 10.0),
                ("ment of Soland", 10.0, 134.0, 10.0),
                ("fire.", 105.0, 134.0, 10.0),
                ("A cease-fire is on", 105.0, 122.0, 10.0),
            ],
            &[
                "Rain over Norland",
                "The minister said would rain. She told the government of Soland on Monday that it snows. “No,” \
                 she said of the cease-fire.",
                "A cease-fire is on",
            ],
        );
    }

    #[test]
    fn paragraphs_begin_after_a_gap_or_with_an_indent() {
        check(
            &[
                ("It rains in the capital", 10.0, 100.0, 10.0),
                ("today.", 10.0, 88.0, 10.0),
                ("It snows in the hills and", 20.0, 76.0, 10.0),
                ("it does not stop", 10.0, 64.0, 10.0),
                ("Weather desk", 10.0, 30.0, 10.0),
            ],
            &["It rains in the capital today.", "It snows in the hills and it does not stop", "Weather desk"],
        );
    }

    #[test]
    fn wide_blanks_and_doubled_letters_are_no_words() {
        let mut letters = write("It rains", 10.0, 10.0, 10.0);
        letters.extend(write("It rains", 10.2, 10.0, 10.0));
        letters.extend(write("today", 60.0, 10.0, 10.0));
        assert_eq!(paragraphs(&letters), ["It rains today"]);
    }
}
