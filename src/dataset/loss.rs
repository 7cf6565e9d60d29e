//! What a format cannot keep.

use super::{Format, Record};
use crate::annotate::annotations::Status;

/// Something of a record that a format may have no place for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Loss {
    /// The articles' text outside statements.
    Text,
    /// Control characters, which XML forbids: they become U+FFFD.
    Controls,
    /// What is no part of the article.
    Boilerplate,
    /// Where the headline stands.
    Headline,
    /// The day of publication.
    Date,
    /// Where the day of publication stands.
    DateSpan,
    /// Engine and scheme.
    Engine,
    /// Role, sort and mentions of everybody named in the article.
    People,
    /// To whom they belong.
    Affiliations,
    /// Rejected statements.
    Rejected,
    /// Who decided about a statement.
    Status,
    /// Numbers of statements.
    Numbers,
    /// Which statement stands in which.
    Parents,
    /// The parts of a content that is in several pieces; the whole stretch stays.
    Pieces,
    /// All spans of a statement but its content.
    Spans,
    /// Which spans make one statement.
    Links,
    /// A span that overlaps a longer one of its role.
    Overlaps,
    /// Where a relay is named.
    RelaySpans,
    /// Names of speaker and target.
    Names,
    /// Name of the addressee.
    Addressee,
    /// Names that stand for no span.
    Unmentioned,
    /// Names of relays.
    Relays,
    /// Names of relays that stand for no span.
    UnmentionedRelays,
    /// The stance label.
    Label,
    /// Polarity and intensity.
    Polarity,
    /// Negated or veiled.
    Negated,
    /// Kind of quotation, sort of mention.
    Kind,
    /// How sure the engine was.
    Confidence,
    /// The day on which it was said.
    SaidOn,
    /// A person's remark.
    Note,
    /// The other people who may have spoken.
    Candidates,
    /// The other stance labels with their probabilities.
    Ranking,
    /// The words that decided the stance.
    Because,
    /// What the machine had said before a person changed it.
    Suggested,
}

impl Loss {
    /// All there are, in the order of the documentation.
    pub const ALL: [Loss; 34] = [
        Loss::Text,
        Loss::Controls,
        Loss::Boilerplate,
        Loss::Headline,
        Loss::Date,
        Loss::DateSpan,
        Loss::Engine,
        Loss::People,
        Loss::Affiliations,
        Loss::Rejected,
        Loss::Status,
        Loss::Numbers,
        Loss::Parents,
        Loss::Pieces,
        Loss::Spans,
        Loss::Links,
        Loss::Overlaps,
        Loss::RelaySpans,
        Loss::Names,
        Loss::Addressee,
        Loss::Unmentioned,
        Loss::Relays,
        Loss::UnmentionedRelays,
        Loss::Label,
        Loss::Polarity,
        Loss::Negated,
        Loss::Kind,
        Loss::Confidence,
        Loss::SaidOn,
        Loss::Note,
        Loss::Candidates,
        Loss::Ranking,
        Loss::Because,
        Loss::Suggested,
    ];

    /// The words for it in the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Loss::Text => "text outside statements",
            Loss::Controls => "control characters",
            Loss::Boilerplate => "boilerplate",
            Loss::Headline => "headline",
            Loss::Date => "day of publication",
            Loss::DateSpan => "where that day stands",
            Loss::Engine => "engine, scheme",
            Loss::People => "people: sort, role, mentions",
            Loss::Affiliations => "people: affiliation",
            Loss::Rejected => "rejected statements",
            Loss::Status => "status",
            Loss::Numbers => "numbers of statements",
            Loss::Parents => "parents",
            Loss::Pieces => "pieces of a content",
            Loss::Spans => "spans other than the content",
            Loss::Links => "which spans belong together",
            Loss::Overlaps => "spans within longer ones of their role",
            Loss::RelaySpans => "spans of relays",
            Loss::Names => "names of speaker and target",
            Loss::Addressee => "name of the addressee",
            Loss::Unmentioned => "names without a span",
            Loss::Relays => "names of relays",
            Loss::UnmentionedRelays => "relays without a span",
            Loss::Label => "stance",
            Loss::Polarity => "polarity, intensity",
            Loss::Negated => "negated, veiled",
            Loss::Kind => "kind, sort of mention",
            Loss::Confidence => "confidence",
            Loss::SaidOn => "day on which it was said",
            Loss::Note => "remark",
            Loss::Candidates => "other candidates for the speaker",
            Loss::Ranking => "probabilities of other stances",
            Loss::Because => "words that decided the stance",
            Loss::Suggested => "what the engine had said before a correction",
        }
    }

    /// Takes it out of `record`, as a way out and back would; what only one-way formats lose stays.
    pub fn forget(self, record: &mut Record) {
        match self {
            Loss::People => record.people.clear(),
            Loss::Rejected => record.rows.retain(|row| row.status != Status::Rejected),
            _ => {}
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

/// What every format but our own leaves out.
const FLAT: [Loss; 6] =
    [Loss::People, Loss::Affiliations, Loss::Candidates, Loss::Ranking, Loss::Because, Loss::Suggested];

/// What tables of statements leave out besides.
const TABLE: [Loss; 6] =
    [Loss::Text, Loss::Boilerplate, Loss::Headline, Loss::DateSpan, Loss::Rejected, Loss::RelaySpans];

/// What the mentions table leaves out besides.
const MENTIONS: [Loss; 18] = [
    Loss::Text,
    Loss::Boilerplate,
    Loss::Headline,
    Loss::Date,
    Loss::DateSpan,
    Loss::Engine,
    Loss::Rejected,
    Loss::Status,
    Loss::Parents,
    Loss::Unmentioned,
    Loss::UnmentionedRelays,
    Loss::Label,
    Loss::Polarity,
    Loss::Negated,
    Loss::Kind,
    Loss::Confidence,
    Loss::SaidOn,
    Loss::Note,
];

/// What tags of tokens leave out besides.
const TAGS: [Loss; 20] = [
    Loss::Controls,
    Loss::Headline,
    Loss::DateSpan,
    Loss::Rejected,
    Loss::Status,
    Loss::Numbers,
    Loss::Parents,
    Loss::Links,
    Loss::Overlaps,
    Loss::Names,
    Loss::Addressee,
    Loss::Unmentioned,
    Loss::Relays,
    Loss::UnmentionedRelays,
    Loss::Polarity,
    Loss::Negated,
    Loss::Kind,
    Loss::Confidence,
    Loss::SaidOn,
    Loss::Note,
];

/// What the discourse network leaves out.
const NETWORK: [Loss; 27] = [
    Loss::Text,
    Loss::Boilerplate,
    Loss::Headline,
    Loss::DateSpan,
    Loss::Engine,
    Loss::People,
    Loss::Rejected,
    Loss::Status,
    Loss::Numbers,
    Loss::Parents,
    Loss::Pieces,
    Loss::Spans,
    Loss::Links,
    Loss::Overlaps,
    Loss::RelaySpans,
    Loss::Addressee,
    Loss::Relays,
    Loss::UnmentionedRelays,
    Loss::Negated,
    Loss::Kind,
    Loss::Confidence,
    Loss::SaidOn,
    Loss::Note,
    Loss::Candidates,
    Loss::Ranking,
    Loss::Because,
    Loss::Suggested,
];

impl Format {
    /// What this format cannot keep, in the order of the documentation.
    pub fn loses(self) -> Vec<Loss> {
        let more: &[Loss] = match self {
            Format::Jsonl => return vec![],
            Format::Network => return NETWORK.to_vec(),
            Format::Brat | Format::LabelStudio | Format::Doccano | Format::WebAnnotation | Format::Uima => {
                &[]
            }
            Format::Spacy | Format::Prodigy => &[Loss::Rejected],
            Format::Tei => &[Loss::Rejected, Loss::Controls],
            Format::HuggingFace => &[Loss::Rejected, Loss::Headline, Loss::DateSpan, Loss::RelaySpans],
            Format::Csv | Format::Tsv => &TABLE,
            Format::Mentions => &MENTIONS,
            Format::Conllu => &TAGS,
        };
        let mut all: Vec<Loss> = FLAT.iter().chain(more).copied().collect();
        all.sort();
        all
    }
}
