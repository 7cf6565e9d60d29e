//! The tokens of a document with what the stance stages ask about each: lower case, stem, sentence.

use super::stem::stem;
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::text::Span;
use std::ops::Range;

/// A document's tokens, read once and asked often.
pub struct Words<'a> {
    /// The text with its units.
    pub parsed: &'a Parsed<'a>,
    /// Each token in lower case, with plain apostrophes.
    pub lower: Vec<String>,
    /// Each token's [`stem`].
    pub stem: Vec<String>,
}

impl<'a> Words<'a> {
    /// Reads the tokens of `parsed`.
    pub fn new(parsed: &'a Parsed<'a>) -> Words<'a> {
        let lower: Vec<String> = parsed
            .tokens
            .iter()
            .map(|token| token.of(parsed.text).to_lowercase().replace('’', "'"))
            .collect();
        let stem = lower.iter().map(|word| stem(word)).collect();
        Words { parsed, lower, stem }
    }

    /// The tokens that share a byte with `span`.
    pub fn within(&self, span: Span) -> Range<usize> {
        self.parsed.tokens_in(span)
    }

    /// The tokens of all `spans`, in order.
    pub fn of(&self, spans: &[Span]) -> Vec<usize> {
        spans.iter().flat_map(|span| self.within(*span)).collect()
    }

    /// The span from the first token to the last.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let first = self.parsed.tokens.get(range.start)?;
        let last = self.parsed.tokens.get(range.end.checked_sub(1)?)?;
        (range.start < range.end).then(|| first.span.cover(last.span))
    }

    /// The tokens of the sentence that holds token `at`.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        if at >= self.lower.len() {
            return at..at;
        }
        self.parsed
            .sentences
            .get(self.parsed.sentence_of(at))
            .map_or(at..at, |sentence| sentence.tokens.clone())
    }

    /// Whether the token is a word, clitic or number.
    pub fn is_word(&self, at: usize) -> bool {
        self.parsed.tokens.get(at).is_some_and(|token| token.shape != Shape::Mark)
    }

    /// Whether the token starts with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        self.at(at).starts_with(char::is_uppercase)
    }

    /// The token as it stands in the text.
    pub fn at(&self, at: usize) -> &'a str {
        self.parsed.tokens.get(at).map_or("", |token| token.of(self.parsed.text))
    }

    /// Where the token stands.
    pub fn place(&self, at: usize) -> Span {
        self.parsed.tokens.get(at).map_or(Span::default(), |token| token.span)
    }
}
