//! What the export panel is set to, and the export under way.

use super::outgoing::Outgoing;
use crate::annotate::{Analysis, Article, StatementId};
use crate::clerk::{Form, Job, Written};
use crate::dataset::{Format, Options, Record};
use crate::order;
use crate::text::DocumentId;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The panel.
#[derive(Clone, PartialEq, Debug)]
pub struct Export {
    /// Which formats will be written.
    pub formats: BTreeSet<Format>,
    /// Which one the preview shows.
    pub shown: Format,
    /// Which statements will be written.
    pub reach: Reach,
    /// Offset unit, formulas.
    pub options: Options,
    /// How the file begins.
    pub preview: Preview,
    /// Being written.
    pub running: Option<Running>,
}

/// Which statements an export holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Reach {
    /// Every one, the rejected marked as such where the format can.
    #[default]
    All,
    /// Those that fit the filter of the table.
    Filtered,
    /// Those that a person has decided about.
    Reviewed,
}

/// How a file begins.
#[derive(Clone, PartialEq, Debug)]
pub enum Preview {
    /// Not asked for.
    None,
    /// Asked for.
    Waiting(Job),
    /// Its first lines.
    Text(Rc<str>),
    /// Why there are none.
    Refused(Rc<str>),
}

/// An export under way: articles as they were when it was asked for, handed to the clerk piece by piece.
#[derive(Clone, PartialEq, Debug)]
pub struct Running {
    /// The request to the clerk.
    pub job: Job,
    /// What is exported, without what the reach leaves out.
    pub articles: Vec<Article>,
    /// How many of them the clerk has got.
    pub handed: usize,
    /// How many pieces it has got and not answered for.
    pub n_open: usize,
    /// How many records they gave.
    pub n_records: usize,
    /// Which statements.
    pub chosen: Chosen,
    /// Key of the scheme.
    pub scheme: Rc<str>,
    /// In which formats.
    pub form: Form,
    /// The file.
    pub outgoing: Outgoing,
    /// Its name and media type, once it is written, and how much of it was and is to be fetched.
    pub fetched: Option<(Written, usize)>,
}

/// The statements that a [`Reach`] means at one moment.
#[derive(Clone, PartialEq, Debug)]
pub enum Chosen {
    /// Every one.
    All,
    /// These.
    These(BTreeSet<(DocumentId, StatementId)>),
    /// Those that a person has decided about.
    Reviewed,
}

/// What a person sets in the panel.
#[derive(Clone, PartialEq, Debug)]
pub enum Setting {
    /// This format, and no other.
    Only(Format),
    /// This format too, or not.
    Too(Format, bool),
    /// Which statements.
    Reach(Reach),
    /// Offset unit, formulas.
    Options(Options),
}

impl Default for Export {
    fn default() -> Export {
        Export {
            formats: order::set([Format::Jsonl]),
            shown: Format::Jsonl,
            reach: Reach::All,
            options: Options::default(),
            preview: Preview::None,
            running: None,
        }
    }
}

impl Chosen {
    /// What is written of this article; nothing when none of its statements is chosen.
    pub fn record(&self, article: &Article, scheme: &Rc<str>) -> Option<Record> {
        let nothing = Analysis::empty();
        let analysis = article.analysis.as_deref().filter(|analysis| !analysis.is_awaited());
        let record = Record::reviewed(&article.document, analysis.unwrap_or(&nothing), &article.annotations);
        let record = Record { scheme: scheme.clone(), ..record };
        let part = match self {
            Chosen::All => return Some(record),
            Chosen::These(places) => {
                record.only(|row| places.contains(&(article.document.id, row.statement.id)))
            }
            Chosen::Reviewed => record.decided(),
        };
        (!part.rows.is_empty()).then_some(part)
    }
}
