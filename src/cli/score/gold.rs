//! Gold and predicted documents as their files hold them: offsets in code points, unknown keys passed over.

use crate::dataset::jsonl;
use serde::Deserialize;
use std::collections::HashSet;

/// Spans in code points, end exclusive.
pub type Spans = Vec<(usize, usize)>;

/// One line of a gold file.
#[derive(Clone, Deserialize, Debug)]
pub struct GoldDocument {
    /// File name.
    pub id: String,
    /// The text that offsets count in.
    pub text: String,
    /// What must not be extracted from.
    #[serde(default)]
    pub boilerplate: Option<Spans>,
    /// What is neither rewarded nor punished.
    #[serde(default)]
    pub optional: Option<Spans>,
    /// What should be found.
    pub statements: Vec<GoldStatement>,
}

/// One statement that should be found.
#[derive(Clone, Deserialize, Debug)]
pub struct GoldStatement {
    /// `core` when absent; `peripheral`, `excluded`.
    pub tier: Option<String>,
    /// Other defensible labels.
    #[serde(default)]
    pub alt: Vec<String>,
    /// Other right names of the speaker.
    #[serde(default)]
    pub accept: Vec<String>,
    /// name, pronoun, description, none.
    pub mention_type: Option<String>,
    /// The keys that a prediction has too.
    #[serde(flatten)]
    pub common: PredictedStatement,
}

/// One line of a predicted file.
#[derive(Clone, Deserialize, Debug)]
pub struct PredictedDocument {
    /// File name, as in gold.
    pub id: String,
    /// What was found.
    pub statements: Vec<PredictedStatement>,
}

/// One statement that was found.
#[derive(Clone, Deserialize, Debug, Default)]
#[serde(default)]
pub struct PredictedStatement {
    /// What is said.
    pub content: Option<Spans>,
    /// What attributes.
    pub cue: Option<Spans>,
    /// The mention of who speaks.
    pub speaker: Option<Spans>,
    /// Canonical name.
    pub speaker_name: Option<String>,
    /// Stance label.
    pub label: Option<String>,
    /// Attitude to the target.
    pub polarity: Option<String>,
    /// direct, mixed, indirect.
    pub kind: Option<String>,
    /// Where the target stands.
    pub target: Option<Spans>,
    /// Canonical target.
    pub target_name: Option<String>,
    /// If what.
    pub condition: Option<Spans>,
    /// Then what.
    pub consequence: Option<Spans>,
    /// Who passes the words on.
    pub relays: Option<Vec<String>>,
}

/// Reads a file with one document a line.
///
/// # Errors
/// One sentence's end that names the line.
pub fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>, String> {
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let document = |(line_idx, line): (usize, &str)| {
        serde_json::from_str(line)
            .map_err(|_| format!("line {} is no document with “id” and “statements” in JSON", line_idx + 1))
    };
    lines.map(document).collect()
}

/// Reads gold, whose spans must lie in its texts and hold the words that stand beside them, as in every data set.
///
/// # Errors
/// Those of the import of such a file.
pub fn read_checked(text: &str) -> Result<Vec<GoldDocument>, String> {
    jsonl::whole(text.as_bytes()).map_err(|error| error.to_string())?;
    let documents: Vec<GoldDocument> = read(text)?;
    let mut taken = HashSet::new();
    match documents.iter().find(|document| !taken.insert(document.id.as_str())) {
        _ if documents.is_empty() => Err("holds no document".to_owned()),
        Some(twice) => Err(format!("has the document “{}” more than once", twice.id)),
        None => Ok(documents),
    }
}
