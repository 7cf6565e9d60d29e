//! What the page knows at any moment.

/// What is asked of engine and disk.
mod jobs;
pub use jobs::{Jobs, Proposal, Renewal, Save, Ticket};

/// What the disk still has to give.
mod recall;
pub use recall::Recall;

/// What a newer engine has changed.
mod news;
pub use news::{News, NewsItem, NewsSort};

/// What of the project is looked at.
mod looks;
pub use looks::{Dialog, Notice, Order, People, Queue, Rebinding, Scope, Theme, View};

use super::export::Export;
use super::incoming::ClerkDesk;
use super::keys::{Command, Keys};
use super::msg::Msg;
use super::search::Search;
use super::work::{Pace, Work};
use super::{Draft, FileRead, Filter, Shape, Stretch};
use crate::annotate::{Annotated, Article, Session, StatementId};
use crate::text::{DocumentId, Span};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The whole state of the page; only `update` changes it.
#[derive(Default)]
pub struct Model {
    /// Documents, analyses, edits.
    pub session: Session,
    /// What the engine is doing.
    pub jobs: Jobs,
    /// What is on disk.
    pub save: Save,
    /// Whether an earlier visit has been looked up; until then everything else waits.
    pub is_restored: bool,
    /// What happened before that, in order.
    pub early: Vec<Msg>,
    /// What the disk still has to give of it.
    pub recall: Option<Recall>,
    /// Document in the middle.
    pub open: Option<DocumentId>,
    /// Statement in the inspector.
    pub chosen: Option<StatementId>,
    /// Selected stretch of the open article, in whole words.
    pub selection: Option<Span>,
    /// What fills the page.
    pub view: View,
    /// What lies over it.
    pub dialog: Option<Dialog>,
    /// What the last analysis by a newer engine has changed.
    pub news: News,
    /// What the status line says.
    pub notice: Notice,
    /// The order of reviewing.
    pub queue: Queue,
    /// Which rows the table shows.
    pub filter: Filter,
    /// In which order.
    pub shape: Shape,
    /// What the list of people shows.
    pub people: People,
    /// The scheme while it is being changed.
    pub draft: Option<Draft>,
    /// Whether the labels with their tests stand beside the text.
    pub is_guided: bool,
    /// The keys in force.
    pub keys: Rc<Keys>,
    /// The address at which the page was opened, until the documents are there.
    pub address: Rc<str>,
    /// The rows that the table shows, as far as they have been looked for.
    pub search: Search,
    /// Rows of the table that a bulk change will touch.
    pub ticked: BTreeSet<(DocumentId, StatementId)>,
    /// The one that was ticked or unticked last.
    pub ticked_last: Option<(DocumentId, StatementId)>,
    /// What takes long.
    pub work: Option<Work>,
    /// How much of the open article is on the page.
    pub stretch: Stretch,
    /// How much of what takes long is done at once.
    pub pace: Pace,
    /// How long the last part of it took that was not the last of all, in milliseconds, without the drawing; set by the
    /// shell.
    pub took: Option<f64>,
    /// Whether going on with it has been asked for.
    pub is_going_on: bool,
    /// The word in the palette.
    pub query: Rc<str>,
    /// Every name of the project, as it was when somebody last began to type one.
    pub known: Rc<Vec<Rc<str>>>,
    /// Files hang over the page.
    pub is_dragged_over: bool,
    /// So many files are being read.
    pub reading: usize,
    /// So many documents of the files that came together have been taken in.
    pub n_taken: usize,
    /// Files with the clerk.
    pub clerk: ClerkDesk,
    /// The export panel.
    pub export: Export,
    /// Files that could not be taken, with the reason.
    pub problems: Vec<Rc<str>>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// Whether the system asks for a dark page.
    pub system_is_dark: bool,
    /// The shell's clock, in milliseconds since 1970; set before each message.
    pub now: f64,
    /// Another version of the page is ready.
    pub has_update: bool,
    /// Counts the changes of what is shown from the session, so that views know when to look again.
    pub revision: u64,
}

impl Model {
    /// Articles that are not closed, in the order of their arrival.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.session.articles().iter().filter(|article| !self.session.is_closed(article.document.id))
    }

    /// Whether there is nothing but a scheme in the making, which may come before any article.
    pub fn has_draft_alone(&self) -> bool {
        self.view == View::Scheme && self.draft.is_some() && self.articles().next().is_none()
    }

    /// Articles whose analysis comes from another engine than the one at hand.
    pub fn outdated(&self) -> impl Iterator<Item = &Article> {
        let is_other = |article: &&Article| match (&self.jobs.engine, &article.analysis) {
            // What other programs and people said is not for the engine to replace.
            (Some(engine), Some(analysis)) => {
                analysis.engine != *engine && analysis.engine.starts_with("demarche-")
            }
            _ => false,
        };
        self.articles().filter(is_other)
    }

    /// The article in the middle.
    pub fn article(&self) -> Option<&Article> {
        self.open.and_then(|id| self.session.article(id))
    }

    /// The statement in the inspector.
    pub fn entry(&self) -> Option<&Rc<Annotated>> {
        self.article()?.annotations.get(self.chosen?)
    }

    /// Bytes of files that have been read from the disk and are not taken in.
    pub fn held_bytes(&self) -> usize {
        let waits = |msg: &Msg| match msg {
            Msg::FilesRead(files) => files.iter().map(FileRead::n_bytes).sum(),
            _ => 0,
        };
        let held = self.work.iter().flat_map(|work| &work.held);
        held.map(waits).chain(self.clerk.reading.values().map(FileRead::n_bytes)).sum()
    }

    /// The next ticket.
    pub fn ticket(&mut self) -> Ticket {
        self.jobs.given = self.jobs.given.wrapping_add(1);
        Ticket(self.jobs.given)
    }

    /// Says `text` in the status line.
    pub fn say(&mut self, text: impl Into<Rc<str>>) {
        self.notice = Notice { text: text.into(), ..Notice::default() };
    }

    /// Says what went wrong in the status line.
    pub fn complain(&mut self, text: impl Into<Rc<str>>) {
        self.notice = Notice { text: text.into(), is_problem: true, ..Notice::default() };
    }
}
