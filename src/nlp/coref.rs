//! Who of those named so far is meant by a pronoun, a description, or no word at all.
//!
//! Candidates are scored by a log-linear model, one set of weights for each sort of mention
//! (`data/people/weights.tsv`, learned by `training/people.py`).

use super::gazetteer::Gender;
use super::mention::{Mention, Pronoun};
use super::parsed::Parsed;
use super::wordlist::List;
use crate::annotate::analysis::PersonSort;
use crate::text::Span;
use std::collections::HashSet;
use std::rc::Rc;

/// Who may speak.
mod room;

/// What speaks for a candidate.
mod features;

/// How a description fits a candidate.
mod role;

/// Candidates by likelihood.
mod rank;

/// Why one is likely, for readers.
mod reason;

pub use rank::{family, rank};
pub use room::Room;

/// Somebody who may be the speaker: a figure of the cast, or a source without a name.
#[derive(Clone, Debug)]
pub struct Party {
    /// Canonical name.
    pub name: Rc<str>,
    /// What it is; `None` for a source without a name.
    pub sort: Option<PersonSort>,
    /// He or she.
    pub gender: Gender,
    /// Several together.
    pub is_plural: bool,
    /// First tokens of its mentions, in order.
    pub mentions: Vec<usize>,
    /// What the end of the first name makes likely, where nothing shows it.
    pub guess: Gender,
    /// Words of titles and appositions, in lower case.
    pub role_words: Vec<String>,
    /// Nouns that head them.
    pub role_heads: Vec<String>,
    /// The known state it belongs to.
    pub state: Option<&'static str>,
    /// Whether it spoke already.
    pub has_spoken: bool,
}

/// A statement in need of a speaker.
pub struct Anchor<'a> {
    /// What its speaker mention is.
    pub mention: &'a Mention,
    /// The token at which the speaker is looked for: the mention's first, else the content's.
    pub token: usize,
    /// What is said.
    pub content: &'a [Span],
    /// Whether what is said stands in quotation marks.
    pub is_quoted: bool,
    /// Number of the party whose the speaker is: she of "her spokesman".
    pub owner: Option<usize>,
}

/// Somebody spoke.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    /// Number of the party.
    pub party: usize,
    /// Where.
    pub token: usize,
    /// First token of the content.
    pub start: usize,
    /// Last token of the content.
    pub end: usize,
    /// Whether it was in quotation marks.
    pub is_quoted: bool,
}

/// Names of the features, in the order of [`features`].
pub const FEATURES: [&str; 68] = [
    "same sentence",
    "one sentence before",
    "two sentences before",
    "three to five sentences before",
    "farther",
    "same paragraph",
    "times named",
    "first in its sentence",
    "spoke last",
    "spoke before last",
    "spoke last, same paragraph",
    "spoke last, one sentence before",
    "gender agrees",
    "gender differs",
    "gender unknown",
    "named inside a quotation",
    "named only in its own words",
    "named last",
    "named second last",
    "named last of its gender",
    "was addressed",
    "has no name",
    "owner of something",
    "spoke before",
    "role named",
    "role of the same kind",
    "role may be called so",
    "same state",
    "other state",
    "shared words",
    "named only later",
    "itself",
    "itself, definite",
    "itself, indefinite",
    "itself, possessive",
    "itself, bare",
    "itself, no person",
    "is several",
    "is a person",
    "is a body",
    "role unknown",
    "role of another kind",
    "spoke last, both quoted, adjoining",
    "names of one role",
    "first name sounds so",
    "first name sounds otherwise",
    "speaks the words around it",
    "itself, somebody has the role",
    "itself, somebody has such a role",
    "itself, nobody has such a role",
    "itself, a document",
    "itself, has a capital",
    "itself, short and definite",
    "short and definite, spoke last",
    "short and definite, opens its sentence before",
    "role unknown to us, spoke last",
    "role named, the last such",
    "first in the sentence before",
    "first in the same sentence",
    "of its place by the letters",
    "of another place by the letters",
    "only one of its gender near",
    "opens the paragraph",
    "field agrees",
    "field differs",
    "field unknown",
    "reports these words",
    "owns the mention",
];

/// Place of a feature; a name that is none does not compile.
const fn at(name: &str) -> usize {
    let mut place = 0;
    while !is_same(FEATURES[place].as_bytes(), name.as_bytes()) {
        place += 1;
    }
    place
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

/// Number of candidates looked at besides the description itself.
const MAX_CANDIDATES: usize = 14;

/// A candidate with its features.
pub struct Scored {
    /// Number of the party; `None` is the description itself.
    pub party: Option<usize>,
    /// Values of [`FEATURES`].
    pub features: [f32; FEATURES.len()],
}

/// Parties that may be meant, with their features; the order has no meaning.
pub fn candidates(parsed: &Parsed, room: &Room, anchor: &Anchor) -> Vec<Scored> {
    let ranks = nearest(parsed, room, anchor);
    let reporter = features::reporter(parsed, anchor);
    let scored = |party: &usize| Scored {
        party: Some(*party),
        features: features::features(parsed, room, anchor, &ranks, &reporter, *party),
    };
    let mut scored: Vec<Scored> = ranks.iter().map(scored).collect();
    if let Mention::Description(_) = anchor.mention {
        let any = |features: &[usize]| {
            scored.iter().any(|other| features.iter().any(|feature| other.features[*feature] > 0.0))
        };
        let (has_named, has_kind) = (
            any(&[const { at("role named") }]),
            any(&[const { at("role of the same kind") }, const { at("role may be called so") }]),
        );
        let mut features = features::own_features(parsed, anchor);
        features[const { at("itself, somebody has the role") }] = f32::from(u8::from(has_named));
        features[const { at("itself, somebody has such a role") }] =
            f32::from(u8::from(!has_named && has_kind));
        features[const { at("itself, nobody has such a role") }] =
            f32::from(u8::from(!has_named && !has_kind));
        scored.push(Scored { party: None, features });
    }
    scored
}

/// Those who may be meant at all, by how far away they were last named.
fn nearest(parsed: &Parsed, room: &Room, anchor: &Anchor) -> Vec<usize> {
    let is_own =
        |mention: usize| anchor.content.iter().any(|span| span.contains(parsed.tokens[mention].span.start()));
    let mut seen = HashSet::new();
    let mut near: Vec<(usize, usize)> = vec![];
    let before = room.before(anchor.token).map(|(token, party)| (anchor.token - token, token, party));
    // Whom a text brings up only later is farther away than anybody else.
    let after =
        room.after(anchor.token).map(|(token, party)| (2 * (token - anchor.token) + 300, token, party));
    for mut side in [Box::new(before) as Box<dyn Iterator<Item = _>>, Box::new(after)] {
        let mut n_found = 0;
        while let Some((distance, token, party)) = side.next().filter(|_| n_found < MAX_CANDIDATES) {
            if !is_own(token) && is_fit(parsed, anchor, room.party(party)) && seen.insert(party) {
                near.push((distance, party));
                n_found += 1;
            }
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    near.truncate(MAX_CANDIDATES);
    near.into_iter().map(|(_, party)| party).collect()
}

fn is_fit(parsed: &Parsed, anchor: &Anchor, party: &Party) -> bool {
    match anchor.mention {
        Mention::Pronoun(Pronoun::He | Pronoun::She) => {
            party.sort.is_none_or(|sort| sort == PersonSort::Person)
                && !party.is_plural
                && !features::differs(party.gender, features::gender_of(anchor))
        }
        Mention::Pronoun(Pronoun::It | Pronoun::They) => party.sort != Some(PersonSort::Person),
        Mention::Description(description) => {
            !(description.is_plural && party.sort == Some(PersonSort::Person))
                || List::Document.holds_lower(parsed.word(description.head))
        }
        _ => true,
    }
}
