//! What the page knows at any moment.

use super::export::Export;
use super::incoming::ClerkDesk;
use super::msg::Msg;
use super::search::Search;
use super::work::{Pace, Work};
use super::{Draft, Filter, Shape, Write, alike::Alike, keys::Command, keys::Keys};
use crate::annotate::{Analysis, Annotated, Article, Session, StatementId, Stored};
use crate::text::{DocumentId, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
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
    /// An edit that takes long.
    pub work: Option<Work>,
    /// How much of what takes long is done at once.
    pub pace: Pace,
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

/// Names a request to the engine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Ticket(pub u32);

/// Requests to the engine that have no answer yet.
#[derive(Default)]
pub struct Jobs {
    /// Tickets given so far.
    pub given: u32,
    /// Documents under analysis.
    pub running: BTreeMap<Ticket, DocumentId>,
    /// Documents in this round, answered or not.
    pub total: usize,
    /// A proposal under way: where, and what is to be done after it.
    pub proposal: Option<Proposal>,
    /// Documents on which the engine broke or was stopped.
    pub failed: BTreeSet<DocumentId>,
    /// Why there is no engine.
    pub unavailable: Option<Rc<str>>,
    /// Name and version of the engine that the worker has.
    pub engine: Option<Rc<str>>,
    /// Analyses by a newer engine that are under way.
    pub renewal: Option<Renewal>,
}

/// Analyses by a newer engine, gathered until they can be laid under the decisions as one edit.
#[derive(Default)]
pub struct Renewal {
    /// The requests.
    pub tickets: BTreeSet<Ticket>,
    /// The answers so far.
    pub arrived: Vec<(DocumentId, Rc<Analysis>)>,
}

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

/// A statement that a person adds, while the engine looks at it.
pub struct Proposal {
    /// The request.
    pub ticket: Ticket,
    /// In which document.
    pub document: DocumentId,
    /// Over which words.
    pub content: Span,
    /// Keys pressed meanwhile: they are meant for the new statement.
    pub held: Vec<Msg>,
}

/// How far the disk is behind.
#[derive(Default)]
pub struct Save {
    /// Number of the last save asked for.
    pub asked: u64,
    /// Saves that the disk has not confirmed, oldest first.
    pub waiting: VecDeque<(u64, Vec<Write>)>,
    /// Another tab writes: nothing is changed or saved in this one.
    pub is_taken: bool,
    /// Another tab will write as soon as everything here is on disk.
    pub is_leaving: bool,
    /// Why the disk refused.
    pub failure: Option<Rc<str>>,
    /// The browser has deleted what was on disk: everything is written again.
    pub is_cleared: bool,
    /// Lines in the journal since its last snapshot.
    pub since_snapshot: usize,
    /// Whether the browser keeps the page's data when the disk runs full, once it has been asked.
    pub is_persistent: Option<bool>,
    /// Whether it has been asked.
    pub has_asked: bool,
}

/// What fills the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// One article with its statements.
    #[default]
    Desk,
    /// All statements of the project.
    Table,
    /// Everybody named in the project.
    People,
    /// The project in pictures.
    Pictures,
    /// The labels, to be changed.
    Scheme,
}

/// What lies over the page.
#[derive(Clone, PartialEq, Debug)]
pub enum Dialog {
    /// All keys.
    Help(Rebinding),
    /// Every command, document and person.
    Palette,
    /// The formats to download.
    Export,
    /// Files that cannot be taken in whole, or without a choice.
    Incoming,
    /// A field to paste text into.
    Paste,
    /// Statements that a correction can be applied to as well.
    Alike(Alike),
    /// Whether everything shall go.
    Forget,
    /// What a newer engine has changed.
    News,
    /// Whether a project file shall take the place of the project that is here.
    OpenProject(Rc<Stored>),
}

/// What the status line says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Notice {
    /// One sentence.
    pub text: Rc<str>,
    /// Whether it tells of something that went wrong.
    pub is_problem: bool,
    /// Whether undo takes back what it tells of.
    pub can_undo: bool,
    /// What to do next, with its words.
    pub offer: Option<(Rc<str>, Command)>,
}

/// The order and reach of reviewing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Queue {
    /// Which statement comes next.
    pub order: Order,
    /// Where it is looked for.
    pub scope: Scope,
}

/// Which open statement comes next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// The next one in the text.
    #[default]
    Text,
    /// The one the machine is least sure of.
    LeastCertain,
}

/// How far an action reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scope {
    /// The open article.
    #[default]
    Article,
    /// All articles.
    Corpus,
}

/// What the list of people shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct People {
    /// A word in name, alias, role or affiliation.
    pub query: Rc<str>,
    /// So many pages of rows are shown beyond the first.
    pub more: usize,
    /// Who is looked at.
    pub chosen: Option<Rc<str>>,
    /// Their statements that are somebody else's.
    pub ticked: BTreeSet<(DocumentId, StatementId)>,
}

/// A key that is being given to a command.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rebinding {
    /// The row of the table that waits for a key.
    pub place: Option<usize>,
    /// What became of the last one.
    pub remark: Rc<str>,
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The word for it in CSS and in storage.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of this name, else the system's.
    pub fn named(name: &str) -> Theme {
        match name {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// Whether the page is dark, on a system that is dark or not.
    pub fn is_dark(self, system_is_dark: bool) -> bool {
        self == Theme::Dark || (self == Theme::System && system_is_dark)
    }
}

impl Model {
    /// Articles that are not closed, in the order of their arrival.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.session.articles().iter().filter(|article| !self.session.is_closed(article.document.id))
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
