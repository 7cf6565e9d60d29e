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
    /// Spans are widened to whole tokens.
    Tokens,
    /// Control characters that XML forbids become U+FFFD.
    Controls,
    /// The texts.
    Text,
    /// Statements in part: where spans overlap, the longer one stays.
    Overlaps,
    /// Everything but the names, the stance and the numbers.
    Spans,
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
            Loss::Tokens => "span edges inside a token",
            Loss::Controls => "control characters",
            Loss::Text => "the articles' text",
            Loss::Overlaps => "overlapping spans of one role",
            Loss::Spans => "spans",
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

/// The same of a format without rejected statements.
const FLAT_STANDING: [Loss; 6] =
    [Loss::Candidates, Loss::Ranking, Loss::Because, Loss::Suggested, Loss::People, Loss::Rejected];

impl Format {
    /// What this format cannot keep.
    pub fn loses(self) -> &'static [Loss] {
        match self {
            Format::Jsonl => &[],
            Format::Csv | Format::Tsv | Format::Mentions => &[
                Loss::Candidates,
                Loss::Ranking,
                Loss::Because,
                Loss::Suggested,
                Loss::People,
                Loss::Rejected,
                Loss::Text,
            ],
            Format::Spacy | Format::Prodigy => &FLAT_STANDING,
            _ => &FLAT,
        }
    }
}
