//! Which files the project can be downloaded as.

use crate::annotate::Analysis;
use crate::app::{File, Model};
use crate::dataset::{ExportError, Format, Options, Record};
use std::rc::Rc;

/// A format to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct FormatView {
    /// Name shown to people.
    pub name: &'static str,
    /// What it is good for.
    pub purpose: &'static str,
    /// The file it becomes.
    pub file_name: &'static str,
}

/// Every format in the order of the panel.
pub fn formats(_model: &Model) -> Vec<FormatView> {
    let view = |format: Format| FormatView {
        name: format.name(),
        purpose: format.purpose(),
        file_name: format.file_name(),
    };
    Format::ALL.into_iter().map(view).collect()
}

/// The project as the format at `place`.
///
/// # Errors
/// When there is nothing to export, or the format refuses.
pub fn file(model: &Model, place: usize) -> Result<File, ExportError> {
    let format = Format::ALL.get(place).copied().unwrap_or(Format::Jsonl);
    let nothing = Rc::new(Analysis::empty());
    let records: Vec<Record> = model
        .articles()
        .map(|article| {
            let analysis = article.analysis.as_ref().unwrap_or(&nothing);
            let record = Record::reviewed(&article.document, analysis, &article.annotations);
            Record { scheme: model.session.scheme().id.clone(), ..record }
        })
        .collect();
    let file = format.export(&records, Options::default())?;
    Ok(File { name: file.name, mime: file.media_type, bytes: file.bytes })
}
