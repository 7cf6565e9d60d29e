//! What of the project is looked at, and how.

use super::Command;
use crate::annotate::{StatementId, Stored};
use crate::app::alike::Alike;
use crate::text::DocumentId;
use std::collections::BTreeSet;
use std::rc::Rc;

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
