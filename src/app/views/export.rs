//! What the export panel shows.

use crate::app::export::{Preview, Reach};
use crate::app::{Model, describe};
use crate::dataset::{Format, Options};
use std::rc::Rc;

/// The panel.
#[derive(Clone, PartialEq, Debug)]
pub struct ExportView {
    /// Every format, in order.
    pub formats: Vec<FormatView>,
    /// Which statements.
    pub reach: Reach,
    /// Offset unit, formulas.
    pub options: Options,
    /// Whether the chosen formats leave the offset unit open.
    pub has_unit: bool,
    /// Whether the chosen formats are tables that a spreadsheet opens.
    pub has_cells: bool,
    /// What the preview is of.
    pub shown: &'static str,
    /// How the file begins; nothing while it is being made.
    pub preview: Option<Rc<str>>,
    /// That some articles go out before the engine has read them.
    pub warning: Option<Rc<str>>,
    /// What the button does; nothing when no format is chosen.
    pub download: Option<Rc<str>>,
}

/// A format to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct FormatView {
    /// Which.
    pub format: Format,
    /// Name shown to people.
    pub name: &'static str,
    /// What it is good for.
    pub purpose: &'static str,
    /// The file it becomes.
    pub file_name: &'static str,
    /// Whether it will be written.
    pub is_chosen: bool,
    /// Whether the preview shows it.
    pub is_shown: bool,
}

/// The panel of `model`.
pub fn view(model: &Model) -> ExportView {
    let export = &model.export;
    let format = |format: Format| FormatView {
        format,
        name: format.name(),
        purpose: format.purpose(),
        file_name: format.file_name(),
        is_chosen: export.formats.contains(&format),
        is_shown: export.shown == format,
    };
    let has = |formats: &[Format]| export.formats.iter().any(|format| formats.contains(format));
    let mut chosen = export.formats.iter();
    let download = match (chosen.next(), export.formats.len()) {
        (None, _) => None,
        (Some(only), 1) => Some(format!("Download {}", only.file_name()).into()),
        (_, n) => Some(format!("Download {n} formats as demarche.zip").into()),
    };
    ExportView {
        formats: Format::ALL.into_iter().map(format).collect(),
        reach: export.reach,
        options: export.options,
        has_unit: export.formats.iter().any(|format| format.leaves_unit_open()),
        has_cells: has(&[Format::Csv, Format::Tsv, Format::Mentions, Format::Network]),
        shown: export.shown.file_name(),
        preview: match &export.preview {
            Preview::None | Preview::Waiting(_) => None,
            Preview::Text(text) => Some(text.clone()),
            Preview::Refused(reason) => Some(format!("({reason})").into()),
        },
        warning: warning(model),
        download,
    }
}

fn warning(model: &Model) -> Option<Rc<str>> {
    let unread = model.articles().filter(|article| !article.is_analysed()).count();
    let articles = describe::count(unread, "article");
    let words = match (unread, model.jobs.running.is_empty()) {
        (0, _) => return None,
        (_, false) => format!("{articles} not analysed yet: wait, or export without their statements."),
        (_, true) => format!("{articles} not analysed: exported with what you have marked there."),
    };
    Some(words.into())
}
