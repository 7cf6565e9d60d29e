//! What stretch of a text is meant.

use serde::{Deserialize, Serialize};

/// A stretch of a document's text in **bytes**, end exclusive, never reversed.
///
/// A span that an analysis or an edit keeps lies on `char` boundaries of its document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from `start` to `end`; the two are swapped when they come reversed.
    ///
    /// # Panics
    /// When an offset exceeds 4 GB; documents are held far below (`text::decode::MAX_BYTES`).
    pub fn new(start: usize, end: usize) -> Span {
        let (start, end) = (start.min(end), start.max(end));
        let narrow = |offset: usize| u32::try_from(offset).expect("documents are far below 4 GB");
        Span { start: narrow(start), end: narrow(end) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// First byte after the span.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words meant; empty when the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }

    /// Whether both lie on `char` boundaries inside `text`.
    pub fn fits(self, text: &str) -> bool {
        text.get(self.start()..self.end()).is_some()
    }

    /// Whether the byte at `offset` belongs to the span.
    pub fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether `other` lies wholly inside.
    pub fn encloses(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// The smallest span over both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = &'static str;
    fn try_from((start, end): (u32, u32)) -> Result<Span, &'static str> {
        if start <= end { Ok(Span { start, end }) } else { Err("a span that ends before it starts") }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> (u32, u32) {
        (span.start, span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reversed_pair_is_set_right() {
        assert_eq!(Span::new(5, 2), Span::new(2, 5));
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
        assert!(!Span::new(0, 4).overlaps(Span::new(3, 3)), "nothing is shared with an empty span");
    }

    #[test]
    fn a_span_inside_a_character_has_no_text() {
        assert_eq!(Span::new(0, 1).of("é"), "");
        assert!(!Span::new(0, 1).fits("é"));
    }
}
