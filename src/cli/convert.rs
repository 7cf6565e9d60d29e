//! `demarche convert`: one format into another.

use super::flow::Arguments;
use super::input;
use super::output::{self, Form};
use crate::dataset::project;
use std::process::ExitCode;

/// Converts, and says on standard error what could not be kept.
///
/// # Errors
/// When no file can be read or the output not be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let form = arguments.form()?;
    let form = form.ok_or("say in which format to write: --to jsonl, or an --out whose name tells")?;
    if let Some(bytes) = whole_project(arguments, form) {
        output::write(&bytes?, arguments.out.as_deref())?;
        return Ok(ExitCode::SUCCESS);
    }
    arguments.run(form, |record| record)
}

/// A project that stays a project keeps its whole log, undone edits included; records would know the last state alone.
fn whole_project(arguments: &Arguments, form: Form) -> Option<Result<Vec<u8>, String>> {
    let [path] = &arguments.paths[..] else { return None };
    let is_project = match arguments.from {
        Some(from) => from == Form::Project,
        None => project::is_project(&path.display().to_string(), &[]),
    };
    if form != Form::Project || !is_project {
        return None;
    }
    let stored = input::refuse_own_output([&**path].into_iter(), arguments.out.as_deref())
        .and_then(|()| input::read(path))
        .and_then(|bytes| project::read(&bytes).map_err(|error| format!("{}: {error}", path.display())));
    Some(stored.map(|stored| {
        stored.damage.iter().for_each(|damage| eprintln!("demarche: {}: {damage}", path.display()));
        project::write(&stored)
    }))
}
