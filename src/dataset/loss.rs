//! What a format cannot keep.

use super::{Format, Record};
use crate::annotate::annotations::Status;

/// Something of a record that a format may have no place for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Loss {
    /// The other people who may have spoken.
    Candidates,
    /// The other stance labels with their probabilities.
    Ranking,
    /// The words that decided the stance.
    Because,
    /// What the machine had said before a person changed it.
    Suggested,
    /// The list of everybody named in the article.
    People,
    /// Rejected statements.
    Rejected,
    /// Control characters that XML forbids become U+FFFD.
    Controls,
    /// The texts.
    Text,
    /// Statements in part: where spans overlap, the longer one stays.
    Overlaps,
    /// All spans but the content.
    Spans,
    /// Everything of a statement but spans and names.
    Facts,
    /// Names and everything else that is no span and no stance.
    Names,
}

impl Loss {
    /// The words for it in the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Loss::Candidates => "other candidates for the speaker",
            Loss::Ranking => "other stance labels with probabilities",
            Loss::Because => "the words that decided the stance",
            Loss::Suggested => "what the machine had said before a correction",
            Loss::People => "the list of people",
            Loss::Rejected => "rejected statements",
            Loss::Controls => "control characters",
            Loss::Text => "the articles' text",
            Loss::Overlaps => "overlapping spans of one role",
            Loss::Spans => "all spans but the content",
            Loss::Facts => "stance and other values",
            Loss::Names => "names and other values",
        }
    }

    /// Takes it out of `record`, as a way out and back would.
    pub fn forget(self, record: &mut Record) {
        if self == Loss::People {
            record.people.clear();
        }
        if self == Loss::Rejected {
            record.rows.retain(|row| row.status != Status::Rejected);
        }
        for row in &mut record.rows {
            match self {
                Loss::Candidates => row.statement.candidates.clear(),
                Loss::Ranking => row.statement.stance.ranking.clear(),
                Loss::Because => row.statement.stance.because.clear(),
                Loss::Suggested => row.suggested = None,
                _ => {}
            }
        }
    }
}

/// What a format of labelled spans and facts leaves out.
const FLAT: [Loss; 5] = [Loss::Candidates, Loss::Ranking, Loss::Because, Loss::Suggested, Loss::People];

impl Format {
    /// What this format cannot keep.
    pub fn loses(self) -> Vec<Loss> {
        let more: &[Loss] = match self {
            Format::Jsonl => return vec![],
            Format::Brat | Format::LabelStudio | Format::Doccano | Format::WebAnnotation => &[],
            Format::Spacy | Format::Prodigy | Format::HuggingFace => &[Loss::Rejected],
            Format::Csv | Format::Tsv => &[Loss::Rejected, Loss::Text],
            Format::Mentions => &[Loss::Rejected, Loss::Text, Loss::Facts],
            Format::Uima => &[Loss::Controls],
            Format::Tei => &[Loss::Rejected, Loss::Controls],
            Format::Conllu => &[Loss::Rejected, Loss::Controls, Loss::Overlaps, Loss::Names],
            Format::Network => &[Loss::Rejected, Loss::Text, Loss::Spans],
        };
        FLAT.iter().chain(more).copied().collect()
    }
}
