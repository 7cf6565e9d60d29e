//! Where paragraphs and sentences begin and end.

use super::token::{Shape, Token};
use crate::text::Span;
use std::ops::Range;

/// A stretch of text between line breaks, hard-wrapped lines taken together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether a blank line (or the start of the text) stands before it.
    pub is_apart: bool,
}

/// A sentence, a headline, or a line of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Number of its paragraph.
    pub paragraph: usize,
}

/// No sentence has more tokens: what looks longer is a table or a trap, and later stages read whole sentences for
/// each of their statements.
const LONGEST: usize = 400;

/// The paragraphs of a text.
pub fn paragraphs(text: &str, tokens: &[Token]) -> Vec<Paragraph> {
    let is_wrapped = is_hard_wrapped(text, tokens);
    let mut paragraphs: Vec<Paragraph> = vec![];
    let mut start = 0;
    let mut is_apart = true;
    for at in 1..=tokens.len() {
        let breaks = match tokens.get(at) {
            Some(next) => line_breaks(text, tokens[at - 1], *next),
            None => 2,
        };
        let joins = breaks == 1 && at < tokens.len() && (is_wrapped || starts_lower(text, tokens[at]));
        if breaks > 0 && !joins {
            let span = tokens[start].span.cover(tokens[at - 1].span);
            paragraphs.push(Paragraph { span, tokens: start..at, is_apart });
            (start, is_apart) = (at, breaks > 1);
        }
    }
    paragraphs
}

/// Whether lines were broken to a width: most single line breaks are then followed by a small letter.
fn is_hard_wrapped(text: &str, tokens: &[Token]) -> bool {
    let singles = tokens.windows(2).filter(|pair| line_breaks(text, pair[0], pair[1]) == 1);
    let (mut n_lines, mut n_lower) = (0, 0);
    for pair in singles {
        n_lines += 1;
        n_lower += usize::from(starts_lower(text, pair[1]));
    }
    n_lines >= 3 && n_lower * 2 > n_lines
}

fn starts_lower(text: &str, token: Token) -> bool {
    token.of(text).starts_with(char::is_lowercase)
}

/// Line breaks between two neighbours: 0, 1, or 2 for two and more.
fn line_breaks(text: &str, before: Token, after: Token) -> usize {
    let gap = Span::new(before.span.end(), after.span.start()).of(text);
    if gap.is_empty() || gap == " " {
        return 0;
    }
    let n_breaks =
        gap.chars().filter(|character| matches!(character, '\n' | '\u{2028}' | '\u{2029}')).count();
    let old_mac = if n_breaks == 0 { gap.chars().filter(|character| *character == '\r').count() } else { 0 };
    (n_breaks + old_mac).min(2)
}

/// The sentences of a text.
pub fn sentences(text: &str, tokens: &[Token], paragraphs: &[Paragraph]) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(tokens.len() / 20);
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let mut start = paragraph.tokens.start;
        while start < paragraph.tokens.end {
            let limit = paragraph.tokens.end.min(start + LONGEST);
            let end = sentence_end(text, &tokens[..limit], start);
            let span = tokens[start].span.cover(tokens[end - 1].span);
            sentences.push(Sentence { span, tokens: start..end, paragraph: number });
            start = end;
        }
    }
    sentences
}

/// One past the last token of the sentence that starts at `start`; `tokens` end where it must end.
fn sentence_end(text: &str, tokens: &[Token], start: usize) -> usize {
    let mut at = start;
    while at < tokens.len() {
        let stop = stop_of(text, tokens[at]);
        at += 1;
        if stop == Stop::None {
            continue;
        }
        let after_closers = skip_closers(text, tokens, at);
        let Some(next) = tokens.get(after_closers) else { return tokens.len() };
        let ends = match stop {
            Stop::Abbreviation => is_starter(next.of(text)),
            _ => starts_sentence(text, tokens[after_closers - 1], *next),
        };
        if ends {
            return after_closers;
        }
    }
    tokens.len()
}

#[derive(PartialEq)]
enum Stop {
    None,
    Full,
    /// The stop belongs to a word ("U.S.") and ends a sentence only before a word that begins one.
    Abbreviation,
}

fn stop_of(text: &str, token: Token) -> Stop {
    let word = token.of(text);
    match token.shape {
        Shape::Mark if matches!(word, "!" | "?" | "…" | "。" | "؟" | "।") || word.starts_with('.') => {
            Stop::Full
        }
        Shape::Word if word.ends_with('.') && word.len() > 3 => Stop::Abbreviation,
        _ => Stop::None,
    }
}

/// Past what closes together with a sentence: quotation marks that touch it, brackets, further stops.
fn skip_closers(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let touches = tokens[at - 1].span.end() == token.span.start();
        let closes =
            matches!(token.of(text), "\"" | "”" | "’" | "'" | "»" | "›" | "“" | ")" | "]" | "!" | "?" | "…");
        // "end."Next: a straight mark that touches the following word opens it.
        let opens_next = tokens
            .get(at + 1)
            .is_some_and(|next| next.shape == Shape::Word && next.span.start() == token.span.end());
        if !(touches && closes) || opens_next {
            break;
        }
        at += 1;
    }
    at
}

fn starts_sentence(text: &str, before: Token, next: Token) -> bool {
    let word = next.of(text);
    let is_apart = before.span.end() < next.span.start();
    match word.chars().next() {
        Some(first) if first.is_lowercase() => false,
        Some(first) if first.is_alphabetic() => true,
        Some(first) if first.is_numeric() => is_apart,
        Some(
            '"' | '“' | '‘' | '«' | '„' | '\'' | '(' | '[' | '$' | '€' | '£' | '@' | '#' | '*' | '•' | '-'
            | '–' | '—',
        ) => is_apart,
        _ => false,
    }
}

/// A word that hardly ever stands inside a sentence with a capital letter.
fn is_starter(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "But"
            | "And"
            | "In"
            | "On"
            | "At"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "If"
            | "When"
            | "While"
            | "As"
            | "For"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "However"
            | "Meanwhile"
            | "Asked"
            | "According"
            | "After"
            | "Before"
            | "Both"
            | "What"
            | "You"
            | "So"
    )
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    /// Sentences divided by `|`, paragraphs by `¶`.
    fn check(text: &str, expected: &str) {
        let tokens = tokens(text);
        let paragraphs = paragraphs(text, &tokens);
        let sentences = sentences(text, &tokens, &paragraphs);
        let mut found = String::new();
        for (at, sentence) in sentences.iter().enumerate() {
            if at > 0 {
                let is_same = sentences[at - 1].paragraph == sentence.paragraph;
                found += if is_same { " | " } else { " ¶ " };
            }
            found += sentence.span.of(text);
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        check("Sen. J. Reed left. He ran.", "Sen. J. Reed left. | He ran.");
        check("The U.S. Senate met in the U.S. It voted.", "The U.S. Senate met in the U.S. | It voted.");
        check("It fell 3.5 percent. 40 left.", "It fell 3.5 percent. | 40 left.");
    }

    #[test]
    fn a_quotation_mark_goes_with_its_sentence() {
        check("“Rain.” He left.", "“Rain.” | He left.");
        check("“Rain. Snow,” he said.", "“Rain. | Snow,” he said.");
        check("“Rain?” he asked. \"No.\"", "“Rain?” he asked. | \"No.\"");
        check("He left. “Rain.”", "He left. | “Rain.”");
    }

    #[test]
    fn lines_are_paragraphs_unless_wrapped() {
        check("Headline here\n\nText one.\nText two", "Headline here ¶ Text one. ¶ Text two");
        check("It was\na dark\nnight in\nParis and\ncold.", "It was\na dark\nnight in\nParis and\ncold.");
        check("one\r\n\r\nTwo\rThree", "one ¶ Two ¶ Three");
    }

    #[test]
    fn an_endless_sentence_is_cut() {
        let text = "a ".repeat(1000);
        let tokens = tokens(&text);
        let ends: Vec<usize> =
            sentences(&text, &tokens, &paragraphs(&text, &tokens)).iter().map(|it| it.tokens.end).collect();
        assert_eq!(ends, [400, 800, 1000]);
    }

    #[test]
    fn headlines_and_lines_without_a_stop_end_with_their_line() {
        check("Talks fail\n\nMinister: no deal\n\nHe left", "Talks fail ¶ Minister: no deal ¶ He left");
        check("He came (and left.) Rain fell.", "He came (and left.) | Rain fell.");
    }

    #[test]
    fn marks_alone_are_a_sentence() {
        check("...", "...");
        check("What?! No... yes. ok", "What?! | No... yes. ok");
        check("", "");
    }
}
