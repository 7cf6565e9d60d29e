//! How a paragraph looks under its marks: pieces with roles, labels and hues, and the notes in its margin.

use super::{ParagraphView, PieceView};
use crate::annotate::scheme::Scheme;
use crate::annotate::segments::{self, Mark, Segment};
use crate::annotate::{Annotations, Article, Role, StatementId, Verdict};
use crate::app::views::statements::StatementRow;
use crate::app::{Model, describe};
use crate::order;
use crate::text::Span;
use std::rc::Rc;

/// What is needed to turn a segment into a piece.
pub(super) struct Painter<'a> {
    text: &'a str,
    headline: Option<Span>,
    chosen: Option<StatementId>,
    because: Vec<Span>,
    boilerplate: &'a [Span],
    annotations: &'a Annotations,
    scheme: &'a Scheme,
}

impl<'a> Painter<'a> {
    /// For the open article.
    pub(super) fn new(model: &'a Model, article: &'a Article) -> Painter<'a> {
        let annotations = &article.annotations;
        let chosen = model.chosen.and_then(|id| annotations.get(id));
        let chosen = chosen.filter(|entry| entry.verdict != Verdict::Rejected);
        Painter {
            text: &article.document.text,
            headline: article.analysis.as_ref().and_then(|analysis| analysis.headline),
            chosen: chosen.map(|entry| entry.statement.id),
            because: chosen.map_or(vec![], |entry| entry.statement.stance.because.clone()),
            boilerplate: &annotations.boilerplate,
            annotations,
            scheme: model.session.scheme(),
        }
    }

    /// A paragraph under its marks; `rows` are those of all statements.
    pub(super) fn paragraph(&self, span: Span, marks: &[Mark], rows: &[Rc<StatementRow>]) -> ParagraphView {
        let pieces = segments::segments(span, marks);
        // Rows stand in the order of their first byte.
        let from = rows.partition_point(|row| row.start < span.start());
        let mut pieces: Vec<PieceView> = pieces.iter().flat_map(|segment| self.pieces(segment)).collect();
        join_labels(&mut pieces);
        ParagraphView {
            span,
            is_headline: self.headline.is_some_and(|headline| span.encloses(headline)),
            pieces,
            notes: rows[from..].iter().take_while(|row| row.start < span.end()).cloned().collect(),
        }
    }

    fn act(&self, id: StatementId) -> Option<Rc<str>> {
        let entry = self.annotations.get(id)?;
        Some(describe::hue(self.scheme, &entry.statement.stance.label))
    }

    /// A segment is one piece, cut further where boilerplate or a deciding word begins or ends.
    fn pieces(&self, segment: &Segment) -> Vec<PieceView> {
        let mut edges = vec![segment.span.start(), segment.span.end()];
        let under = self.boilerplate_at(segment.span);
        for span in self.because.iter().chain(under).filter(|span| span.overlaps(segment.span)) {
            edges.extend([span.start(), span.end()].into_iter().filter(|edge| segment.span.contains(*edge)));
        }
        order::sort(&mut edges);
        edges.dedup();
        edges.windows(2).map(|pair| self.piece(segment, Span::new(pair[0], pair[1]))).collect()
    }

    /// The sorted stretches of boilerplate that lie over a part of `span`.
    fn boilerplate_at(&self, span: Span) -> &'a [Span] {
        let from = self.boilerplate.partition_point(|other| other.end() <= span.start());
        let to = self.boilerplate.partition_point(|other| other.start() < span.end());
        &self.boilerplate[from..to.max(from)]
    }

    fn piece(&self, segment: &Segment, span: Span) -> PieceView {
        let is_chosen = |mark: &&Mark| Some(mark.statement) == self.chosen;
        let chosen: Vec<&Mark> = segment.marks.iter().filter(is_chosen).collect();
        let others = segment.marks.iter().filter(|mark| !is_chosen(mark));
        let contents: Vec<&Mark> = segment.marks.iter().filter(|mark| mark.role == Role::Content).collect();
        let opening: Vec<&str> = chosen
            .iter()
            .filter(|mark| mark.span.start() == span.start())
            .map(|mark| label(mark.role))
            .collect();
        let innermost = chosen.iter().find(|mark| mark.role == Role::Content).or(contents.last());
        PieceView {
            start: span.start(),
            text: span.of(self.text).into(),
            roles: unique(others.map(|mark| mark.role)),
            chosen: unique(chosen.iter().map(|mark| mark.role)),
            label: (!opening.is_empty()).then(|| opening.join(" · ").into()),
            closing: chosen
                .iter()
                .filter(|mark| mark.span.end() == span.end())
                .map(|mark| mark.role)
                .collect(),
            depth: contents.len().min(3),
            act: innermost.and_then(|mark| self.act(mark.statement)),
            statements: unique(segment.marks.iter().map(|mark| mark.statement)),
            is_boilerplate: self.boilerplate_at(span).iter().any(|other| other.encloses(span)),
            is_because: self.because.iter().any(|other| other.encloses(span)),
        }
    }
}

/// The word that stands over the beginning of a role.
fn label(role: Role) -> &'static str {
    match role {
        Role::Condition => "if",
        Role::Consequence => "then",
        Role::Addressee => "to",
        other => other.name(),
    }
}

/// A label that would lie over the one before joins it: words of the text may be shorter than their labels.
fn join_labels(pieces: &mut [PieceView]) {
    let mut before: Option<(usize, usize)> = None;
    let mut letters = 0;
    for idx in 0..pieces.len() {
        if let Some(label) = pieces[idx].label.clone() {
            let last = before.and_then(|(place, begin)| Some((place, begin, pieces[place].label.clone()?)));
            match last {
                // A letter of a label is about two thirds as wide as one of the text.
                Some((place, begin, last)) if (letters - begin) * 3 <= last.chars().count() * 2 => {
                    pieces[place].label = Some(format!("{last} · {label}").into());
                    pieces[idx].label = None;
                }
                _ => before = Some((idx, letters)),
            }
        }
        letters += pieces[idx].text.chars().count();
    }
}

fn unique<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    order::sort(&mut values);
    values.dedup();
    values
}
