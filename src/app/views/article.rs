//! What the reading pane shows: paragraphs cut into pieces, with their marks and margin notes.

use super::statements::{self, StatementRow};
use crate::annotate::segments::{self, Mark, Segment};
use crate::annotate::{Annotations, Article, Role, StatementId};
use crate::app::{Model, describe};
use crate::text::{DocumentId, Span};
use std::collections::HashMap;
use std::rc::Rc;

/// The article in the middle.
#[derive(Clone, PartialEq, Debug)]
pub struct ArticleView {
    /// Which document.
    pub document: DocumentId,
    /// File name.
    pub name: Rc<str>,
    /// "850 words · 12 of 23 reviewed".
    pub facts: Rc<str>,
    /// Day of publication, `2021-12-31`; empty when nobody knows.
    pub day: Rc<str>,
    /// The text.
    pub paragraphs: Vec<Rc<ParagraphView>>,
}

/// A paragraph with its pieces.
#[derive(Clone, PartialEq, Debug)]
pub struct ParagraphView {
    /// First byte.
    pub start: usize,
    /// Whether it is the headline.
    pub is_headline: bool,
    /// Its words, cut at every edge of a mark.
    pub pieces: Vec<PieceView>,
    /// The statements whose content begins here.
    pub notes: Vec<Rc<StatementRow>>,
}

/// A piece of text over which the same marks lie.
#[derive(Clone, PartialEq, Debug)]
pub struct PieceView {
    /// First byte.
    pub start: usize,
    /// Its words.
    pub text: Rc<str>,
    /// Roles of statements that are not chosen, each once.
    pub roles: Vec<Role>,
    /// Roles of the chosen statement.
    pub chosen: Vec<Role>,
    /// What begins here, of the chosen statement: "speaker", "target · if".
    pub label: Option<Rc<str>>,
    /// Roles of the chosen statement that end here.
    pub closing: Vec<Role>,
    /// Contents that lie over one another here, at most 3.
    pub depth: usize,
    /// The hue of the innermost content.
    pub act: Option<Rc<str>>,
    /// The statements that have a mark here, for finding the piece.
    pub statements: Vec<StatementId>,
    /// No part of the article.
    pub is_boilerplate: bool,
    /// A word that decided the chosen statement's stance.
    pub is_because: bool,
}

/// The open article; nothing when none is open.
pub fn view(model: &Model) -> Option<ArticleView> {
    let article = model.article()?;
    let rows = statements::rows(model);
    Some(ArticleView {
        document: article.document.id,
        name: article.document.name.clone(),
        facts: facts(article),
        day: article.annotations.date.as_ref().map_or_else(|| "".into(), |date| date.day.clone()),
        paragraphs: paragraphs(model, article, &rows),
    })
}

fn facts(article: &Article) -> Rc<str> {
    let annotations = &article.annotations;
    let words = article.n_words;
    let total = annotations.entries.len();
    format!("{words} words · {} of {total} reviewed", annotations.reviewed()).into()
}

fn paragraphs(model: &Model, article: &Article, rows: &[Rc<StatementRow>]) -> Vec<Rc<ParagraphView>> {
    let text = &article.document.text;
    let marks = segments::marks(&article.annotations);
    let headline = article.analysis.as_ref().and_then(|analysis| analysis.headline);
    let painter = Painter::new(model, &article.annotations, text);
    let paragraphs = segments::paragraphs(text);
    let shares = segments::by_paragraph(&paragraphs, &marks);
    let view = |(paragraph, marks): (Span, Vec<Mark>)| {
        let pieces = segments::segments(paragraph, &marks);
        let pieces: Vec<PieceView> = pieces.iter().flat_map(|segment| painter.pieces(segment)).collect();
        // Rows stand in the order of their first byte.
        let from = rows.partition_point(|row| row.start < paragraph.start());
        let notes = rows[from..].iter().take_while(|row| row.start < paragraph.end()).cloned().collect();
        Rc::new(ParagraphView {
            start: paragraph.start(),
            is_headline: headline.is_some_and(|headline| paragraph.encloses(headline)),
            pieces,
            notes,
        })
    };
    paragraphs.into_iter().zip(shares).map(view).collect()
}

/// What is needed to turn a segment into a piece.
struct Painter<'a> {
    text: &'a str,
    chosen: Option<StatementId>,
    because: Vec<Span>,
    boilerplate: &'a [Span],
    acts: HashMap<StatementId, Rc<str>>,
}

impl<'a> Painter<'a> {
    fn new(model: &'a Model, annotations: &'a Annotations, text: &'a str) -> Painter<'a> {
        let scheme = model.session.scheme();
        let acts = annotations
            .standing()
            .map(|entry| (entry.statement.id, describe::hue(scheme, &entry.statement.stance.label)))
            .collect();
        let chosen = annotations.standing().find(|entry| Some(entry.statement.id) == model.chosen);
        Painter {
            text,
            chosen: chosen.map(|entry| entry.statement.id),
            because: chosen.map_or(vec![], |entry| entry.statement.stance.because.clone()),
            boilerplate: &annotations.boilerplate,
            acts,
        }
    }

    /// A segment is one piece, cut further where boilerplate or a deciding word begins or ends.
    fn pieces(&self, segment: &Segment) -> Vec<PieceView> {
        let mut edges = vec![segment.span.start(), segment.span.end()];
        let under = self.boilerplate_at(segment.span);
        for span in self.because.iter().chain(under).filter(|span| span.overlaps(segment.span)) {
            edges.extend([span.start(), span.end()].into_iter().filter(|edge| segment.span.contains(*edge)));
        }
        edges.sort_unstable();
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
            act: innermost.and_then(|mark| self.acts.get(&mark.statement).cloned()),
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

fn unique<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort();
    values.dedup();
    values
}
