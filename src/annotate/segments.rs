//! A text cut at every edge of a mark, so that overlapping marks become a row of plain pieces.

use super::{Annotated, Role, StatementId};
use crate::order;
use crate::text::Span;
use std::rc::Rc;

/// A role that a stretch of text plays in a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// In which statement.
    pub statement: StatementId,
    /// As what.
    pub role: Role,
}

/// A piece of text over which the same marks lie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// Where.
    pub span: Span,
    /// What lies over it, longest mark first, so that a nested one is drawn inside.
    pub marks: Vec<Mark>,
}

/// The marks of these statements, sorted by place.
pub fn marks<'a>(entries: impl IntoIterator<Item = &'a Rc<Annotated>>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = entries
        .into_iter()
        .flat_map(|entry| {
            let statement = &entry.statement;
            Role::ALL.into_iter().flat_map(move |role| {
                statement.spans(role).iter().map(move |span| Mark {
                    span: *span,
                    statement: statement.id,
                    role,
                })
            })
        })
        .collect();
    order::sort(&mut marks);
    marks
}

/// Lines of the text that hold something: what a reader sees as paragraphs. Line ends belong to none.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs = vec![];
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let end = start + line.trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']).len();
        if !text[start..end].trim().is_empty() {
            paragraphs.push(Span::new(start, end));
        }
        start += line.len();
    }
    paragraphs
}

/// For each paragraph the marks that lie over a part of it; both lists are sorted by place.
pub fn by_paragraph(paragraphs: &[Span], marks: &[Mark]) -> Vec<Vec<Mark>> {
    let mut shares = vec![vec![]; paragraphs.len()];
    for mark in marks {
        let first = paragraphs.partition_point(|paragraph| paragraph.end() <= mark.span.start());
        let reached =
            paragraphs[first..].iter().take_while(|paragraph| paragraph.overlaps(mark.span)).count();
        for share in &mut shares[first..first + reached] {
            share.push(*mark);
        }
    }
    shares
}

/// The pieces of `paragraph` in order; together they are the paragraph. `marks` is sorted by place.
pub fn segments(paragraph: Span, marks: &[Mark]) -> Vec<Segment> {
    let over: Vec<Mark> = marks
        .iter()
        .take_while(|mark| mark.span.start() < paragraph.end())
        .filter(|mark| mark.span.overlaps(paragraph))
        .copied()
        .collect();
    let mut edges: Vec<usize> = over
        .iter()
        .flat_map(|mark| [mark.span.start(), mark.span.end()])
        .filter(|edge| paragraph.start() < *edge && *edge < paragraph.end())
        .chain([paragraph.start(), paragraph.end()])
        .collect();
    order::sort(&mut edges);
    edges.dedup();
    sweep(&edges, over)
}

fn sweep(edges: &[usize], mut waiting: Vec<Mark>) -> Vec<Segment> {
    waiting.reverse();
    let mut open: Vec<Mark> = vec![];
    let mut segments = Vec::with_capacity(edges.len());
    for pair in edges.windows(2) {
        let span = Span::new(pair[0], pair[1]);
        open.retain(|mark| mark.span.end() > span.start());
        while let Some(mark) = waiting.pop_if(|mark| mark.span.start() <= span.start()) {
            open.push(mark);
        }
        let mut marks = open.clone();
        order::sort_by_key(&mut marks, |mark| (std::cmp::Reverse(mark.span.len()), *mark));
        segments.push(Segment { span, marks });
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: usize, end: usize, statement: u32, role: Role) -> Mark {
        Mark { span: Span::new(start, end), statement: StatementId(statement), role }
    }

    #[test]
    fn nested_and_overlapping_marks_are_cut_apart() {
        let marks =
            [mark(0, 10, 0, Role::Content), mark(2, 6, 1, Role::Content), mark(4, 8, 1, Role::Target)];
        let pieces: Vec<(usize, usize, usize)> = segments(Span::new(0, 12), &marks)
            .iter()
            .map(|segment| (segment.span.start(), segment.span.end(), segment.marks.len()))
            .collect();
        assert_eq!(pieces, [(0, 2, 1), (2, 4, 2), (4, 6, 3), (6, 8, 2), (8, 10, 1), (10, 12, 0)]);
    }

    #[test]
    fn blank_lines_are_no_paragraphs() {
        let text = "One.\r\n\r\nTwo.\n \nThree";
        let found: Vec<&str> = paragraphs(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["One.", "Two.", "Three"]);
    }

    proptest! {
        #[test]
        fn segments_tile_the_paragraph(spans in proptest::collection::vec((0usize..60, 0usize..60, 0u32..5), 0..20)) {
            let mut marks: Vec<Mark> =
                spans.iter().map(|(start, end, id)| mark(*start, *end, *id, Role::Content)).collect();
            order::sort(&mut marks);
            let paragraph = Span::new(7, 51);
            let pieces = segments(paragraph, &marks);
            prop_assert_eq!(pieces[0].span.start(), 7);
            prop_assert_eq!(pieces[pieces.len() - 1].span.end(), 51);
            for pair in pieces.windows(2) {
                prop_assert_eq!(pair[0].span.end(), pair[1].span.start());
            }
            for piece in &pieces {
                for mark in &marks {
                    let expected = mark.span.encloses(piece.span);
                    let found = piece.marks.contains(mark);
                    prop_assert_eq!(expected, found);
                    prop_assert!(expected || !mark.span.overlaps(piece.span));
                }
            }
        }
    }
}
