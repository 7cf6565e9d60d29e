//! `demarche convert`: one format into another.

use super::output::{self, Records, Target};
use super::{extract, input};
use crate::dataset::{Format, Options, Unit, project};
use clap::Args;
use indicatif::ProgressBar;
use std::path::PathBuf;
use std::process::ExitCode;

/// Read data sets in any format and write them in another.
#[derive(Args)]
pub struct Arguments {
    /// Data sets, project files of the page, folders of them, .txt and .ann files together
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Their format; when absent, what stands in them says it
    #[arg(long, value_parser = extract::format)]
    from: Option<Format>,
    /// The format to write; when absent, what the ending of --out says
    #[arg(long, value_parser = Target::of_key)]
    to: Option<Target>,
    /// File to write to; standard output when absent
    #[arg(long)]
    out: Option<PathBuf>,
    /// What offsets count, where the format leaves it open: points, utf16, bytes
    #[arg(long, default_value = "points", value_parser = extract::unit)]
    unit: Unit,
    /// Leave cells that look like formulas as they are
    #[arg(long)]
    raw_cells: bool,
}

/// Converts, and says on standard error what could not be kept.
///
/// # Errors
/// When no file can be read or the output not be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let target = arguments.to.or_else(|| Target::of_file(arguments.out.as_deref()?));
    let target = target.ok_or("say in which format to write: --to jsonl, or an --out whose ending tells")?;
    if let Some(bytes) = whole_project(arguments, target) {
        output::write(&bytes?, arguments.out.as_deref())?;
        return Ok(ExitCode::SUCCESS);
    }
    let (files, mut failures) = input::files(&arguments.paths);
    let options = Options { unit: arguments.unit, neutralise: !arguments.raw_cells };
    let mut records = Records::new(target, options, arguments.out.clone());
    let mut n_records = 0;
    // Only a terminal sees the bar.
    let bar = ProgressBar::new(files.iter().map(input::Found::size).sum());
    for group in input::groups(files) {
        input::each_record(&group, arguments.from, None, &bar, &mut failures, |record| {
            n_records += 1;
            records.push(record)
        })?;
    }
    bar.finish_and_clear();
    for sentence in &failures {
        eprintln!("demarche: {sentence}");
    }
    if n_records == 0 {
        return Err("no document could be read".to_owned());
    }
    records.finish()?;
    Ok(ExitCode::from(u8::from(!failures.is_empty())))
}

/// A project that stays a project keeps its whole log, undone edits included; records would know the last state alone.
fn whole_project(arguments: &Arguments, target: Target) -> Option<Result<Vec<u8>, String>> {
    let [path] = &arguments.paths[..] else { return None };
    let is_project = project::is_project(&path.display().to_string(), &[]);
    if target != Target::Project || !is_project {
        return None;
    }
    let stored = input::read(path)
        .and_then(|bytes| project::read(&bytes).map_err(|error| format!("{}: {error}", path.display())));
    Some(stored.map(|stored| {
        stored.damage.iter().for_each(|damage| eprintln!("demarche: {}: {damage}", path.display()));
        project::write(&stored)
    }))
}
