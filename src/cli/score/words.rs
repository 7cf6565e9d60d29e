//! The words of a text as Python's `\w+` finds them, and sets of them.

use std::collections::BTreeSet;
use unicode_general_category::{GeneralCategory, get_general_category};

/// Numbers of words in a text.
pub type WordSet = BTreeSet<usize>;

/// A text by code points, with its words.
pub struct Words {
    characters: Vec<char>,
    /// First and last-but-one code point, and the word casefolded.
    words: Vec<(usize, usize, String)>,
}

impl Words {
    /// The words of `text`.
    pub fn new(text: &str) -> Words {
        let characters: Vec<char> = text.chars().collect();
        let mut words = vec![];
        let mut start = None;
        for (at, character) in characters.iter().chain(&[' ']).enumerate() {
            match (start, is_word_character(*character)) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    words.push((from, at, casefold(&characters[from..at].iter().collect::<String>())));
                    start = None;
                }
                _ => {}
            }
        }
        Words { characters, words }
    }

    /// The word of this number, casefolded.
    pub fn word(&self, idx: usize) -> &str {
        &self.words[idx].2
    }

    /// The words that `spans` touch.
    pub fn set(&self, spans: Option<&[(usize, usize)]>) -> WordSet {
        spans.unwrap_or_default().iter().flat_map(|span| self.touched(*span)).collect()
    }

    /// First and last word of each span that touches any.
    pub fn fragments(&self, spans: Option<&[(usize, usize)]>) -> BTreeSet<(usize, usize)> {
        let ends = |span| {
            let touched = self.touched(span);
            (!touched.is_empty()).then(|| (touched.start, touched.end - 1))
        };
        spans.unwrap_or_default().iter().filter_map(|span| ends(*span)).collect()
    }

    /// The spans of one content in order, the first one moved past a leading "that".
    pub fn without_that(&self, spans: Option<&[(usize, usize)]>) -> Vec<(usize, usize)> {
        let mut spans = spans.unwrap_or_default().to_vec();
        spans.sort();
        for span in &mut spans {
            let touched = self.touched(*span);
            let Some(first) = (!touched.is_empty()).then(|| &self.words[touched.start]) else { continue };
            if first.2 == "that" && first.1 < span.1 {
                span.0 = first.1;
            }
            break;
        }
        spans
    }

    /// The characters from `start` to `end`, as far as there are any.
    pub fn slice(&self, start: usize, end: usize) -> &[char] {
        let end = end.min(self.characters.len());
        &self.characters[start.min(end)..end]
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.characters.len()
    }

    /// Whether there is no character.
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    fn touched(&self, (start, end): (usize, usize)) -> std::ops::Range<usize> {
        let first = self.words.partition_point(|word| word.1 <= start);
        let last = self.words.partition_point(|word| word.0 < end);
        first..last.max(first)
    }
}

/// Share of common words among all; 0 when there is no word.
pub fn iou(one: &WordSet, other: &WordSet) -> f64 {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

/// A name's words, casefolded, with single blanks between.
pub fn fold(name: Option<&str>) -> String {
    let folded = casefold(name.unwrap_or_default());
    let is_letter = |character: char| is_word_character(character) && character != '_';
    folded
        .split(|character| !is_letter(character))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn casefold(text: &str) -> String {
    caseless::default_case_fold_str(text)
}

/// Python's `\w`: letters and numbers of every kind, and the underscore. Unlike `char::is_alphanumeric` this takes
/// no combining vowel signs and no circled letters.
fn is_word_character(character: char) -> bool {
    use GeneralCategory::{
        DecimalNumber, LetterNumber, LowercaseLetter, ModifierLetter, OtherLetter, OtherNumber,
        TitlecaseLetter, UppercaseLetter,
    };
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    matches!(
        get_general_category(character),
        UppercaseLetter
            | LowercaseLetter
            | TitlecaseLetter
            | ModifierLetter
            | OtherLetter
            | DecimalNumber
            | LetterNumber
            | OtherNumber
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::new(text);
        let found: Vec<&str> = (0..words.words.len()).map(|idx| words.word(idx)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_pythons() {
        check("Straße_1 isn’t x²", &["strasse_1", "isn", "t", "x²"]);
        check("हिन्दी Ⓐ नि", &["ह", "न", "द", "न"]);
        check("", &[]);
    }

    #[test]
    fn a_leading_that_is_no_content() {
        let words = Words::new("said “that it rains”");
        assert_eq!(words.without_that(Some(&[(5, 20)])), [(10, 20)]);
        assert_eq!(words.without_that(Some(&[(5, 10)])), [(5, 10)], "nothing but the word itself");
    }

    #[test]
    fn names_fold_to_their_words() {
        assert_eq!(fold(Some("  O'Neill-SMITH_jr.")), "o neill smith jr");
    }
}
