//! How much of the open article is on the page: all of it, or of a very long one the stretch that is looked at.

use super::keys::Way;
use crate::annotate::segments;
use crate::text::{Document, DocumentId, Span};
use std::rc::Rc;

/// What a part of an article takes to be drawn, in bytes of its text; a paragraph takes some beside its words.
const PART: usize = 16_000;
const PARAGRAPH: usize = 200;

/// A paragraph longer than this, in bytes, is drawn as several.
const LONGEST: usize = 8_000;

/// An article of no more parts is there as a whole. Of a longer one some are there at first, some more when they are
/// asked for, and never more than most.
const WHOLE: usize = 12;
const FIRST: usize = 8;
const STEP: usize = 8;
const MOST: usize = 32;

/// The parts of an article, and which of them are on the page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stretch {
    document: Option<DocumentId>,
    paragraphs: Rc<Vec<Span>>,
    /// Where among the paragraphs each part begins, and where the last one ends.
    borders: Rc<Vec<usize>>,
    /// The first part on the page, and the one after the last.
    shown: (usize, usize),
}

impl Stretch {
    /// The beginning of `document`.
    pub fn of(document: &Document) -> Stretch {
        let paragraphs = cut(&document.text);
        let borders = borders(&paragraphs);
        let n_parts = borders.len() - 1;
        let shown = (0, if n_parts <= WHOLE { n_parts } else { FIRST });
        Stretch {
            document: Some(document.id),
            paragraphs: Rc::new(paragraphs),
            borders: Rc::new(borders),
            shown,
        }
    }

    /// Of which document.
    pub fn document(&self) -> Option<DocumentId> {
        self.document
    }

    /// The first part on the page, and the one after the last.
    pub fn shown(&self) -> (usize, usize) {
        self.shown
    }

    /// Each part on the page: its place in the article, and its paragraphs.
    pub fn parts(&self) -> impl Iterator<Item = (usize, &[Span])> {
        let part = |place: usize| (place, &self.paragraphs[self.borders[place]..self.borders[place + 1]]);
        (self.shown.0..self.shown.1).map(part)
    }

    /// Paragraphs on the page.
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs[self.border(self.shown.0)..self.border(self.shown.1)]
    }

    /// Paragraphs before those on the page, and after them.
    pub fn hidden(&self) -> (usize, usize) {
        (self.border(self.shown.0), self.paragraphs.len() - self.border(self.shown.1))
    }

    /// The bytes that belong to the stretch, with what stands between paragraphs; the end is exclusive.
    pub fn bytes(&self) -> (usize, usize) {
        let (before, after) = self.hidden();
        let end = self.paragraphs.len() - after;
        let start_of = |paragraph: usize| self.paragraphs[paragraph].start();
        let first = if before == 0 { 0 } else { start_of(before) };
        (first, if after == 0 { usize::MAX } else { start_of(end) })
    }

    /// Sees to it that `byte` is on the page; says whether the stretch is another one now.
    pub fn reach(&mut self, byte: usize) -> bool {
        let (first, end) = self.bytes();
        if first <= byte && byte < end {
            return false;
        }
        let paragraph =
            self.paragraphs.partition_point(|paragraph| paragraph.start() <= byte).saturating_sub(1);
        let part = self.borders.partition_point(|border| *border <= paragraph).saturating_sub(1);
        let n_parts = self.borders.len() - 1;
        let from = part.saturating_sub(FIRST / 2).min(n_parts.saturating_sub(FIRST));
        self.shown = (from, n_parts.min(from + FIRST));
        true
    }

    /// Some more on one side; what is far on the other side goes. Gives the byte at which both meet.
    pub fn widen(&mut self, way: Way) -> Option<usize> {
        let (first, end) = self.shown;
        let n_parts = self.borders.len().saturating_sub(1);
        let meeting = match way {
            Way::Back => {
                let from = first.saturating_sub(STEP);
                self.shown = (from, end.min(from + MOST));
                self.border(first)
            }
            Way::Forth => {
                let to = n_parts.min(end + STEP);
                self.shown = (first.max(to.saturating_sub(MOST)), to);
                self.border(end).saturating_sub(1)
            }
        };
        self.paragraphs.get(meeting).map(|paragraph| paragraph.start())
    }

    fn border(&self, place: usize) -> usize {
        self.borders.get(place).copied().unwrap_or(0)
    }
}

/// The paragraphs of `text`, very long ones cut between words.
fn cut(text: &str) -> Vec<Span> {
    let mut cut = vec![];
    for paragraph in segments::paragraphs(text) {
        let mut start = paragraph.start();
        while paragraph.end() - start > LONGEST {
            let limit = (start + 1..=start + LONGEST).rev().find(|at| text.is_char_boundary(*at));
            let limit = limit.expect("a character has no more than four bytes");
            let blank = text[start..limit].rfind(char::is_whitespace).filter(|blank| *blank > 0);
            let end = blank.map_or(limit, |blank| start + blank);
            cut.push(Span::new(start, end));
            start = end;
        }
        cut.push(Span::new(start, paragraph.end()));
    }
    cut
}

/// Where parts of about the same size begin, and where the last one ends.
fn borders(paragraphs: &[Span]) -> Vec<usize> {
    let mut borders = vec![0];
    let mut size = 0;
    for (place, paragraph) in paragraphs.iter().enumerate() {
        if size >= PART {
            borders.push(place);
            size = 0;
        }
        size += paragraph.len() + PARAGRAPH;
    }
    borders.push(paragraphs.len());
    borders
}

#[cfg(test)]
mod tests {
    use super::*;
    fn stretch(text: &str) -> Stretch {
        Stretch::of(&Document::new("a.txt", text))
    }

    /// About so many parts of a few paragraphs each.
    fn long(n_parts: usize) -> Stretch {
        stretch(&format!("{}\n", "word ".repeat(LONGEST / 6)).repeat(3 * n_parts))
    }

    #[test]
    fn an_ordinary_article_is_there_as_a_whole() {
        let stretch = stretch(&"“No,” said Ada.\n\n".repeat(800));
        assert_eq!((stretch.paragraphs().len(), stretch.hidden()), (800, (0, 0)));
        assert_eq!(stretch.parts().map(|(_, part)| part.len()).sum::<usize>(), 800);
        assert_eq!(stretch.bytes(), (0, usize::MAX));
    }

    #[test]
    fn a_very_long_one_is_there_around_what_is_looked_at() {
        let mut stretch = long(100);
        let n_parts = stretch.borders.len() - 1;
        assert_eq!(stretch.shown(), (0, FIRST));
        let byte = stretch.paragraphs[stretch.borders[40]].start() + 7;
        assert!(stretch.reach(byte) && !stretch.reach(byte));
        assert_eq!(stretch.shown(), (40 - FIRST / 2, 40 + FIRST / 2));
        assert!(stretch.reach(usize::MAX - 1));
        assert_eq!(stretch.shown(), (n_parts - FIRST, n_parts));
        assert_eq!(stretch.hidden().1, 0);
    }

    #[test]
    fn it_widens_to_both_sides_and_never_beyond_the_most() {
        let mut stretch = long(100);
        assert_eq!(stretch.widen(Way::Back), Some(0), "there is nothing before");
        let last = stretch.paragraphs()[stretch.paragraphs().len() - 1].start();
        assert_eq!(stretch.widen(Way::Forth), Some(last));
        assert_eq!(stretch.shown(), (0, FIRST + STEP));
        for _ in 0..5 {
            stretch.widen(Way::Forth);
        }
        assert_eq!(stretch.shown(), (FIRST + 6 * STEP - MOST, FIRST + 6 * STEP));
        let first = stretch.paragraphs()[0].start();
        assert_eq!(stretch.widen(Way::Back), Some(first));
        assert_eq!(stretch.shown().1 - stretch.shown().0, MOST);
        assert_eq!(Stretch::default().widen(Way::Forth), None);
    }

    #[test]
    fn a_paragraph_without_an_end_is_cut_between_words() {
        let text = "“Nein”, sagte Jörg. ".repeat(5_000);
        let paragraphs = cut(&text);
        assert!(paragraphs.iter().all(|paragraph| paragraph.len() <= LONGEST));
        assert_eq!(paragraphs.iter().map(|paragraph| paragraph.of(&text)).collect::<String>(), text);
        assert!(paragraphs[1..].iter().all(|paragraph| text[paragraph.start()..].starts_with(' ')));
        assert_eq!(cut(&"ö".repeat(LONGEST)).len(), 2, "where there are no words, between characters");
    }
}
