//! Which parts of a text are page chrome and no part of the article; where its headline stands.
//!
//! Lines are judged one by one by how they begin, what they hold and how they end; a heading like "Related
//! articles" takes the lines below it along. In doubt a line belongs to the article: a statement lost costs more
//! than a menu kept. Phrases stand in `data/boilerplate/phrases.txt`.

use super::parsed::Parsed;
use crate::text::Span;

/// What a line is by its own words.
mod line;
use line::{Line, SHORT, is_chrome, is_heading, is_prose, is_quotation_mark, lines};

/// Share of the text after which a heading like "Recent posts" ends the article.
const TAIL: f32 = 0.5;

/// Longest headline, in characters.
const LONGEST_HEADLINE: usize = 220;

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
