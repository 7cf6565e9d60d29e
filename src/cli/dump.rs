//! `demarche dump`: what training reads, one document a line.

use super::{input, output};
use crate::nlp;
use crate::nlp::attribution::dump;
use crate::text::Document;
use clap::{Args, ValueEnum};
use serde::Deserialize;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print what the network or the linker sees of documents, for training
#[derive(Args)]
pub struct Arguments {
    /// Tokens with their features, or pairs of fragments with theirs
    what: What,
    /// JSON lines with `id`, `text` and, for pairs from gold, `statements`
    file: PathBuf,
    /// Take the fragments from gold instead of the network
    #[arg(long)]
    gold: bool,
    /// Another model file than the program's own
    #[arg(long)]
    model: Option<PathBuf>,
    /// File to write to; standard output when absent
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    Tokens,
    Pairs,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    statements: Vec<dump::GoldStatement>,
}

/// Dumps every document of the file.
///
/// # Errors
/// When the file cannot be read or is no such JSON.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    input::choose_model(arguments.model.as_deref())?;
    input::refuse_own_output([&*arguments.file].into_iter(), arguments.out.as_deref())?;
    let bytes = input::read(&arguments.file)?;
    let name = arguments.file.display();
    let text = String::from_utf8(bytes).map_err(|_| format!("{name}: is not UTF-8"))?;
    let mut out = match arguments.what {
        What::Tokens => String::new(),
        What::Pairs => dump::pair_names() + "\n",
    };
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|_| {
            format!("{name}: line {} is no document with “id” and “text” in JSON", number + 1)
        })?;
        let document = Document::new(&line.id, &line.text);
        let parsed = nlp::parse(&document);
        out += &match arguments.what {
            What::Tokens => dump::tokens(&line.id, &parsed),
            What::Pairs if arguments.gold => dump::gold_pairs(&line.id, &parsed, &line.statements),
            What::Pairs => dump::pairs(&line.id, &parsed, &line.statements),
        };
        out.push('\n');
    }
    output::write(out.as_bytes(), arguments.out.as_deref())?;
    Ok(ExitCode::SUCCESS)
}
