//! What a list, a margin note and a table row say about a statement.

use super::certainty;
use crate::annotate::{Annotated, Article, Role, Statement, StatementId, Status};
use crate::app::{Model, describe};
use crate::text::{DocumentId, Span};
use std::ops::Range;
use std::rc::Rc;

/// So many letters of a content stand in a row.
const EXCERPT: usize = 110;

/// One statement in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatementRow {
    /// In which document.
    pub document: DocumentId,
    /// Which.
    pub id: StatementId,
    /// First byte of its content.
    pub start: usize,
    /// Its number in the article, counted from 1.
    pub number: usize,
    /// Who speaks, in short.
    pub speaker: Rc<str>,
    /// The stance as shown.
    pub stance: Rc<str>,
    /// Its letter.
    pub letter: char,
    /// Its hue.
    pub act: Rc<str>,
    /// Toward whom.
    pub target: Option<Rc<str>>,
    /// The beginning of the content.
    pub excerpt: Rc<str>,
    /// How its labels came to be.
    pub status: Status,
    /// Whether a person has decided.
    pub is_reviewed: bool,
    /// 1 to 3.
    pub certainty: u8,
    /// Whether it is the one in the inspector.
    pub is_chosen: bool,
    /// How deep it is nested.
    pub depth: usize,
}

impl StatementRow {
    /// What a note in the margin does not say in words, for those who listen.
    pub fn spoken(&self) -> String {
        let target = self.target.as_ref().map(|target| format!(" {target}")).unwrap_or_default();
        let decision = if self.is_reviewed { "reviewed" } else { "open" };
        format!(
            "{target}, statement {}, {}, {decision}, {}: {}",
            self.number,
            self.status.name(),
            certainty::word(self.certainty),
            self.excerpt
        )
    }
}

/// The places among the statements of `article` of those that begin in a stretch of its bytes.
pub fn places(article: &Article, (first, end): (usize, usize)) -> Range<usize> {
    let entries = &article.annotations.entries;
    let begins_before = |byte: usize| entries.partition_point(|entry| begin(&entry.statement) < byte);
    begins_before(first)..begins_before(end)
}

/// The statements at these places of `article`. Those that `is_dirty` does not name are taken from `before`, the rows of
/// the same statements.
pub fn rows(
    model: &Model,
    article: &Article,
    places: Range<usize>,
    before: Option<&Rc<Vec<Rc<StatementRow>>>>,
    is_dirty: impl Fn(StatementId) -> bool,
) -> Vec<Rc<StatementRow>> {
    let first = places.start;
    let one = |idx: usize| {
        let entry = &article.annotations.entries[idx];
        let known = before.and_then(|rows| rows.get(idx - first)).filter(|_| !is_dirty(entry.statement.id));
        // What holds it may be held by another one now.
        let known = known.filter(|row| row.depth == depth(article, entry));
        known.cloned().unwrap_or_else(|| Rc::new(row(model, article, idx, entry)))
    };
    places.map(one).collect()
}

/// First byte of the content.
fn begin(statement: &Statement) -> usize {
    statement.content.first().map_or(0, |span| span.start())
}

/// The row of the entry that has this place in its article.
pub fn row(model: &Model, article: &Article, idx: usize, entry: &Annotated) -> StatementRow {
    let statement = &entry.statement;
    let scheme = model.session.scheme();
    let label = scheme.entry(&statement.stance.label);
    let is_open = model.open == Some(article.document.id);
    StatementRow {
        document: article.document.id,
        id: statement.id,
        start: begin(statement),
        number: idx + 1,
        speaker: speaker(&article.document.text, entry),
        stance: describe::shown(scheme, &statement.stance.label),
        letter: label.map_or('?', |label| label.key),
        act: describe::hue(scheme, &statement.stance.label),
        target: statement.target_name.clone().or_else(|| words(&article.document.text, &statement.target)),
        excerpt: excerpt_of(&article.document.text, statement),
        status: entry.status(),
        is_reviewed: entry.is_reviewed(),
        certainty: certainty::step(certainty::of(statement)),
        is_chosen: is_open && model.chosen == Some(statement.id),
        depth: depth(article, entry),
    }
}

/// The canonical name, else the words in the text, else that there is nobody.
pub fn speaker(text: &str, entry: &Annotated) -> Rc<str> {
    let statement = &entry.statement;
    statement
        .speaker_name
        .clone()
        .or_else(|| words(text, &statement.speaker))
        .unwrap_or_else(|| "nobody named".into())
}

/// The words of `spans`, with an ellipsis where something is left out between them.
pub fn words(text: &str, spans: &[Span]) -> Option<Rc<str>> {
    let words: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    (!words.is_empty()).then(|| words.join(" … ").into())
}

/// The beginning of a statement's content.
pub fn excerpt_of(text: &str, statement: &Statement) -> Rc<str> {
    excerpt(&words(text, statement.spans(Role::Content)).unwrap_or_default())
}

fn excerpt(words: &str) -> Rc<str> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()).into(),
        None => words.into(),
    }
}

/// How many statements hold this one.
fn depth(article: &Article, entry: &Annotated) -> usize {
    let mut parent = entry.statement.parent;
    let mut depth = 0;
    while let Some(holder) = parent.and_then(|id| article.annotations.get(id)) {
        depth += 1;
        parent = if depth < 3 { holder.statement.parent } else { None };
    }
    depth
}
