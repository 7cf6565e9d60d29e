//! What the list of documents says about each.

use crate::annotate::Article;
use crate::app::Model;
use crate::order;
use crate::text::DocumentId;
use crate::text::plain::plain;
use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

/// One document in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentRow {
    /// Which.
    pub id: DocumentId,
    /// The same as text.
    pub key: Rc<str>,
    /// File name without its folders.
    pub name: Rc<str>,
    /// The folders.
    pub folder: Rc<str>,
    /// Statements with a decision.
    pub reviewed: usize,
    /// Statements in all.
    pub total: usize,
    /// How far it is.
    pub state: DocumentState,
    /// Whether it is the one in the middle.
    pub is_open: bool,
}

/// How far a document is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DocumentState {
    /// Its statements are on their way from the disk.
    Returning,
    /// The engine is at it or will be.
    Waiting,
    /// No engine, or it broke.
    Unanalyzed,
    /// Nothing decided yet.
    Fresh,
    /// Some decided.
    Started,
    /// All decided.
    Done,
}

impl DocumentState {
    /// The word for it in CSS.
    pub fn name(self) -> &'static str {
        match self {
            DocumentState::Returning => "returning",
            DocumentState::Waiting => "waiting",
            DocumentState::Unanalyzed => "unanalyzed",
            DocumentState::Fresh => "fresh",
            DocumentState::Started => "started",
            DocumentState::Done => "done",
        }
    }
}

impl DocumentRow {
    /// The counts in words.
    pub fn counts(&self) -> String {
        match self.state {
            DocumentState::Returning => "being read back".into(),
            DocumentState::Waiting => "being analysed".into(),
            DocumentState::Unanalyzed if self.total == 0 => "not analysed".into(),
            DocumentState::Done => format!("{} reviewed", self.total),
            _ if self.total == 0 => "no statements".into(),
            _ => format!("{} reviewed, {} open", self.reviewed, self.total - self.reviewed),
        }
    }
}

/// In which order the list stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Arrangement {
    /// As they came.
    #[default]
    Arrival,
    /// By name.
    Name,
    /// Most open statements first.
    Open,
}

impl Arrangement {
    /// Every order with its words.
    pub const ALL: [(Arrangement, &'static str); 3] = [
        (Arrangement::Arrival, "as they came"),
        (Arrangement::Name, "by name"),
        (Arrangement::Open, "most open first"),
    ];
}

/// Those of `rows` whose name or folder holds a word, in another order.
pub fn arranged(rows: &[Rc<DocumentRow>], word: &str, arrangement: Arrangement) -> Vec<Rc<DocumentRow>> {
    let word = plain(word.trim());
    let fits = |row: &&Rc<DocumentRow>| {
        word.is_empty() || plain(&row.name).contains(&word) || plain(&row.folder).contains(&word)
    };
    let mut found: Vec<Rc<DocumentRow>> = rows.iter().filter(fits).cloned().collect();
    match arrangement {
        Arrangement::Arrival => {}
        Arrangement::Name => order::sort_by_key(&mut found, |row| plain(&row.name)),
        Arrangement::Open => {
            order::sort_by_key(&mut found, |row| std::cmp::Reverse(row.total - row.reviewed))
        }
    }
    found
}

/// The documents in the order of their arrival; a row of `before` that still holds is taken as it is.
pub fn rows(model: &Model, before: &[Rc<DocumentRow>]) -> Vec<Rc<DocumentRow>> {
    let asked: HashSet<DocumentId> = model.jobs.running.values().copied().collect();
    let row = |(idx, article)| row(model, article, &asked, before.get(idx));
    model.articles().enumerate().map(row).collect()
}

/// So many rows are drawn at once; before and after them, as many more can be asked for.
pub const PAGE: usize = 200;

/// Which of `rows` are drawn: the page of the open document, or the first, with `more` pages before and after it.
pub fn drawn(rows: &[Rc<DocumentRow>], (before, after): (usize, usize)) -> Range<usize> {
    let page = rows.iter().position(|row| row.is_open).map_or(0, |idx| idx / PAGE);
    page.saturating_sub(before) * PAGE..rows.len().min((page + after + 1) * PAGE)
}

fn row(
    model: &Model,
    article: &Article,
    asked: &HashSet<DocumentId>,
    before: Option<&Rc<DocumentRow>>,
) -> Rc<DocumentRow> {
    let document = &article.document;
    let (reviewed, total) = (article.n_reviewed, article.annotations.entries.len());
    let is_asked = asked.contains(&document.id);
    let state = match (article.is_analysed(), reviewed) {
        _ if article.is_on_disk => DocumentState::Returning,
        (false, _) if is_asked => DocumentState::Waiting,
        (false, _) => DocumentState::Unanalyzed,
        (_, reviewed) if reviewed == total && total > 0 => DocumentState::Done,
        (_, 0) => DocumentState::Fresh,
        _ => DocumentState::Started,
    };
    let is_open = model.open == Some(document.id);
    let is_same = |row: &&Rc<DocumentRow>| {
        (row.id, row.reviewed, row.total, row.state, row.is_open)
            == (document.id, reviewed, total, state, is_open)
    };
    if let Some(row) = before.filter(is_same) {
        return row.clone();
    }
    let (folder, name) = document.name.rsplit_once('/').unwrap_or(("", &document.name));
    Rc::new(DocumentRow {
        id: document.id,
        key: document.id.to_string().into(),
        name: name.into(),
        folder: folder.into(),
        reviewed,
        total,
        state,
        is_open,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Analysis, Statement, StatementId};
    use crate::app::{Msg, update};
    use crate::text::{Document, Span};

    /// A model with so many articles of one statement each, of which the one at `open` is open.
    fn model(n_articles: usize, open: usize) -> Model {
        let mut model = Model::default();
        update(&mut model, Msg::Restored(Box::default()));
        for number in 0..n_articles {
            let document = Document::new(&format!("folder/{number}.txt"), "No.");
            let statement = Statement::bare(StatementId(0), vec![Span::new(0, 2)]);
            let analysis = Analysis { statements: vec![statement], ..Analysis::empty() };
            model.open = Some(document.id).filter(|_| number == open).or(model.open);
            let id = document.id;
            model.session.add(document);
            model.session.set_analysis(id, Rc::new(analysis)).expect("the document is here");
        }
        model
    }

    fn check(n_articles: usize, open: usize, more: (usize, usize), expected: Range<usize>) {
        assert_eq!(drawn(&rows(&model(n_articles, open), &[]), more), expected);
    }

    #[test]
    fn the_page_of_the_open_document_is_drawn_and_more_when_asked() {
        check(3, 2, (0, 0), 0..3);
        check(450, 0, (0, 0), 0..200);
        check(450, 250, (0, 0), 200..400);
        check(450, 250, (1, 1), 0..450);
        check(450, 449, (9, 9), 0..450);
    }

    #[test]
    fn a_row_that_still_holds_is_taken_as_it_is() {
        let mut model = model(3, 0);
        let before = rows(&model, &[]);
        model.open = model.session.articles().last().map(|article| article.document.id);
        let after = rows(&model, &before);
        let kept: Vec<bool> = before.iter().zip(&after).map(|(a, b)| Rc::ptr_eq(a, b)).collect();
        assert_eq!(kept, [false, true, false], "the first is open no longer, the last is now");
        assert_eq!(after, rows(&model, &[]), "and says what a new one would");
    }
}
