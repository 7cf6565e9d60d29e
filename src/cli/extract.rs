//! `demarche extract`: files and folders → statements.

use super::flow::Arguments;
use super::output::Form;
use crate::dataset::{Format, Record};
use crate::nlp;
use std::process::ExitCode;

/// Extracts, writes, and says on standard error what failed.
///
/// # Errors
/// When nothing could be read, or the output not be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let form = arguments.form()?.unwrap_or(Form::Format(Format::Jsonl));
    arguments.run(form, |found| extracted(&found))
}

/// What the engine says about the text of `found`; what the page itself marks as boilerplate stays marked.
fn extracted(found: &Record) -> Record {
    let analysis = nlp::analyze(&found.document).without(&found.boilerplate);
    Record::suggested(&found.document, &analysis)
}
