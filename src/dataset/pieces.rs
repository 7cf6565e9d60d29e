//! A text cut into tokens so that every span starts and ends at one.
//!
//! The pieces cover the text without a gap, as spaCy and Prodigy want it: a single blank belongs to the piece before
//! it, other blanks are pieces of their own. A token is cut where a span's edge falls inside it.

use super::ExportError;
use crate::nlp::token::tokens;
use crate::text::{Document, Span};
use std::collections::BTreeSet;

/// A token, a part of one, or blanks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where it stands, in bytes, without the blank after it.
    pub span: Span,
    /// Whether one blank follows that is no piece of its own.
    pub space_after: bool,
}

/// The pieces of one document.
pub struct Pieces(pub Vec<Piece>);

impl Pieces {
    /// Cuts `document` at its tokens and at the edges of `spans`.
    pub fn new(document: &Document, spans: impl IntoIterator<Item = Span>) -> Pieces {
        let text = &*document.text;
        let (mut starts, mut ends) = (BTreeSet::new(), BTreeSet::new());
        for span in spans {
            starts.insert(span.start());
            ends.insert(span.end());
        }
        let mut cuts: BTreeSet<usize> = starts.union(&ends).copied().collect();
        for token in tokens(text) {
            cuts.extend([token.span.start(), token.span.end()]);
        }
        cuts.insert(text.len());
        let mut pieces: Vec<Piece> = vec![];
        let mut from = 0;
        for cut in cuts.into_iter().filter(|cut| *cut > 0) {
            let can_lend = |last: &&mut Piece| {
                text[from..].starts_with(' ')
                    && !last.space_after
                    && !last.span.of(text).ends_with(char::is_whitespace)
                    && !starts.contains(&from)
                    && !ends.contains(&(from + 1))
            };
            if let Some(last) = pieces.last_mut().filter(can_lend) {
                last.space_after = true;
                from += 1;
            }
            if from < cut {
                pieces.push(Piece { span: Span::new(from, cut), space_after: false });
            }
            from = cut;
        }
        Pieces(pieces)
    }

    /// Numbers of the first piece of `span` and of the first one after it.
    ///
    /// # Errors
    /// When the span's edges are no piece's.
    pub fn of(&self, document: &Document, span: Span) -> Result<(usize, usize), ExportError> {
        let first = self.0.partition_point(|piece| piece.span.start() < span.start());
        let after = self.0.partition_point(|piece| piece.span.end() <= span.end());
        let fits = first < after
            && self.0[first].span.start() == span.start()
            && self.0[after - 1].span.end() == span.end();
        if fits {
            return Ok((first, after));
        }
        Err(ExportError::Shifted { document: document.name.to_string(), span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, spans: &[(usize, usize)], expected: &[&str]) {
        let document = Document::new("a", text);
        let spans: Vec<Span> = spans.iter().map(|(start, end)| Span::new(*start, *end)).collect();
        let pieces = Pieces::new(&document, spans.iter().copied());
        let shown: Vec<String> = pieces
            .0
            .iter()
            .map(|piece| format!("{}{}", piece.span.of(text), if piece.space_after { "+" } else { "" }))
            .collect();
        assert_eq!(shown, expected);
        for span in spans {
            assert!(pieces.of(&document, span).is_ok(), "{span:?}");
        }
    }

    #[test]
    fn pieces_cover_the_text() {
        check("Ana said  no.\n", &[], &["Ana+", "said+", " ", "no", ".", "\n"]);
        check(" a", &[], &[" ", "a"]);
        check("", &[], &[]);
    }

    #[test]
    fn an_edge_inside_a_token_or_a_blank_cuts() {
        check("Ana said", &[(1, 2), (3, 8)], &["A", "n", "a", " ", "said"]);
        check("Ana said", &[(0, 4), (4, 8)], &["Ana", " ", "said"]);
        check("Ana said", &[(0, 3), (4, 8)], &["Ana+", "said"]);
    }
}
