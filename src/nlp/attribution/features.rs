//! What the network sees of a token: its normal form, hashed affixes, and flags of shape and place.
//!
//! Training reads these from [`super::dump`] and never computes its own, so both sides agree by construction.

use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;

/// Names of the flags in the order of their bits.
pub const FLAGS: [&str; 23] = [
    "title",
    "upper",
    "inner_upper",
    "digit",
    "mark",
    "clitic",
    "hyphen",
    "blank_before",
    "line_start",
    "line_end",
    "paragraph_start",
    "apart",
    "sentence_start",
    "sentence_end",
    "unstopped",
    "quoted",
    "quoted_deep",
    "quoted_single",
    "opens",
    "closes",
    "bracketed",
    "after_cited",
    "boilerplate",
];

const TITLE: u32 = 1 << 0;
const UPPER: u32 = 1 << 1;
const INNER_UPPER: u32 = 1 << 2;
const DIGIT: u32 = 1 << 3;
const MARK: u32 = 1 << 4;
const CLITIC: u32 = 1 << 5;
const HYPHEN: u32 = 1 << 6;
const BLANK_BEFORE: u32 = 1 << 7;
const LINE_START: u32 = 1 << 8;
const LINE_END: u32 = 1 << 9;
const PARAGRAPH_START: u32 = 1 << 10;
const APART: u32 = 1 << 11;
const SENTENCE_START: u32 = 1 << 12;
const SENTENCE_END: u32 = 1 << 13;
const UNSTOPPED: u32 = 1 << 14;
/// Inside a quotation in double marks or guillemets.
pub const QUOTED: u32 = 1 << 15;
const QUOTED_DEEP: u32 = 1 << 16;
const QUOTED_SINGLE: u32 = 1 << 17;
/// An opening quotation mark.
pub const OPENS: u32 = 1 << 18;
/// A closing quotation mark.
pub const CLOSES: u32 = 1 << 19;
const BRACKETED: u32 = 1 << 20;
const AFTER_CITED: u32 = 1 << 21;
const BOILERPLATE: u32 = 1 << 22;

/// Writes the normal form of `word` into `norm`: lower case, quotation marks straight, digits `0`, dashes `-`
/// or `--`, dots `...`.
pub fn normalise(word: &str, norm: &mut String) {
    norm.clear();
    if word.chars().all(is_dash) {
        norm.push_str(if matches!(word, "-" | "\u{2010}" | "\u{2011}") { "-" } else { "--" });
        return;
    }
    if word == "…" || (word.len() > 1 && word.bytes().all(|byte| byte == b'.')) {
        norm.push_str("...");
        return;
    }
    for character in word.chars() {
        match character {
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => norm.push('"'),
            '‘' | '’' | '‚' | '‛' | '′' | '`' => norm.push('\''),
            '0'..='9' => norm.push('0'),
            _ => norm.extend(character.to_lowercase()),
        }
    }
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// An affix of `norm` by the name training gives it: `p3`, `s3`, `s2`, `w`.
pub fn affix<'w>(norm: &'w str, kind: &str) -> &'w str {
    let from_end =
        |count: usize| norm.char_indices().rev().nth(count - 1).map_or(norm, |(at, _)| &norm[at..]);
    match kind {
        "p3" => norm.char_indices().nth(3).map_or(norm, |(at, _)| &norm[..at]),
        "p2" => norm.char_indices().nth(2).map_or(norm, |(at, _)| &norm[..at]),
        "s4" => from_end(4),
        "s3" => from_end(3),
        "s2" => from_end(2),
        _ => norm,
    }
}

/// FNV-1a, 32 bits.
pub fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The flags of every token.
pub fn flags(parsed: &Parsed) -> Vec<u32> {
    let mut flags: Vec<u32> = (0..parsed.tokens.len()).map(|token| shape_flags(parsed, token)).collect();
    add_lines(parsed, &mut flags);
    add_units(parsed, &mut flags);
    add_quotes(parsed, &mut flags);
    for sentence in &parsed.sentences {
        add_brackets(parsed, sentence.tokens.clone(), &mut flags);
    }
    for span in &parsed.boilerplate {
        flags[parsed.tokens_in(*span)].iter_mut().for_each(|flag| *flag |= BOILERPLATE);
    }
    flags
}

fn shape_flags(parsed: &Parsed, token: usize) -> u32 {
    let word = parsed.word(token);
    match parsed.tokens[token].shape {
        Shape::Mark => return MARK,
        Shape::Clitic => return CLITIC,
        Shape::Word | Shape::Number => {}
    }
    let mut flags = 0;
    let (mut n_letters, mut n_upper, mut was_lower) = (0, 0, false);
    for character in word.chars() {
        if character.is_alphabetic() {
            let is_upper = character.is_uppercase();
            if n_letters == 0 && is_upper {
                flags |= TITLE;
            }
            if was_lower && is_upper {
                flags |= INNER_UPPER;
            }
            n_letters += 1;
            n_upper += usize::from(is_upper);
            was_lower = character.is_lowercase();
        } else if character.is_numeric() {
            flags |= DIGIT;
        } else if is_dash(character) {
            flags |= HYPHEN;
        }
    }
    if n_letters >= 2 && n_upper == n_letters { (flags | UPPER) & !TITLE } else { flags }
}

fn add_lines(parsed: &Parsed, flags: &mut [u32]) {
    let mut end = 0;
    for token in 0..flags.len() {
        let span = parsed.tokens[token].span;
        let gap = &parsed.text[end..span.start()];
        if token == 0 || !gap.is_empty() {
            flags[token] |= BLANK_BEFORE;
        }
        if token == 0 || gap.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            flags[token] |= LINE_START;
            if token > 0 {
                flags[token - 1] |= LINE_END;
            }
        }
        end = span.end();
    }
    if let Some(last) = flags.last_mut() {
        *last |= LINE_END;
    }
}

fn add_units(parsed: &Parsed, flags: &mut [u32]) {
    for paragraph in &parsed.paragraphs {
        flags[paragraph.tokens.start] |= PARAGRAPH_START;
        if paragraph.is_apart {
            flags[paragraph.tokens.clone()].iter_mut().for_each(|flag| *flag |= APART);
        }
    }
    for sentence in &parsed.sentences {
        flags[sentence.tokens.start] |= SENTENCE_START;
        flags[sentence.tokens.end - 1] |= SENTENCE_END;
        let last = sentence
            .tokens
            .clone()
            .rev()
            .map(|token| parsed.word(token))
            .find(|word| !closes_with_stop(word));
        let is_stopped = last.is_some_and(|word| word.ends_with(['.', '!', '?', '…']));
        if !is_stopped {
            flags[sentence.tokens.clone()].iter_mut().for_each(|flag| *flag |= UNSTOPPED);
        }
    }
}

fn closes_with_stop(word: &str) -> bool {
    matches!(word, "\"" | "”" | "“" | "’" | "'" | "»" | "›" | ")" | "]")
}

fn add_quotes(parsed: &Parsed, flags: &mut [u32]) {
    // Where the last quotation that ended in a sentence did so.
    let mut cited_from = vec![usize::MAX; parsed.sentences.len()];
    for quote in &parsed.quotes {
        let with_marks = parsed.tokens_in(quote.span);
        let inside = parsed.tokens_in(quote.inner);
        for flag in &mut flags[inside.clone()] {
            *flag = if quote.is_single { *flag | QUOTED_SINGLE } else { (*flag | QUOTED) & !QUOTED_SINGLE };
        }
        if quote.inner.is_empty() || with_marks.is_empty() {
            continue;
        }
        if with_marks.start < inside.start {
            flags[with_marks.start] |= OPENS;
        }
        if quote.is_closed && inside.end < with_marks.end {
            flags[with_marks.end - 1] |= CLOSES;
        }
        let sentence = parsed.sentence_of(with_marks.end - 1);
        cited_from[sentence] = cited_from[sentence].min(with_marks.end);
    }
    for token in 0..flags.len() {
        if parsed.quote_depth(token) > 1 {
            flags[token] |= QUOTED_DEEP;
        }
        if parsed.quote_depth(token) == 0 && token >= cited_from[parsed.sentence_of(token)] {
            flags[token] |= AFTER_CITED;
        }
    }
}

fn add_brackets(parsed: &Parsed, sentence: std::ops::Range<usize>, flags: &mut [u32]) {
    let mut depth = 0_usize;
    for token in sentence {
        let word = parsed.word(token);
        if matches!(word, ")" | "]") {
            depth = depth.saturating_sub(1);
        }
        if depth > 0 {
            flags[token] |= BRACKETED;
        }
        if matches!(word, "(" | "[") {
            depth += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_forms() {
        let check = |word: &str, expected: &str| {
            let mut norm = String::new();
            normalise(word, &mut norm);
            assert_eq!(norm, expected);
        };
        check("U.S.", "u.s.");
        check("O’Brien", "o'brien");
        check("22/12/2023", "00/00/0000");
        check("—", "--");
        check("-", "-");
        check("…", "...");
        check("”", "\"");
        check("ÉTÉ", "été");
    }

    #[test]
    fn affixes_count_characters() {
        assert_eq!(
            ["p3", "s3", "s2", "w"].map(|kind| affix("économie", kind)),
            ["éco", "mie", "ie", "économie"]
        );
        assert_eq!(affix("né", "s3"), "né");
        assert_eq!(hash(""), 0x811c_9dc5);
        assert_eq!(hash("a"), 0xe40c_292c);
    }

    /// Each token with the names of its flags.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let parsed = Parsed::new(text);
        let flags = flags(&parsed);
        for (at, (word, names)) in expected.iter().enumerate() {
            let set: Vec<&str> =
                (0..FLAGS.len()).filter(|bit| flags[at] >> bit & 1 == 1).map(|bit| FLAGS[bit]).collect();
            assert_eq!((parsed.word(at), set.join(" ").as_str()), (*word, *names));
        }
    }

    #[test]
    fn flags_of_shape_and_place() {
        check(
            "“No ‘eBay’ (USA),” he\nsaid",
            &[
                ("“", "mark blank_before line_start paragraph_start apart sentence_start unstopped opens"),
                ("No", "title apart unstopped quoted"),
                ("‘", "mark blank_before apart unstopped quoted opens"),
                ("eBay", "inner_upper apart unstopped quoted quoted_deep quoted_single"),
                ("’", "mark apart unstopped quoted closes"),
                ("(", "mark blank_before apart unstopped quoted"),
                ("USA", "upper apart unstopped quoted bracketed"),
                (")", "mark apart unstopped quoted"),
                (",", "mark apart unstopped quoted"),
                ("”", "mark apart unstopped closes after_cited"),
                ("he", "blank_before line_end apart unstopped after_cited"),
                ("said", "blank_before line_start line_end apart sentence_end unstopped after_cited"),
            ],
        );
    }
}
