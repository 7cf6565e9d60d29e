//! Which parts of a text are page chrome and no part of the article; where its headline stands.
//!
//! Lines are judged one by one by how they begin, what they hold and how they end; a heading like "Related
//! articles" takes the lines below it along. In doubt a line belongs to the article: a statement lost costs more
//! than a menu kept. Phrases stand in `data/boilerplate/phrases.txt`.

use super::gazetteer::gazetteer;
use super::parsed::Parsed;
use crate::text::Span;
use std::sync::LazyLock;

/// Longest line that a weak sign may condemn, in words.
const SHORT: usize = 14;

/// Longest line that any sign may condemn, in words.
const LONG: usize = 60;

/// Share of the text after which a heading like "Recent posts" ends the article.
const TAIL: f32 = 0.5;

/// Longest headline, in characters.
const LONGEST_HEADLINE: usize = 220;

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
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lines =
        || include_str!("../../data/boilerplate/phrases.txt").lines().filter(|line| !line.starts_with('#'));
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
    }
});

/// A line of the text.
struct Line<'t> {
    span: Span,
    words: &'t str,
    /// In lower case, dressing marks at its edges left out.
    plain: String,
    n_words: usize,
    /// Whether a blank line stands before it.
    is_apart: bool,
}

/// Menus, teasers, credits, share buttons, newsletter boxes: sorted, free of overlap.
pub fn spans(parsed: &Parsed) -> Vec<Span> {
    let lines = lines(parsed.text);
    let mut is_chrome: Vec<bool> = lines.iter().map(is_chrome).collect();
    take_blocks(parsed.text, &lines, &mut is_chrome);
    take_edges(&lines, &mut is_chrome);
    let mut spans: Vec<Span> = vec![];
    for (line, _) in lines.iter().zip(&is_chrome).filter(|(_, is_chrome)| **is_chrome) {
        match spans.last_mut().filter(|last| parsed.text[last.end()..line.span.start()].trim().is_empty()) {
            Some(last) => *last = last.cover(line.span),
            None => spans.push(line.span),
        }
    }
    spans
}

/// The article's headline: the last short line without a full stop before its first paragraph.
pub fn headline(parsed: &Parsed) -> Option<Span> {
    let lines = lines(parsed.text);
    let is_free = |line: &&Line| !parsed.is_boilerplate(line.span.start());
    let body = lines.iter().position(|line| is_free(&line) && is_prose(line))?;
    let is_title = |line: &&Line| {
        (3..=35).contains(&line.n_words)
            && line.words.chars().count() <= LONGEST_HEADLINE
            && !line.words.ends_with(['.', ':'])
    };
    let before = lines[..body].iter().filter(is_free).filter(is_title);
    // The first of them; a line below it is the standfirst.
    before.map(|line| line.span).next()
}

fn lines(text: &str) -> Vec<Line<'_>> {
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
fn is_chrome(line: &Line) -> bool {
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

fn is_quotation_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '"' | '«' | '»' | '„')
}

/// Somebody says something in a full sentence: then the line stays, whatever it looks like.
fn has_speech(line: &Line) -> bool {
    let ends = line.words.ends_with(['.', '”', '"', '?', '!']);
    ends && line.n_words > 8 && line.words.chars().any(is_quotation_mark)
}

fn is_heading(line: &Line) -> bool {
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
            || super::date::is_month(&word)
            || matches!(
                word.as_str(),
                "am" | "pm"
                    | "gmt"
                    | "utc"
                    | "est"
                    | "edt"
                    | "cet"
                    | "ist"
                    | "bst"
                    | "msk"
                    | "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "friday"
                    | "saturday"
                    | "sunday"
                    | "mon"
                    | "tue"
                    | "wed"
                    | "thu"
                    | "fri"
                    | "sat"
                    | "sun"
                    | "at"
                    | "breaking"
                    | "pinned"
                    | "min"
                    | "mins"
                    | "read"
                    | "minutes"
                    | "hours"
                    | "days"
                    | "ago"
                    | "local"
                    | "time"
                    | "updated"
                    | "published"
                    | "last"
                    | "date"
                    | "loading"
                    | "de"
            )
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

/// Takes the lines under headings such as "Recent posts".
fn take_blocks(text: &str, lines: &[Line], is_chrome: &mut [bool]) {
    // Before the last but one long line of prose the article still goes on; found once, so that a page of nothing but
    // headings is read once.
    let is_long_prose = |line: &Line| is_prose(line) && line.n_words > 22 && !line.words.ends_with('…');
    let last_but_one = (0..lines.len()).rev().filter(|at| is_long_prose(&lines[*at])).nth(1);
    let mut at = 0;
    while at < lines.len() {
        if !is_heading(&lines[at]) {
            at += 1;
            continue;
        }
        let is_late = lines[at].span.start() as f32 > TAIL * text.len() as f32;
        let article_goes_on = last_but_one.is_some_and(|last_but_one| at < last_but_one);
        let end = if is_late && !article_goes_on { lines.len() } else { block_end(lines, at) };
        for line in at..end {
            is_chrome[line] = true;
        }
        at = end.max(at + 1);
    }
}

/// One past the last line of the block that a heading opens: until a blank line or prose.
fn block_end(lines: &[Line], heading: usize) -> usize {
    let goes_on = |line: &Line| !line.is_apart && !(is_prose(line) && line.n_words > SHORT);
    lines[heading + 1..]
        .iter()
        .position(|line| !goes_on(line))
        .map_or(lines.len(), |length| heading + 1 + length)
}

/// A line of running text.
fn is_prose(line: &Line) -> bool {
    line.n_words > 9 && line.words.ends_with(['.', '!', '?', '”', '"', '…', ')', '’', ':'])
}

/// Single words before the article's first and after its last line of prose, beside other chrome: "Local", "World".
fn take_edges(lines: &[Line], is_chrome: &mut [bool]) {
    let is_label = |line: &Line| {
        line.n_words <= 2
            && !line.words.ends_with(['.', '”', '"', '?', '!', ':'])
            && !line.words.chars().any(is_quotation_mark)
    };
    let Some(first) = (0..lines.len()).find(|at| !is_chrome[*at] && lines[*at].n_words > 4) else { return };
    let has_chrome_before = is_chrome[..first].iter().any(|is_chrome| *is_chrome);
    for at in 0..first {
        is_chrome[at] |= has_chrome_before && is_label(&lines[at]);
    }
    let last = (0..lines.len()).rev().find(|at| !is_chrome[*at] && is_prose(&lines[*at])).unwrap_or(first);
    let has_chrome_after = is_chrome[last..].iter().any(|is_chrome| *is_chrome);
    for at in last + 1..lines.len() {
        is_chrome[at] |= has_chrome_after
            && (is_label(&lines[at])
                || is_chrome[at - 1]
                    && lines[at].n_words <= SHORT
                    && !is_prose(&lines[at])
                    && !lines[at].is_apart);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is chrome, a line each, and the headline after `#`.
    fn check(text: &str, expected: &str) {
        let mut parsed = Parsed::new(text);
        parsed.boilerplate = spans(&parsed);
        let mut found: Vec<&str> = parsed
            .boilerplate
            .iter()
            .flat_map(|span| span.of(text).split('\n'))
            .filter(|line| !line.is_empty())
            .collect();
        let title = headline(&parsed).map_or(String::new(), |span| format!("# {}", span.of(text)));
        found.push(&title);
        assert_eq!(found.join("\n"), expected);
    }

    #[test]
    fn chrome_around_an_article() {
        check(
            "Home | World | Sport\nLocal\n\nMinister leaves for talks in Brunha\n\nBy Ada Obi in Brunha\n31 December 2021, 07:54 AM\n\n“We will go on Monday to the talks,” the minister said on Friday.\n\nRead also: Minister: “I demand respect”\n\nThe talks begin on Monday at noon in the capital city.\n\n(Reporting by Ada Obi; editing by Ben Oto)\n\nRelated Articles\n\nThe price of tea rises again\n3 days ago",
            "Home | World | Sport\nLocal\nBy Ada Obi in Brunha\n31 December 2021, 07:54 AM\nRead also: Minister: “I demand respect”\n(Reporting by Ada Obi; editing by Ben Oto)\nRelated Articles\nThe price of tea rises again\n3 days ago\n# Minister leaves for talks in Brunha",
        );
    }

    #[test]
    fn an_article_keeps_its_words() {
        check(
            "“Follow the money,” she said of the photo he had shared with her.\n\nBy Monday, the minister said, all would be well again.\n\nIt was a copyright question, he told the committee on Friday.",
            "",
        );
    }

    proptest! {
        #[test]
        fn chrome_lies_in_any_text(text in "(\\PC|[\n |]|Related|©|By |Photo: ){0,80}") {
            let parsed = Parsed::new(&text);
            let spans = spans(&parsed);
            prop_assert!(spans.iter().all(|span| span.fits(&text)));
            prop_assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            prop_assert!(headline(&parsed).is_none_or(|span| span.fits(&text)));
        }
    }
}
