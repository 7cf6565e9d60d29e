//! `demarche extract`: files and folders → statements.

use super::input;
use super::output::{Records, Target};
use crate::dataset::{Format, Options, Record, Unit};
use crate::nlp;
use clap::Args;
use indicatif::ProgressBar;
use std::path::PathBuf;
use std::process::ExitCode;

/// Find the statements in text files and folders of them.
#[derive(Args)]
pub struct Arguments {
    /// Text files, data sets whose labels are made anew, and folders to walk
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// What to write; when absent, what the ending of --out says, else jsonl
    #[arg(long, value_parser = Target::of_key)]
    format: Option<Target>,
    /// File to write to; standard output when absent
    #[arg(long)]
    out: Option<PathBuf>,
    /// What offsets count, where the format leaves it open: points, utf16, bytes
    #[arg(long, default_value = "points", value_parser = unit)]
    unit: Unit,
    /// Leave cells that look like formulas as they are
    #[arg(long)]
    raw_cells: bool,
    /// Column of tables, or key of JSON lines, that holds the texts; guessed when absent
    #[arg(long)]
    text_column: Option<String>,
}

/// The format of a key, or a sentence with the keys there are.
///
/// # Errors
/// When there is no such format.
pub fn format(key: &str) -> Result<Format, String> {
    let keys = || Format::ALL.map(Format::key).join(", ");
    Format::of_key(key).ok_or_else(|| format!("the formats are: {}", keys()))
}

/// The unit of a word on the command line.
///
/// # Errors
/// When there is no such unit.
pub fn unit(word: &str) -> Result<Unit, String> {
    match word {
        "points" => Ok(Unit::CodePoints),
        "utf16" => Ok(Unit::Utf16),
        "bytes" => Ok(Unit::Bytes),
        _ => Err("the units are: points, utf16, bytes".to_owned()),
    }
}

/// Extracts, writes, and says on standard error what failed.
///
/// # Errors
/// When nothing could be read, or the output not be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let (files, mut failures) = input::files(&arguments.paths);
    let options = Options { unit: arguments.unit, neutralise: !arguments.raw_cells };
    let target = arguments.format.or_else(|| Target::of_file(arguments.out.as_deref()?));
    let target = target.unwrap_or(Target::Format(Format::Jsonl));
    let mut records = Records::new(target, options, arguments.out.clone());
    let mut n_records = 0;
    // Only a terminal sees the bar.
    let bar = ProgressBar::new(files.iter().map(input::Found::size).sum());
    let column = arguments.text_column.as_deref();
    for group in input::groups(files) {
        input::each_record(&group, None, column, &bar, &mut failures, |record| {
            n_records += 1;
            records.push(extracted(&record))
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

/// What the engine says about the text of `found`; what the page itself marks as boilerplate stays marked.
fn extracted(found: &Record) -> Record {
    let analysis = nlp::analyze(&found.document).without(&found.boilerplate);
    Record::suggested(&found.document, &analysis)
}
