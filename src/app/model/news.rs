//! What a newer engine has changed.

use crate::annotate::StatementId;
use crate::text::DocumentId;
use std::rc::Rc;

/// What a newer engine has changed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct News {
    /// In one sentence.
    pub title: Rc<str>,
    /// Statement by statement.
    pub items: Vec<NewsItem>,
}

/// A statement that the newer engine sees otherwise.
#[derive(Clone, PartialEq, Debug)]
pub struct NewsItem {
    /// In which document.
    pub document: DocumentId,
    /// Which, when it is still there.
    pub statement: Option<StatementId>,
    /// In what respect.
    pub sort: NewsSort,
    /// Speaker and stance before; of a new one, as it is.
    pub was: Rc<str>,
    /// Speaker and stance now, of one that differs.
    pub is: Option<Rc<str>>,
    /// The beginning of its content.
    pub excerpt: Rc<str>,
}

/// How a statement changed between two engines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NewsSort {
    /// It is new.
    Found,
    /// It is gone.
    Lost,
    /// It has another speaker, stance or content.
    Differing,
}

impl NewsSort {
    /// The word for it in the page and in CSS.
    pub fn name(self) -> &'static str {
        match self {
            NewsSort::Found => "found",
            NewsSort::Lost => "gone",
            NewsSort::Differing => "differs",
        }
    }
}
