//! What an attributed statement is: the words of the field as types.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Identity of a statement within its document; never used again after a rejection.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct StatementId(pub u32);

/// One attributed statement: a source is said to say, write, demand, deny, fear … something.
///
/// Span lists are sorted, free of overlap, and empty when the text has nothing for the role.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// Identity within the document.
    pub id: StatementId,
    /// What is said, without outer quotation marks, leading "that" and trailing punctuation; may be discontinuous.
    pub content: Vec<Span>,
    /// Verb group, preposition or noun that attributes.
    pub cue: Vec<Span>,
    /// The mention of who speaks: full noun phrase with title and apposition, or the pronoun.
    pub speaker: Vec<Span>,
    /// Canonical name a reader would file the statement under; several who speak together are divided by
    /// [`TOGETHER`].
    pub speaker_name: Option<Rc<str>>,
    /// What sort of mention the speaker is.
    pub mention_type: MentionType,
    /// Who else it may be, best first, at most nine; the first is `speaker_name` unless a person chose.
    pub candidates: Vec<Candidate>,
    /// To whom it is said.
    pub addressee: Vec<Span>,
    /// Canonical name of the addressee.
    pub addressee_name: Option<Rc<str>>,
    /// Outlets and people who only pass the words on, innermost first.
    pub relays: Vec<Relay>,
    /// The statement whose content holds this one.
    pub parent: Option<StatementId>,
    /// Quoted wholly, in part or not at all.
    pub kind: Kind,
    /// The act performed, its direction and force.
    pub stance: Stance,
    /// Whom or what the act is toward.
    pub target: Vec<Span>,
    /// Canonical name of the target.
    pub target_name: Option<Rc<str>>,
    /// "if …", "unless …", or the nominal cause in "new sanctions could lead to …".
    pub condition: Vec<Span>,
    /// What follows when the condition holds.
    pub consequence: Vec<Span>,
    /// The day on which it was said, ISO 8601, where the text gives it beside the cue.
    #[serde(default)]
    pub said_on: Option<Rc<str>>,
    /// Calibrated probability that this is a statement as delimited; 1 for one that a person added.
    pub confidence: f32,
    /// A person's free remark.
    pub note: Rc<str>,
}

/// The act that a speaker performs toward a target.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Stance {
    /// Key of a label of the scheme.
    pub label: Label,
    /// Attitude to the target.
    pub polarity: Polarity,
    /// 1 hedged, 2 plain, 3 boosted.
    pub intensity: u8,
    /// The act is negated ("did not threaten").
    pub negated: bool,
    /// The act is only hinted at.
    pub veiled: bool,
    /// Labels with their probabilities, best first; the second is the runner-up.
    pub ranking: Vec<(Label, f32)>,
    /// The words that decided, strongest first.
    pub because: Vec<Span>,
}

/// Key of a stance label, such as `THREATEN`; what it means stands in the scheme.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Label(pub Rc<str>);

impl Label {
    /// The label of this key.
    pub fn new(key: &str) -> Label {
        Label(key.into())
    }

    /// The key itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A part that a stretch of text plays in a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// What is said.
    Content,
    /// What attributes it.
    Cue,
    /// Who speaks.
    Speaker,
    /// Toward whom.
    Target,
    /// If what.
    Condition,
    /// Then what.
    Consequence,
    /// To whom.
    Addressee,
}

impl Role {
    /// Every role, in the order in which the page lists them.
    pub const ALL: [Role; 7] = [
        Role::Content,
        Role::Cue,
        Role::Speaker,
        Role::Target,
        Role::Condition,
        Role::Consequence,
        Role::Addressee,
    ];

    /// The word for it in the page, in CSS and in exports.
    pub fn name(self) -> &'static str {
        match self {
            Role::Content => "content",
            Role::Cue => "cue",
            Role::Speaker => "speaker",
            Role::Target => "target",
            Role::Condition => "condition",
            Role::Consequence => "consequence",
            Role::Addressee => "addressee",
        }
    }
}

/// What divides the names of those who speak together.
pub const TOGETHER: &str = "; ";

impl Statement {
    /// Each of those who speak.
    pub fn speakers(&self) -> impl Iterator<Item = &str> {
        self.speaker_name.iter().flat_map(|name| name.split(TOGETHER)).filter(|name| !name.is_empty())
    }

    /// Toward whom it is, and to whom it is said, where that is somebody else.
    pub fn toward(&self) -> impl Iterator<Item = &Rc<str>> {
        let addressee = self.addressee_name.iter().filter(|name| self.target_name.as_ref() != Some(name));
        self.target_name.iter().chain(addressee)
    }

    /// A statement with this content and nothing else known.
    pub fn bare(id: StatementId, content: Vec<Span>) -> Statement {
        Statement {
            id,
            content,
            cue: vec![],
            speaker: vec![],
            speaker_name: None,
            mention_type: MentionType::None,
            candidates: vec![],
            addressee: vec![],
            addressee_name: None,
            relays: vec![],
            parent: None,
            kind: Kind::Indirect,
            stance: Stance::plain(Label::new("STATE")),
            target: vec![],
            target_name: None,
            condition: vec![],
            consequence: vec![],
            said_on: None,
            confidence: 1.0,
            note: "".into(),
        }
    }

    /// Whether every span lies in `text`, and every figure in its range.
    pub fn fits(&self, text: &str) -> bool {
        let relays = self.relays.iter().flat_map(|relay| &relay.spans);
        let roles = Role::ALL.into_iter().flat_map(|role| self.spans(role));
        let scores = self.candidates.iter().map(|candidate| candidate.score);
        let mut numbers =
            self.stance.ranking.iter().map(|(_, score)| *score).chain(scores).chain([self.confidence]);
        relays.chain(roles).chain(&self.stance.because).all(|span| span.fits(text))
            && numbers.all(f32::is_finite)
            && (1..=3).contains(&self.stance.intensity)
            && self.parent != Some(self.id)
    }

    /// The spans that play `role`.
    pub fn spans(&self, role: Role) -> &[Span] {
        match role {
            Role::Content => &self.content,
            Role::Cue => &self.cue,
            Role::Speaker => &self.speaker,
            Role::Target => &self.target,
            Role::Condition => &self.condition,
            Role::Consequence => &self.consequence,
            Role::Addressee => &self.addressee,
        }
    }

    /// The spans that play `role`, to be changed.
    pub fn spans_mut(&mut self, role: Role) -> &mut Vec<Span> {
        match role {
            Role::Content => &mut self.content,
            Role::Cue => &mut self.cue,
            Role::Speaker => &mut self.speaker,
            Role::Target => &mut self.target,
            Role::Condition => &mut self.condition,
            Role::Consequence => &mut self.consequence,
            Role::Addressee => &mut self.addressee,
        }
    }
}

impl Stance {
    /// A plain, neutral act of this label.
    pub fn plain(label: Label) -> Stance {
        Stance {
            label,
            polarity: Polarity::Neutral,
            intensity: 2,
            negated: false,
            veiled: false,
            ranking: vec![],
            because: vec![],
        }
    }
}

/// The speaker's attitude to the target.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// For it.
    Favor,
    /// Neither.
    Neutral,
    /// Against it.
    Against,
}

/// How much of a content stands in quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All of it.
    Direct,
    /// A part.
    Mixed,
    /// None.
    Indirect,
}

/// What sort of words name the speaker.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionType {
    /// "Sergei Ryabkov"
    Name,
    /// "he"
    Pronoun,
    /// "the diplomat"
    Description,
    /// The text has no mention.
    None,
}

/// Somebody who may be the speaker.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Candidate {
    /// Canonical name.
    pub name: Rc<str>,
    /// Probability among the candidates.
    pub score: f32,
    /// Why, in a few words ("same surname", "last named before").
    pub why: Rc<str>,
}

/// Somebody who passes words on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Relay {
    /// Canonical name.
    pub name: Rc<str>,
    /// Where it is named.
    pub spans: Vec<Span>,
}
