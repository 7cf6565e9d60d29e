//! `demarche eval`: how well the engine does against gold.

use super::score::{
    self, Counts, Error, Figure, GoldDocument, PredictedDocument, PredictedStatement, report, score_document,
};
use super::{input, output};
use crate::dataset::{Format, Options, Record};
use crate::nlp;
use crate::text::Document;
use clap::Args;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What goes wrong, grouped, with examples.
mod errors;

/// Compare what the engine finds in the texts of a gold file with the gold.
#[derive(Args)]
pub struct Arguments {
    /// Gold file, one document a line
    gold: PathBuf,
    /// Compare this file instead of running the engine
    #[arg(long)]
    predicted: Option<PathBuf>,
    /// Group what goes wrong and show so many examples of each group
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Another model file of the attribution than the program's own
    #[arg(long)]
    model: Option<PathBuf>,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

/// One document with what was said about it.
pub struct Compared {
    gold: GoldDocument,
    predicted: Vec<PredictedStatement>,
    errors: Vec<Error>,
}

/// Prints the figures, and what goes wrong when asked.
///
/// # Errors
/// When a file cannot be read.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    input::choose_model(arguments.model.as_deref())?;
    let gold = read(&arguments.gold, score::gold::read_checked)?;
    let predictions = match &arguments.predicted {
        Some(path) => Some(predictions(path, &gold)?),
        None => None,
    };
    let mut total = Counts::default();
    let mut compared = vec![];
    for document in gold {
        let predicted = match &predictions {
            Some(predictions) => predictions.get(&document.id).cloned().unwrap_or_default(),
            None => engine(&document)?,
        };
        let (counts, errors) = score_document(&document, &predicted);
        total.add_all(&counts);
        compared.push(Compared { gold: document, predicted, errors });
    }
    let mut text = printed(&report(&total), arguments.json)?;
    if arguments.errors > 0 {
        text += &errors::grouped(&compared, arguments.errors);
    }
    output::write(text.as_bytes(), None)?;
    Ok(ExitCode::SUCCESS)
}

fn read<T>(path: &Path, documents: impl Fn(&str) -> Result<Vec<T>, String>) -> Result<Vec<T>, String> {
    let named = |what: String| format!("{}: {what}", path.display());
    let text = String::from_utf8(input::read(path)?).map_err(|_| named("is not UTF-8 text".to_owned()))?;
    documents(text.trim_start_matches('\u{FEFF}')).map_err(named)
}

fn predictions(
    path: &Path,
    gold: &[GoldDocument],
) -> Result<HashMap<String, Vec<PredictedStatement>>, String> {
    let documents: Vec<PredictedDocument> = read(path, score::gold::read)?;
    let by_id: HashMap<_, _> =
        documents.into_iter().map(|document| (document.id, document.statements)).collect();
    let missing: Vec<&str> =
        gold.iter().map(|document| document.id.as_str()).filter(|id| !by_id.contains_key(*id)).collect();
    if let Some(first) = missing.first() {
        eprintln!("demarche: no prediction for {} of {} documents, as {first}", missing.len(), gold.len());
    }
    Ok(by_id)
}

/// What the engine finds, by way of the export that everybody gets.
fn engine(gold: &GoldDocument) -> Result<Vec<PredictedStatement>, String> {
    let document = Document::new(&gold.id, &gold.text);
    let record = Record::suggested(&document, &nlp::analyze(&document));
    let file = Format::Jsonl.export(&[record], Options::default()).map_err(|error| error.to_string())?;
    let line: PredictedDocument = serde_json::from_slice(&file.bytes).map_err(|error| error.to_string())?;
    Ok(line.statements)
}

fn printed(figures: &[(String, Figure)], json: bool) -> Result<String, String> {
    if !json {
        return Ok(figures.iter().map(|(name, figure)| format!("{name:32} {figure}\n")).collect());
    }
    let mut bytes = vec![];
    score::report::as_map(figures, &mut serde_json::Serializer::new(&mut bytes))
        .map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
