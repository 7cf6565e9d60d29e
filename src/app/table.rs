//! Which rows the table shows, in which order.

use crate::annotate::Status;
use std::rc::Rc;

/// Which rows the table shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// A word, or a regular expression, in content, names, stance, note or document name.
    pub text: Rc<str>,
    /// Whether the text is a regular expression.
    pub is_pattern: bool,
    /// Speaker, exactly.
    pub speaker: Option<Rc<str>>,
    /// Target or addressee, exactly.
    pub toward: Option<Rc<str>>,
    /// Stance label.
    pub label: Option<Rc<str>>,
    /// How the labels came to be.
    pub status: Option<Standing>,
    /// Steps of certainty, 1 to 3.
    pub certainty: Option<u8>,
    /// How the article's date begins: a year, a month, a day.
    pub day: Option<Rc<str>>,
    /// The article's name.
    pub document: Option<Rc<str>>,
}

/// Which statements are wanted, of those that a person has decided about and of those that nobody has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// All that are not rejected: what pictures and lists of people count.
    Kept,
    /// Those of one status.
    Only(Status),
}

impl Standing {
    /// Every choice in its order.
    pub fn all() -> impl Iterator<Item = Standing> {
        [Standing::Kept].into_iter().chain(Status::ALL.map(Standing::Only))
    }

    /// The word for it in the page and in the address.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Kept => "not rejected",
            Standing::Only(status) => status.name(),
        }
    }

    /// The choice of this name.
    pub fn named(name: &str) -> Option<Standing> {
        Standing::all().find(|standing| standing.name() == name)
    }

    /// Whether a statement of `status` is among them.
    pub fn takes(self, status: Status) -> bool {
        match self {
            Standing::Kept => status != Status::Rejected,
            Standing::Only(wanted) => status == wanted,
        }
    }
}

impl Filter {
    /// Every statement that stands.
    pub fn standing() -> Filter {
        Filter { status: Some(Standing::Kept), ..Filter::default() }
    }
}

/// In which order the table shows its rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shape {
    /// What is sorted by; the order of the documents and their texts when nothing is.
    pub sort: Option<Column>,
    /// Last first.
    pub is_descending: bool,
    /// Rows that share this stand under one heading.
    pub group: Option<Column>,
    /// So many times more rows have been asked for.
    pub more: usize,
}

/// A column of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// How the labels came to be.
    Status,
    /// Who speaks.
    Speaker,
    /// The act.
    Stance,
    /// Toward whom.
    Target,
    /// What is said.
    Statement,
    /// How sure the machine is.
    Certainty,
    /// In which document.
    Document,
    /// When that was published.
    Date,
}

impl Column {
    /// Every column in its order.
    pub const ALL: [Column; 8] = [
        Column::Status,
        Column::Speaker,
        Column::Stance,
        Column::Target,
        Column::Statement,
        Column::Certainty,
        Column::Document,
        Column::Date,
    ];

    /// Those that statements can share.
    pub const GROUPS: [Column; 7] = [
        Column::Speaker,
        Column::Stance,
        Column::Target,
        Column::Status,
        Column::Certainty,
        Column::Document,
        Column::Date,
    ];

    /// The word for it in the page and in the address.
    pub fn name(self) -> &'static str {
        match self {
            Column::Status => "status",
            Column::Speaker => "speaker",
            Column::Stance => "stance",
            Column::Target => "target",
            Column::Statement => "statement",
            Column::Certainty => "certainty",
            Column::Document => "document",
            Column::Date => "date",
        }
    }

    /// The column of this name.
    pub fn named(name: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.name() == name)
    }
}

impl Shape {
    /// Sorted by `column`; the other way round when it is already.
    #[must_use]
    pub fn sorted_by(self, column: Column) -> Shape {
        let is_again = self.sort == Some(column);
        match (is_again, self.is_descending) {
            (true, true) => Shape { sort: None, is_descending: false, ..self },
            (true, false) => Shape { is_descending: true, ..self },
            (false, _) => Shape { sort: Some(column), is_descending: false, ..self },
        }
    }
}
