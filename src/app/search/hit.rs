//! A statement anywhere in the project, as a filter and an order see it.

use super::matcher::Matcher;
use crate::annotate::{Annotated, Article, Role, StatementId};
use crate::app::views::{certainty, statements};
use crate::app::{Column, Filter, Model, describe};
use crate::text::DocumentId;
use crate::text::plain::plain;
use std::rc::Rc;

/// A statement with where it stands.
pub struct Hit<'a> {
    model: &'a Model,
    /// In which article.
    pub article: &'a Article,
    /// Its place there.
    pub idx: usize,
    /// The statement.
    pub entry: &'a Annotated,
}

/// What is sorted by: whether it is missing, a number, words.
pub(super) type Key = (bool, usize, String);

impl<'a> Hit<'a> {
    /// The one at `place` among those of `article`.
    pub fn of(model: &'a Model, article: &'a Article, idx: usize) -> Option<Hit<'a>> {
        article.annotations.entries.get(idx).map(|entry| Hit { model, article, idx, entry })
    }

    /// Document and statement.
    pub fn place(&self) -> (DocumentId, StatementId) {
        (self.article.document.id, self.entry.statement.id)
    }

    fn text(&self) -> &str {
        &self.article.document.text
    }

    /// Who speaks, in short.
    pub fn speaker(&self) -> Rc<str> {
        statements::speaker(self.text(), self.entry)
    }

    /// Whether `name` speaks, alone or together with others.
    fn is_by(&self, name: &str) -> bool {
        *self.speaker() == *name || self.entry.statement.speakers().any(|speaker| speaker == name)
    }

    fn target(&self) -> Option<Rc<str>> {
        let statement = &self.entry.statement;
        statement.target_name.clone().or_else(|| statements::words(self.text(), &statement.target))
    }

    /// When the article was published.
    pub fn day(&self) -> Rc<str> {
        self.article.annotations.date.as_ref().map_or_else(|| "".into(), |date| date.day.clone())
    }

    fn certainty(&self) -> u8 {
        certainty::step(certainty::of(&self.entry.statement))
    }

    /// Whether it fits; `matcher` is that of the filter.
    pub(super) fn fits(&self, filter: &Filter, matcher: &Matcher) -> bool {
        let statement = &self.entry.statement;
        let is_toward = |name: &Rc<str>| statement.toward().any(|other| other == name);
        filter.speaker.as_ref().is_none_or(|name| self.is_by(name))
            && filter.toward.as_ref().is_none_or(is_toward)
            && filter.label.as_ref().is_none_or(|label| statement.stance.label.0 == *label)
            && filter.status.is_none_or(|standing| standing.takes(self.entry.status()))
            && filter.certainty.is_none_or(|certainty| certainty == self.certainty())
            && filter.day.as_ref().is_none_or(|day| self.day().starts_with(&**day))
            && filter.document.as_ref().is_none_or(|name| self.article.document.name == *name)
            && self.is_found(matcher)
    }

    fn is_found(&self, matcher: &Matcher) -> bool {
        if matches!(matcher, Matcher::Everything) {
            return true;
        }
        let statement = &self.entry.statement;
        let content = statements::words(self.text(), statement.spans(Role::Content)).unwrap_or_default();
        let stance = describe::shown(self.model.session.scheme(), &statement.stance.label);
        let places = [&content, &self.speaker(), &stance, &statement.note];
        places.into_iter().any(|place| matcher.finds(place))
            || self.target().is_some_and(|target| matcher.finds(&target))
    }

    /// What a heading calls it.
    pub fn word(&self, column: Column) -> Rc<str> {
        match column {
            Column::Status => self.entry.status().name().into(),
            Column::Speaker => self.speaker(),
            Column::Stance => {
                describe::shown(self.model.session.scheme(), &self.entry.statement.stance.label)
            }
            Column::Target => self.target().unwrap_or_else(|| "no target".into()),
            Column::Statement => {
                statements::words(self.text(), &self.entry.statement.content).unwrap_or_default()
            }
            Column::Certainty => certainty::word(self.certainty()).into(),
            Column::Document => self.article.document.name.clone(),
            Column::Date => {
                Some(self.day()).filter(|day| !day.is_empty()).unwrap_or_else(|| "no date".into())
            }
        }
    }

    /// What it is sorted by.
    pub(super) fn key(&self, column: Column) -> Key {
        let label = &self.entry.statement.stance.label;
        let (is_missing, number) = match column {
            Column::Status => (false, self.entry.status() as usize),
            Column::Stance => {
                let labels = &self.model.session.scheme().labels;
                (false, labels.iter().position(|entry| entry.label == *label).unwrap_or(usize::MAX))
            }
            Column::Certainty => (false, usize::from(self.certainty())),
            Column::Target => (self.target().is_none(), 0),
            Column::Date => (self.day().is_empty(), 0),
            Column::Speaker | Column::Statement | Column::Document => (false, 0),
        };
        (is_missing, number, plain(&self.word(column)))
    }
}
