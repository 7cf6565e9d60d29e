//! What every later stage knows of a text: its words, paragraphs, sentences, quotation marks and page chrome.

use super::quote::{self, Quote};
use super::sentence::{self, Paragraph, Sentence};
use super::token::{self, Token};
use crate::text::Span;
use std::ops::Range;

/// A text with its units. Stages borrow it; nothing in it changes once [`Parsed::new`] is done.
pub struct Parsed<'t> {
    /// The text itself.
    pub text: &'t str,
    /// Words and marks in order.
    pub tokens: Vec<Token>,
    /// Paragraphs in order; every token is in exactly one.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences in order; every token is in exactly one, none crosses a paragraph.
    pub sentences: Vec<Sentence>,
    /// Quotations in order of their opening marks, nested ones after the one around them.
    pub quotes: Vec<Quote>,
    /// Menus, teasers, credits and other text that is no part of the article: sorted, free of overlap.
    pub boilerplate: Vec<Span>,
    /// For each token the number of its sentence.
    sentence_of: Vec<u32>,
    /// For each token how many quotations it stands in; the marks themselves count as outside.
    quote_depth: Vec<u8>,
}

impl<'t> Parsed<'t> {
    /// The units of `text`, page chrome not yet looked for.
    pub fn new(text: &'t str) -> Parsed<'t> {
        let tokens = token::tokens(text);
        let paragraphs = sentence::paragraphs(text, &tokens);
        let sentences = sentence::sentences(text, &tokens, &paragraphs);
        let quotes = quote::quotes(text, &tokens, &paragraphs);
        let sentence_of = numbered(&sentences, tokens.len());
        let quote_depth = depths(&tokens, &quotes);
        Parsed { text, tokens, paragraphs, sentences, quotes, boilerplate: vec![], sentence_of, quote_depth }
    }

    /// The words of a token.
    pub fn word(&self, token: usize) -> &'t str {
        self.tokens[token].of(self.text)
    }

    /// The tokens that share a byte with `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.end() <= span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        first..end.max(first)
    }

    /// The stretch of text from the first to the last of some tokens; empty when there are none.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// Number of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of[token] as usize
    }

    /// Number of the paragraph that holds a token.
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.sentences[self.sentence_of(token)].paragraph
    }

    /// How many quotations a token stands in; a quotation's own marks count as outside.
    pub fn quote_depth(&self, token: usize) -> u8 {
        self.quote_depth[token]
    }

    /// The innermost quotation whose words hold the byte at `offset`.
    pub fn quote_at(&self, offset: usize) -> Option<&Quote> {
        let after = self.quotes.partition_point(|quote| quote.inner.start() <= offset);
        self.quotes[..after].iter().rev().take(16).find(|quote| quote.inner.contains(offset))
    }

    /// Whether a byte belongs to page chrome.
    pub fn is_boilerplate(&self, offset: usize) -> bool {
        let after = self.boilerplate.partition_point(|span| span.start() <= offset);
        after > 0 && self.boilerplate[after - 1].contains(offset)
    }
}

fn numbered(sentences: &[Sentence], n_tokens: usize) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(n_tokens);
    for (number, sentence) in sentences.iter().enumerate() {
        numbers.resize(sentence.tokens.end, number as u32);
    }
    numbers
}

fn depths(tokens: &[Token], quotes: &[Quote]) -> Vec<u8> {
    let mut depths = vec![0; tokens.len()];
    for quote in quotes {
        let first = tokens.partition_point(|token| token.span.start() < quote.inner.start());
        let inside = tokens[first..].iter().take_while(|token| token.span.start() < quote.inner.end());
        for (depth, _) in depths[first..].iter_mut().zip(inside) {
            *depth += 1;
        }
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn units_tile_any_text(text in "(\\PC|[ \\n.'’\"“”‘«»\\-a-zA-Z0-9]|said|\n\n){0,120}") {
            let parsed = Parsed::new(&text);
            let n_tokens = parsed.tokens.len();
            prop_assert_eq!(parsed.sentence_of.len(), n_tokens);
            let ends: Vec<usize> = parsed.sentences.iter().map(|sentence| sentence.tokens.end).collect();
            prop_assert!(ends.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(parsed.sentences.iter().all(|sentence| sentence.span.fits(&text)));
            for quote in &parsed.quotes {
                prop_assert!(quote.span.fits(&text) && quote.inner.fits(&text) && quote.span.encloses(quote.inner));
            }
        }
    }
}
