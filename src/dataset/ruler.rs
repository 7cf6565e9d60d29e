//! Where a span stands in the unit that a format counts in.

use super::ExportError;
use crate::text::offsets::Offsets;
use crate::text::{Document, Span};
use serde::{Deserialize, Serialize};

/// What an offset outside the program counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Unicode code points, as Python counts: the canonical unit.
    #[default]
    CodePoints,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
    /// Bytes of the UTF-8 text.
    Bytes,
}

impl Unit {
    /// The word for it in exports.
    pub fn name(self) -> &'static str {
        match self {
            Unit::CodePoints => "code points",
            Unit::Utf16 => "UTF-16 units",
            Unit::Bytes => "bytes",
        }
    }
}

/// Measures the spans of one document, and checks every measure.
pub struct Ruler<'t> {
    document: &'t Document,
    offsets: Offsets<'t>,
    unit: Unit,
}

impl<'t> Ruler<'t> {
    /// A ruler over `document` that counts in `unit`.
    pub fn new(document: &'t Document, unit: Unit) -> Ruler<'t> {
        Ruler { document, offsets: Offsets::new(&document.text), unit }
    }

    /// Start and end of `span` in the ruler's unit.
    ///
    /// # Errors
    /// When the way back from the measure does not find the very same bytes.
    pub fn measure(&self, span: Span) -> Result<[usize; 2], ExportError> {
        let pair = [self.out(span.start()), self.out(span.end())];
        if span.fits(&self.document.text) && self.span(pair) == Some(span) {
            return Ok(pair);
        }
        Err(ExportError::Shifted { document: self.document.name.to_string(), span })
    }

    /// The text that is measured.
    pub fn text(&self) -> &'t str {
        &self.document.text
    }

    /// Every one of `spans`, measured.
    ///
    /// # Errors
    /// As [`Ruler::measure`].
    pub fn measure_all(&self, spans: &[Span]) -> Result<Vec<[usize; 2]>, ExportError> {
        spans.iter().map(|span| self.measure(*span)).collect()
    }

    /// The span from `start` to `end` in the ruler's unit; nothing when it does not lie in the text.
    pub fn span(&self, [start, end]: [usize; 2]) -> Option<Span> {
        let (from, to) = (self.back(start), self.back(end));
        let is_exact = start <= end && self.out(from) == start && self.out(to) == end;
        is_exact.then(|| Span::new(from, to))
    }

    /// The words of `span`.
    pub fn words(&self, span: Span) -> &'t str {
        span.of(&self.document.text)
    }

    fn out(&self, byte: usize) -> usize {
        match self.unit {
            Unit::CodePoints => self.offsets.points(byte),
            Unit::Utf16 => self.offsets.units(byte),
            Unit::Bytes => byte,
        }
    }

    fn back(&self, offset: usize) -> usize {
        match self.unit {
            Unit::CodePoints => self.offsets.byte_of_point(offset),
            Unit::Utf16 => self.offsets.byte_of_unit(offset),
            Unit::Bytes => offset.min(self.document.text.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, span: Span, unit: Unit, expected: Option<[usize; 2]>) {
        let document = Document::new("a", text);
        assert_eq!(Ruler::new(&document, unit).measure(span).ok(), expected);
    }

    #[test]
    fn each_unit_counts_its_own() {
        check("😀 “é”", Span::new(8, 10), Unit::CodePoints, Some([3, 4]));
        check("😀 “é”", Span::new(8, 10), Unit::Utf16, Some([4, 5]));
        check("😀 “é”", Span::new(8, 10), Unit::Bytes, Some([8, 10]));
    }

    #[test]
    fn a_span_that_splits_a_character_is_a_fault() {
        check("😀", Span::new(0, 2), Unit::CodePoints, None);
        check("😀", Span::new(0, 2), Unit::Bytes, None);
        check("😀", Span::new(0, 9), Unit::Utf16, None);
    }

    #[test]
    fn an_offset_past_the_end_is_no_span() {
        let document = Document::new("a", "😀b");
        assert_eq!(Ruler::new(&document, Unit::CodePoints).span([1, 3]), None);
        assert_eq!(Ruler::new(&document, Unit::Utf16).span([1, 2]), None, "a low surrogate starts nothing");
        assert_eq!(Ruler::new(&document, Unit::Utf16).span([2, 3]), Some(Span::new(4, 5)));
    }
}
