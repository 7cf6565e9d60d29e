//! Which file formats there are, and which module writes and reads each.

use super::{
    ExportError, File, ImportError, Imported, Options, Record, brat, conllu, doccano, hugging_face, jsonl,
    label_studio, network, prodigy, spacy, table, tei, uima, web_annotation,
};
use serde::{Deserialize, Serialize};

/// A file format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Demarche JSONL.
    Jsonl,
    /// Comma-separated, one row a statement.
    Csv,
    /// Tab-separated, one row a statement.
    Tsv,
    /// Comma-separated, one row a mention.
    Mentions,
    /// brat standoff in a zip.
    Brat,
    /// Label Studio tasks and configuration in a zip.
    LabelStudio,
    /// doccano JSONL with relations.
    Doccano,
    /// W3C Web Annotation, JSON-LD.
    WebAnnotation,
    /// spaCy DocBin and JSONL in a zip.
    Spacy,
    /// Prodigy JSONL.
    Prodigy,
    /// CoNLL-U Plus.
    Conllu,
    /// UIMA CAS JSON and XMI in a zip.
    Uima,
    /// TEI in a zip.
    Tei,
    /// DNA statement table and GraphML in a zip.
    Network,
    /// Hugging Face data set folder in a zip.
    HuggingFace,
}

impl Format {
    /// Every format, in the order in which the page lists them.
    pub const ALL: [Format; 15] = [
        Format::Jsonl,
        Format::Csv,
        Format::Tsv,
        Format::Mentions,
        Format::Brat,
        Format::LabelStudio,
        Format::Doccano,
        Format::WebAnnotation,
        Format::Spacy,
        Format::Prodigy,
        Format::Conllu,
        Format::Uima,
        Format::Tei,
        Format::Network,
        Format::HuggingFace,
    ];

    /// The word for it on the command line.
    pub fn key(self) -> &'static str {
        self.facts().0
    }

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        self.facts().1
    }

    /// What it is good for, in one line.
    pub fn purpose(self) -> &'static str {
        self.facts().2
    }

    /// The file it is written to.
    pub fn file_name(self) -> &'static str {
        self.facts().3
    }

    /// Key, name, purpose, file name, media type.
    fn facts(self) -> (&'static str, &'static str, &'static str, &'static str, &'static str) {
        match self {
            Format::Jsonl => (
                "jsonl",
                "Demarche JSONL",
                "everything, one document a line; comes back as it was",
                "statements.jsonl",
                "application/x-ndjson",
            ),
            Format::Csv => {
                ("csv", "CSV", "one row a statement, for spreadsheets", "statements.csv", "text/csv")
            }
            Format::Tsv => (
                "tsv",
                "TSV",
                "one row a statement, separated by tabs",
                "statements.tsv",
                "text/tab-separated-values",
            ),
            Format::Mentions => {
                ("mentions", "Mentions table", "one row a span, with its offsets", "mentions.csv", "text/csv")
            }
            Format::Brat => (
                "brat",
                "brat standoff",
                "a zip of texts and annotations for the brat annotation tool",
                "brat.zip",
                "application/zip",
            ),
            Format::LabelStudio => (
                "label-studio",
                "Label Studio",
                "a zip of tasks and labelling configuration for Label Studio",
                "label-studio.zip",
                "application/zip",
            ),
            Format::Doccano => (
                "doccano",
                "doccano JSONL",
                "spans and relations for doccano",
                "doccano.jsonl",
                "application/x-ndjson",
            ),
            Format::WebAnnotation => (
                "web-annotation",
                "W3C Web Annotation",
                "linked data with quotes and positions",
                "annotations.jsonld",
                "application/ld+json",
            ),
            Format::Spacy => (
                "spacy",
                "spaCy",
                "a zip with a DocBin of span groups, and the same as JSONL",
                "spacy.zip",
                "application/zip",
            ),
            Format::Prodigy => (
                "prodigy",
                "Prodigy JSONL",
                "tokens, spans and relations for Prodigy",
                "prodigy.jsonl",
                "application/x-ndjson",
            ),
            Format::Conllu => (
                "conllu",
                "CoNLL-U Plus",
                "a token a line, a BIO column a role",
                "statements.conllup",
                "text/plain",
            ),
            Format::Uima => (
                "uima",
                "UIMA CAS",
                "a zip of CAS JSON and XMI with their type system",
                "uima.zip",
                "application/zip",
            ),
            Format::Tei => (
                "tei",
                "TEI",
                "a zip of TEI P5 texts with standoff annotations",
                "tei.zip",
                "application/zip",
            ),
            Format::Network => (
                "network",
                "Discourse network",
                "a zip of a statement table and a speaker–concept graph",
                "network.zip",
                "application/zip",
            ),
            Format::HuggingFace => (
                "hugging-face",
                "Hugging Face data set",
                "a zip of a data set folder with card, Croissant and fixed splits",
                "hugging-face.zip",
                "application/zip",
            ),
        }
    }

    /// Its media type, as browsers name it.
    pub fn media_type(self) -> &'static str {
        self.facts().4
    }

    /// The format of this key.
    pub fn of_key(key: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.key() == key)
    }

    /// Writes `records` as one file; the same records give the same bytes.
    ///
    /// # Errors
    /// When there is nothing to write, or a span would be shifted.
    pub fn export(self, records: &[Record], options: Options) -> Result<File, ExportError> {
        if records.is_empty() {
            return Err(ExportError::Nothing);
        }
        let bytes = match self {
            Format::Jsonl => jsonl::export(records)?,
            Format::Csv => table::statements(records, options, b',')?,
            Format::Tsv => table::statements(records, options, b'\t')?,
            Format::Mentions => table::mentions(records, options)?,
            Format::Brat => brat::export(records)?,
            Format::LabelStudio => label_studio::export(records)?,
            Format::Doccano => doccano::export(records)?,
            Format::WebAnnotation => web_annotation::export(records, options.unit)?,
            Format::Spacy => spacy::export(records)?,
            Format::Prodigy => prodigy::export(records)?,
            Format::Conllu => conllu::export(records)?,
            Format::Uima => uima::export(records)?,
            Format::Tei => tei::export(records)?,
            Format::Network => network::export(records, options)?,
            Format::HuggingFace => hugging_face::export(records)?,
        };
        let (_, _, _, name, media_type) = self.facts();
        Ok(File { name: name.to_owned(), media_type, bytes })
    }

    /// Whether it is a table, whose cells a spreadsheet may take for formulas.
    pub fn has_cells(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::Mentions | Format::Network)
    }

    /// Whether a person chooses what its offsets count.
    pub fn leaves_unit_open(self) -> bool {
        use Format::{Csv, Mentions, Network, Tsv, WebAnnotation};
        matches!(self, Csv | Tsv | Mentions | WebAnnotation | Network)
    }

    /// How many lines at its start every file of the format has, where the files of single records one after another,
    /// these lines said once, are the file of all of them; nothing where a file is more than that.
    pub fn n_head_lines(self) -> Option<usize> {
        match self {
            Format::Jsonl | Format::Prodigy => Some(0),
            Format::Csv | Format::Tsv | Format::Mentions | Format::Conllu => Some(1),
            _ => None,
        }
    }

    /// Whether [`Format::import`] can read it.
    pub fn comes_back(self) -> bool {
        matches!(
            self,
            Format::Jsonl | Format::Brat | Format::LabelStudio | Format::Doccano | Format::WebAnnotation
        )
    }

    /// Reads a file of this format.
    ///
    /// # Errors
    /// When it is not in the format, or its spans do not fit its texts.
    pub fn import(self, bytes: &[u8]) -> Result<Imported, ImportError> {
        match self {
            Format::Jsonl => jsonl::import(bytes),
            Format::Brat => brat::import(bytes),
            Format::LabelStudio => label_studio::import(bytes),
            Format::Doccano => doccano::import(bytes),
            Format::WebAnnotation => web_annotation::import(bytes),
            _ => Err(ImportError::OneWay(self.name())),
        }
    }
}
