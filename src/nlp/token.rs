//! Which words and marks a text is made of.
//!
//! A token is a word (hyphens, inner full stops and name apostrophes kept: `Aastrup-Lind`, `U.S.`, `O’Brien`,
//! `Sen.`, `1,000`), a clitic (`’s`, `n’t`), or a mark; equal marks in a row (`...`, `--`) are one. Blanks and
//! zero-width characters belong to no token. Close to the Penn Treebank, so that word vectors fit.

use crate::text::Span;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A word or a mark of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is made of.
    pub shape: Shape,
}

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Letters, at least one.
    Word,
    /// `’s`, `’re`, `n’t`
    Clitic,
    /// Digits, with what joins them.
    Number,
    /// Anything else.
    Mark,
}

impl Token {
    /// The token's text.
    pub fn of(self, text: &str) -> &str {
        self.span.of(text)
    }
}

static ABBREVIATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../data/text/abbreviations.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// The tokens of `text` in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let end = if is_blank(first) {
            at + first.len_utf8()
        } else if is_word(first) {
            push_word(text, at, &mut tokens)
        } else {
            push_mark(text, at, first, &mut tokens)
        };
        at = end;
    }
    tokens
}

fn push_word(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let end = word_end(text, start);
    let word = &text[start..end];
    let shape = if word.chars().any(char::is_alphabetic) { Shape::Word } else { Shape::Number };
    let clitic = clitic_start(word).filter(|_| shape == Shape::Word);
    let stem_end = start + clitic.unwrap_or(word.len());
    if stem_end > start {
        tokens.push(Token { span: Span::new(start, stem_end), shape });
    }
    if stem_end < end {
        tokens.push(Token { span: Span::new(stem_end, end), shape: Shape::Clitic });
    }
    end
}

/// Where the word that starts at `start` ends, its joints and its own full stop included.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = run_end(text, start);
    loop {
        let mut rest = text[end..].chars();
        let (Some(joint), Some(next)) = (rest.next(), rest.next()) else { break };
        let before = text[..end].chars().next_back().unwrap_or(' ');
        if !joins(before, joint, next) {
            break;
        }
        end = run_end(text, end + joint.len_utf8());
    }
    if text[end..].starts_with('.') && keeps_stop(&text[start..end]) { end + 1 } else { end }
}

fn run_end(text: &str, start: usize) -> usize {
    text[start..].find(|character| !is_word(character)).map_or(text.len(), |length| start + length)
}

fn joins(before: char, joint: char, next: char) -> bool {
    match joint {
        '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '&' => is_word(next) && !is_mark_letter(before),
        '.' => (before.is_uppercase() && next.is_uppercase()) || (before.is_numeric() && next.is_numeric()),
        ',' | ':' | '/' => before.is_numeric() && next.is_numeric(),
        _ => false,
    }
}

/// "U.S.", "Putin V." and "Sen." keep the full stop; so does no ordinary word.
fn keeps_stop(word: &str) -> bool {
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    let is_acronym = word.contains('.') && word.chars().any(char::is_alphabetic);
    is_initial || is_acronym || (word.len() <= 8 && ABBREVIATIONS.contains(word.to_lowercase().as_str()))
}

/// Where the clitic of `word` starts in it: "Putin’s" 5, "don’t" 2.
fn clitic_start(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rfind(|(_, character)| matches!(character, '\'' | '’'))?;
    let tail = &word[at + mark.len_utf8()..];
    match tail.to_ascii_lowercase().as_str() {
        "s" | "re" | "ve" | "ll" | "d" | "m" => Some(at),
        "t" if word[..at].ends_with(['n', 'N']) => Some(at - 1),
        _ => None,
    }
}

fn push_mark(text: &str, start: usize, mark: char, tokens: &mut Vec<Token>) -> usize {
    let end = if matches!(mark, '.' | '-' | '–' | '—' | '*' | '=' | '_' | '~') {
        text[start..].find(|other| other != mark).map_or(text.len(), |length| start + length)
    } else {
        start + mark.len_utf8()
    };
    tokens.push(Token { span: Span::new(start, end), shape: Shape::Mark });
    end
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_mark_letter(character)
}

/// Combining accents belong to the letter before them.
fn is_mark_letter(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}

fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Tokens joined by blanks.
    fn check(text: &str, expected: &str) {
        let found: Vec<&str> = tokens(text).into_iter().map(|token| token.of(text)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn words_and_marks() {
        check("“Never,” he said.", "“ Never , ” he said .");
        check("U.S. Sen. J. D. O’Brien's aide", "U.S. Sen. J. D. O’Brien 's aide");
        check("don't, can’t, we’ll", "do n't , ca n’t , we ’ll");
        check("$1,000.50 on 22/12/2023 at 07:54", "$ 1,000.50 on 22/12/2023 at 07:54");
        check("Biden-Putin talks--he left...", "Biden-Putin talks -- he left ...");
        check("the end.Next", "the end . Next");
        check("'Rain' 's rock 'n' roll", "' Rain ' ' s rock ' n ' roll");
        check("Said I. He left", "Said I . He left");
        check("a\u{200b}b e\u{301}a", "a b e\u{301}a");
    }

    proptest! {
        #[test]
        fn tokens_cover_everything_but_blanks(text in "(\\PC|[ \\n.'’\\-\"a-zA-Z0-9]){0,200}") {
            let mut at = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.fits(&text) && !token.span.is_empty() && token.span.start() >= at);
                prop_assert!(text[at..token.span.start()].chars().all(is_blank));
                at = token.span.end();
            }
            prop_assert!(text[at..].chars().all(is_blank));
        }
    }
}
