//! `demarche formats`: the formats that can be written, a line each.

use super::output;
use crate::dataset::Format;
use clap::Args;
use std::process::ExitCode;

/// List the formats with the file that each is written to.
#[derive(Args)]
pub struct Arguments {
    /// Say what each is good for
    #[arg(long)]
    long: bool,
}

/// Prints `key:file` lines.
///
/// # Errors
/// When they cannot be printed.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let line = |format: Format| {
        let (key, file) = (format.key(), format.file_name());
        if !arguments.long {
            return format!("{key}:{file}\n");
        }
        let ways = if format.comes_back() { "both ways" } else { "out only" };
        format!("{key:16} {ways:10} {}: {}\n", format.name(), format.purpose())
    };
    let lines: String = Format::ALL.into_iter().map(line).collect();
    output::write(lines.as_bytes(), None)?;
    Ok(ExitCode::SUCCESS)
}
