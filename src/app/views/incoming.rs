//! What is said about files before they are taken in.

use crate::app::Model;
use crate::app::incoming::Incoming;
use std::rc::Rc;

/// So many remarks are shown of a file.
const MOST_REMARKS: usize = 12;

/// The files that wait for a word.
#[derive(Clone, PartialEq, Debug)]
pub struct IncomingView {
    /// Each with what is known of it.
    pub files: Vec<IncomingFile>,
    /// Documents in all of them.
    pub n_documents: usize,
}

/// One file.
#[derive(Clone, PartialEq, Debug)]
pub struct IncomingFile {
    /// Its name.
    pub name: Rc<str>,
    /// What it brings: "3 documents, 12 statements".
    pub brings: Rc<str>,
    /// What cannot be represented, or is not taken.
    pub remarks: Vec<Rc<str>>,
    /// Columns to choose from.
    pub columns: Vec<Rc<str>>,
    /// The one with the texts.
    pub column: Option<Rc<str>>,
}

/// The waiting files of `model`.
pub fn view(model: &Model) -> IncomingView {
    let waiting = &model.clerk.waiting;
    IncomingView {
        files: waiting.iter().map(file).collect(),
        n_documents: waiting.iter().map(|incoming| incoming.records.len()).sum(),
    }
}

fn file(incoming: &Incoming) -> IncomingFile {
    let n_statements: usize = incoming.records.iter().map(|record| record.rows.len()).sum();
    let mut brings = count(incoming.records.len(), "document");
    if n_statements > 0 {
        brings = format!("{brings}, {}", count(n_statements, "statement"));
    }
    if incoming.records.is_empty() && !incoming.columns.is_empty() {
        brings = "Which column holds the texts?".to_owned();
    }
    let mut remarks: Vec<Rc<str>> = incoming.remarks.iter().take(MOST_REMARKS).cloned().collect();
    let n_more = incoming.remarks.len() - remarks.len();
    if n_more > 0 {
        remarks.push(format!("and {n_more} more").into());
    }
    IncomingFile {
        name: incoming.file.name.clone(),
        brings: brings.into(),
        remarks,
        columns: incoming.columns.clone(),
        column: incoming.column.clone(),
    }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
