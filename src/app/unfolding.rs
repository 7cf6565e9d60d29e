//! How much of the open article is on the page: a very long one comes some paragraphs at a time.

use super::Model;
use crate::annotate::Article;
use crate::annotate::segments;
use crate::text::DocumentId;

/// So many paragraphs are there at once.
const FIRST: usize = 400;

/// An article on its way onto the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Unfolding {
    document: Option<DocumentId>,
    /// Paragraphs on the page.
    pub shown: usize,
    /// Paragraphs in all.
    pub total: usize,
    /// Whether a person has stopped it.
    pub is_stopped: bool,
    /// Whether a statement was chosen meanwhile that may not be there yet.
    pub has_to_reveal: bool,
}

impl Unfolding {
    /// That of the open article, from its beginning when it is another one than before.
    pub fn of(self, model: &Model) -> Unfolding {
        if self.document == model.open {
            return self;
        }
        let n_paragraphs = |article: &Article| segments::paragraphs(&article.document.text).len();
        let total = model.article().map_or(0, n_paragraphs);
        Unfolding { document: model.open, shown: total.min(FIRST), total, ..Unfolding::default() }
    }

    /// Whether more of the article will come.
    pub fn is_under_way(&self) -> bool {
        !self.is_stopped && self.shown < self.total
    }

    /// So many paragraphs more.
    pub fn advance(&mut self, n: usize) {
        self.shown = self.shown.saturating_add(n).min(self.total);
    }
}
