//! `demarche convert`: one format into another.

use super::{extract, input, output};
use crate::dataset::{Format, Imported, Options, Unit, project};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Read a data set in one format and write it in another.
#[derive(Args)]
pub struct Arguments {
    /// The file to read: a data set, or a project file of the page
    file: PathBuf,
    /// Its format; a project file is known by itself
    #[arg(long, default_value = "jsonl", value_parser = extract::format)]
    from: Format,
    /// The format to write
    #[arg(long, value_parser = extract::format)]
    to: Format,
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
/// When the file cannot be read or the output not be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let bytes = input::read(&arguments.file)?;
    let name = arguments.file.display();
    let imported = import(arguments.from, &bytes).map_err(|error| format!("{name}: {error}"))?;
    for remark in &imported.remarks {
        eprintln!("demarche: {name}: {remark}");
    }
    let options = Options { unit: arguments.unit, neutralise: !arguments.raw_cells };
    let file = arguments.to.export(&imported.records, options).map_err(|error| error.to_string())?;
    output::write(&file.bytes, arguments.out.as_deref())?;
    Ok(ExitCode::SUCCESS)
}

/// What a file of this format holds; a project file is known by its first line.
fn import(format: Format, bytes: &[u8]) -> Result<Imported, String> {
    if !project::is_project("", bytes) {
        return format.import(bytes).map_err(|error| error.to_string());
    }
    let mut stored = project::read(bytes).map_err(|error| error.to_string())?;
    let remarks = std::mem::take(&mut stored.damage);
    Ok(Imported { records: project::records(stored), remarks })
}
