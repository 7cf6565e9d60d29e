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

/// What may hold of a candidate.
mod list;

/// What speaks for a candidate.
mod features;

/// What speaks for nobody else.
mod own;

/// How a description fits a candidate.
mod role;

/// What stands for somebody named without being an office.
mod epithet;

/// Candidates by likelihood.
mod rank;

/// Why one is likely, for readers.
mod reason;

pub use list::FEATURES;
use list::at;
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
    let around = features::Around::new(parsed, anchor);
    let scored = |party: &usize| Scored {
        party: Some(*party),
        features: features::features(parsed, room, anchor, &ranks, &around, *party),
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
        let mut features = own::own_features(parsed, anchor, around.is_new);
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
