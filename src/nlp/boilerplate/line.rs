//! Whether a line is page chrome, a heading over links, or running text, by its own words.

use crate::nlp::gazetteer::gazetteer;
use crate::text::Span;
use std::sync::LazyLock;

/// Longest line that a weak sign may condemn, in words.
pub const SHORT: usize = 14;

/// Longest line that any sign may condemn, in words.
const LONG: usize = 60;

/// Phrases by what they prove.
struct Phrases {
    /// A line that begins so is chrome.
    begins: Vec<&'static str>,
    /// A short line without a full stop that begins so is chrome.
    short: Vec<&'static str>,
    /// A line that is nothing else is chrome.
    whole: Vec<&'static str>,
    /// Such a line is a heading over links to other articles.
    heading: Vec<&'static str>,
    /// A line that holds this is chrome.
    holds: Vec<&'static str>,
    /// Marks of a caption's credit.
    credit: Vec<&'static str>,
    /// Words beside the figures of a date or a time.
    stamp: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lines = || {
        include_str!("../../../data/boilerplate/phrases.txt").lines().filter(|line| !line.starts_with('#'))
    };
    let of = |sort: &str| {
        lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(key, _)| *key == sort)
            .map(|(_, phrase)| phrase)
            .collect()
    };
    Phrases {
        begins: of("begins"),
        short: of("short"),
        whole: of("whole"),
        heading: of("heading"),
        holds: of("holds"),
        credit: of("credit"),
        stamp: of("stamp"),
    }
});

/// A line of the text.
pub struct Line<'t> {
    /// Where it stands, blanks at its edges left out.
    pub span: Span,
    /// What stands there.
    pub words: &'t str,
    /// In lower case, dressing marks at its edges left out.
    plain: String,
    /// How many words it has.
    pub n_words: usize,
    /// Whether a blank line stands before it.
    pub is_apart: bool,
}

/// The lines of a text that are not blank.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = vec![];
    let (mut at, mut is_apart) = (0, true);
    for piece in text.split_inclusive(['\n', '\r', '\u{2028}']) {
        let words =
            piece.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
        let start = at
            + (piece.len()
                - piece
                    .trim_start_matches(|character: char| {
                        character.is_whitespace() || character == '\u{feff}'
                    })
                    .len());
        at += piece.len();
        if words.is_empty() {
            is_apart = true;
            continue;
        }
        let is_dressing = |character: char| {
            matches!(
                character,
                '–' | '—'
                    | '-'
                    | '['
                    | ']'
                    | '•'
                    | '·'
                    | '*'
                    | '='
                    | '☰'
                    | '>'
                    | '»'
                    | '|'
                    | '_'
                    | '#'
                    | ' '
                    | '\u{a0}'
            )
        };
        let plain = words.trim_matches(is_dressing).to_lowercase();
        let n_words = words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        lines.push(Line { span: Span::new(start, start + words.len()), words, plain, n_words, is_apart });
        is_apart = false;
    }
    lines
}

/// Whether a line is chrome by its own words.
pub fn is_chrome(line: &Line) -> bool {
    let phrases = &*PHRASES;
    if line.n_words > LONG {
        return false;
    }
    let begins = |phrases: &[&str]| phrases.iter().any(|phrase| begins_with(&line.plain, phrase));
    let is_open = !line.words.ends_with(['.', '!', '?', '”', '"', ':', ',']) || line.n_words <= 4;
    let is_short = line.n_words <= SHORT && is_open;
    line.n_words == 0 && !line.words.chars().any(is_quotation_mark)
        || phrases.whole.contains(&line.plain.trim_end_matches([':', '.', '…', '!']))
        || is_heading(line)
        || begins(&phrases.begins) && !has_speech(line)
        || is_short && begins(&phrases.short)
        || phrases.holds.iter().any(|phrase| line.plain.contains(phrase)) && !has_speech(line)
        || is_caption(line)
        || is_short && is_stamp(line)
        || is_menu(line)
        || is_byline(line)
}

/// Whether a text begins with a phrase and a word ends there.
fn begins_with(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Whether it is a double quotation mark.
pub fn is_quotation_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '"' | '«' | '»' | '„')
}

/// Somebody says something in a full sentence: then the line stays, whatever it looks like.
fn has_speech(line: &Line) -> bool {
    let ends = line.words.ends_with(['.', '”', '"', '?', '!']);
    ends && line.n_words > 8 && line.words.chars().any(is_quotation_mark)
}

/// Whether a line stands over links to other articles.
pub fn is_heading(line: &Line) -> bool {
    let plain = line.plain.trim_end_matches([':', '.', '…', ' ']);
    line.n_words <= 6 && PHRASES.heading.contains(&plain)
}

/// The line under a picture, known by its credit.
fn is_caption(line: &Line) -> bool {
    let has_credit = PHRASES.credit.iter().any(|credit| line.plain.contains(credit));
    // "… in the Palace of the Oranges. AGENCIA TINTA", "/REUTERS"
    let last = line.words.rsplit(['/', '|']).next().unwrap_or("").trim_end_matches([')', '.', ' ']);
    let by_agency = last.len() < line.words.len()
        && last.len() > 1
        && last.len() < 30
        && (gazetteer().outlet(last).is_some()
            || last.eq_ignore_ascii_case("getty images")
            || last.eq_ignore_ascii_case("handout"));
    (has_credit || by_agency) && line.n_words <= 45 && !has_speech(line)
}

/// Nothing but a date, a time, a figure of comments.
fn is_stamp(line: &Line) -> bool {
    let is_part = |word: &str| {
        let word = word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
        word.is_empty()
            || word.chars().next().is_some_and(|first| first.is_ascii_digit())
            || crate::nlp::date::is_month(&word)
            || PHRASES.stamp.contains(&word.as_str())
    };
    line.words.split_whitespace().all(is_part)
        && line.words.chars().any(|character| character.is_ascii_digit())
}

/// Items side by side: "Home | World | Sport".
fn is_menu(line: &Line) -> bool {
    const MARKS: [&str; 7] = [" | ", " · ", " › ", " > ", " » ", " • ", " / "];
    let n_items = MARKS.iter().map(|mark| line.words.matches(mark).count()).max().unwrap_or(0);
    let n_gaps = line.words.matches("  ").count();
    let is_open = !line.words.ends_with(['.', '!', '?', '”', '"']);
    is_open
        && line.n_words <= 30
        && (n_items >= 2 && line.n_words <= 8 * (n_items + 1)
            || n_gaps >= 2 && line.n_words <= 4 * (n_gaps + 1))
}

/// "By Ada Obi in Brunha"
fn is_byline(line: &Line) -> bool {
    let Some(rest) = line
        .words
        .strip_prefix("By ")
        .or(line.words.strip_prefix("BY "))
        .or(line.words.strip_prefix("From "))
    else {
        return false;
    };
    let n_capital = rest.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    line.n_words <= 18
        && n_capital * 2 >= line.n_words
        && !line.words.ends_with(['.', '”', '"', '?', ':', ','])
}

/// A line of running text.
pub fn is_prose(line: &Line) -> bool {
    line.n_words > 9 && line.words.ends_with(['.', '!', '?', '”', '"', '…', ')', '’', ':'])
}
