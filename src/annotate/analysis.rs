//! What the machine said about one document: immutable once made, replaced but never edited.

use super::{Statement, StatementId};
use crate::order;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::rc::Rc;

/// The engine's name where it has yet to answer.
const AWAITED: &str = "awaited";

/// The result of `nlp::analyze` on one document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Analysis {
    /// Version of the engine and of its models, as in exports.
    pub engine: Rc<str>,
    /// Statements in the order of their first content byte, ids counted from 0 in that order.
    pub statements: Vec<Statement>,
    /// Menus, captions' credits, teasers, cookie lines: text that is no part of the article.
    pub boilerplate: Vec<Span>,
    /// Everybody named in the article, most mentioned first.
    pub people: Vec<Person>,
    /// Day of publication where the page or its dateline gives one.
    pub date: Option<Dated>,
    /// Where the article's headline stands, when it has one.
    pub headline: Option<Span>,
    /// The end of a text that is longer than the engine reads: nothing was looked for there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<Span>,
}

/// Somebody (a person, an organisation, a state) who is named in an article.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// Fullest form in the article.
    pub name: Rc<str>,
    /// Person, organisation or state.
    pub sort: PersonSort,
    /// "Deputy Foreign Minister", when the article says it.
    pub role: Option<Rc<str>>,
    /// "Russia", "TASS": to whom the person belongs, when the article says it.
    pub affiliation: Option<Rc<str>>,
    /// Every place where the name, a part of it or a description stands.
    pub mentions: Vec<Span>,
}

/// What sort of being a [`Person`] is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonSort {
    /// A human being.
    Person,
    /// A ministry, a company, an outlet.
    Organisation,
    /// A state or what stands for one: Moscow, the Kremlin.
    State,
}

impl PersonSort {
    /// Every sort.
    pub const ALL: [PersonSort; 3] = [PersonSort::Person, PersonSort::Organisation, PersonSort::State];

    /// The word for it in the page and in files.
    pub fn name(self) -> &'static str {
        match self {
            PersonSort::Person => "person",
            PersonSort::Organisation => "organisation",
            PersonSort::State => "state",
        }
    }

    /// The sort of this name.
    pub fn named(name: &str) -> Option<PersonSort> {
        PersonSort::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// A day as the text gives it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Dated {
    /// ISO 8601, `2021-12-31`.
    pub day: Rc<str>,
    /// Where it stands; empty when a person gave it.
    pub span: Span,
}

impl Analysis {
    /// Nothing found, by nobody: what a document has before the engine answers.
    pub fn empty() -> Analysis {
        Analysis {
            engine: "none".into(),
            statements: vec![],
            boilerplate: vec![],
            people: vec![],
            date: None,
            headline: None,
            unread: None,
        }
    }

    /// What stands while the engine has not answered, over a text some of which is known to be no part of the article.
    pub fn awaited(boilerplate: Vec<Span>) -> Analysis {
        Analysis { engine: AWAITED.into(), boilerplate, ..Analysis::empty() }
    }

    /// Whether the engine has yet to answer.
    pub fn is_awaited(&self) -> bool {
        &*self.engine == AWAITED
    }

    /// The same over a text where `known` is no part of the article either: statements that stand there are dropped.
    pub fn without(mut self, known: &[Span]) -> Analysis {
        let is_known = |content: &Span| known.iter().any(|span| span.encloses(*content));
        self.statements.retain(|statement| !statement.content.iter().all(is_known));
        let new = known.iter().filter(|span| !self.boilerplate.iter().any(|other| other.overlaps(**span)));
        self.boilerplate = new.chain(&self.boilerplate).copied().collect();
        order::sort(&mut self.boilerplate);
        self
    }

    /// Whether it can be one of `text`: every span lies in it, no id stands twice, figures are in their range.
    /// What comes from a file or from storage is asked before it is used.
    pub fn fits(&self, text: &str) -> bool {
        let ids: HashSet<StatementId> = self.statements.iter().map(|statement| statement.id).collect();
        let people = self.people.iter().flat_map(|person| &person.mentions);
        let others = self.boilerplate.iter().chain(&self.headline).chain(people);
        ids.len() == self.statements.len()
            && self.statements.iter().all(|statement| statement.fits(text))
            && others
                .chain(self.date.as_ref().map(|date| &date.span))
                .chain(&self.unread)
                .all(|span| span.fits(text))
    }

    /// The statement of this id.
    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.id == id)
    }
}
