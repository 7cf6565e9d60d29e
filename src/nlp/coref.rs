//! Who of those named so far is meant by a pronoun, a description, or no word at all.
//!
//! Candidates are scored by a log-linear model, one set of weights for each sort of mention
//! (`data/people/weights.tsv`, learned by `training/people.py`).

use super::gazetteer::{Gender, gazetteer};
use super::mention::{Determiner, Mention, Pronoun};
use super::parsed::Parsed;
use super::softmax::{ln_1p, softmax};
use crate::annotate::analysis::PersonSort;
use crate::text::Span;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

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
pub const FEATURES: [&str; 50] = [
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
];

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
pub fn candidates(parsed: &Parsed, parties: &[Party], turns: &[Turn], anchor: &Anchor) -> Vec<Scored> {
    let mut near: Vec<(usize, usize)> =
        (0..parties.len()).filter_map(|party| nearest(parsed, parties, anchor, party)).collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.truncate(MAX_CANDIDATES);
    let ranks: Vec<usize> = near.iter().map(|(_, party)| *party).collect();
    let mut scored: Vec<Scored> = ranks
        .iter()
        .map(|party| Scored {
            party: Some(*party),
            features: features(parsed, parties, turns, anchor, &ranks, *party),
        })
        .collect();
    if let Mention::Description(_) = anchor.mention {
        let any = |features: &[usize]| {
            scored.iter().any(|other| features.iter().any(|feature| other.features[*feature] > 0.0))
        };
        let (has_named, has_kind) = (any(&[24]), any(&[25, 26]));
        let mut features = own_features(parsed, anchor);
        features[47] = f32::from(u8::from(has_named));
        features[48] = f32::from(u8::from(!has_named && has_kind));
        features[49] = f32::from(u8::from(!has_named && !has_kind));
        scored.push(Scored { party: None, features });
    }
    scored
}

/// How far away a party was last named, when it may be meant at all.
fn nearest(parsed: &Parsed, parties: &[Party], anchor: &Anchor, number: usize) -> Option<(usize, usize)> {
    let party = &parties[number];
    let is_fit = match anchor.mention {
        Mention::Pronoun(Pronoun::He | Pronoun::She) => {
            party.sort.is_none_or(|sort| sort == PersonSort::Person)
                && !party.is_plural
                && !differs(party.gender, gender_of(anchor))
        }
        Mention::Pronoun(Pronoun::It) => party.sort != Some(PersonSort::Person),
        Mention::Pronoun(Pronoun::They) => party.sort != Some(PersonSort::Person),
        Mention::Description(description) => {
            !(description.is_plural && party.sort == Some(PersonSort::Person))
                || is_document(parsed.word(description.head))
        }
        _ => true,
    };
    if !is_fit {
        return None;
    }
    let before = party.mentions.partition_point(|mention| *mention < anchor.token);
    let is_own =
        |mention: usize| anchor.content.iter().any(|span| span.contains(parsed.tokens[mention].span.start()));
    let last = party.mentions[..before].iter().rev().find(|mention| !is_own(**mention));
    match last {
        Some(last) => Some((anchor.token - last, number)),
        None => party.mentions[before..]
            .iter()
            .find(|mention| !is_own(**mention))
            .map(|next| (2 * (next - anchor.token) + 300, number)),
    }
}

fn differs(one: Gender, other: Gender) -> bool {
    one != Gender::Unknown && other != Gender::Unknown && one != other
}

fn gender_of(anchor: &Anchor) -> Gender {
    match anchor.mention {
        Mention::Pronoun(pronoun) => pronoun.gender(),
        Mention::Description(_) => Gender::Unknown,
        _ => Gender::Unknown,
    }
}

fn features(
    parsed: &Parsed,
    parties: &[Party],
    turns: &[Turn],
    anchor: &Anchor,
    ranks: &[usize],
    number: usize,
) -> [f32; FEATURES.len()] {
    let mut values = [0.0; FEATURES.len()];
    let party = &parties[number];
    let before = party.mentions.partition_point(|mention| *mention < anchor.token);
    let is_own =
        |mention: usize| anchor.content.iter().any(|span| span.contains(parsed.tokens[mention].span.start()));
    let last = party.mentions[..before].iter().rev().copied().find(|mention| !is_own(*mention));
    let mut set = |name: usize, holds: bool| values[name] = f32::from(u8::from(holds));
    let gender = anchor_gender(parsed, anchor);
    if let Some(last) = last {
        let distance =
            parsed.sentence_of(anchor.token) - parsed.sentence_of(last).min(parsed.sentence_of(anchor.token));
        set(0, distance == 0);
        set(1, distance == 1);
        set(2, distance == 2);
        set(3, (3..=5).contains(&distance));
        set(4, distance > 5);
        set(5, parsed.paragraph_of(last) == parsed.paragraph_of(anchor.token));
        set(7, is_first_in_sentence(parsed, parties, last));
        set(15, parsed.quote_depth(last) > 0);
        set(20, last > 0 && matches!(parsed.word(last - 1), "told" | "to" | "with" | "against" | "for"));
        set(22, parsed.tokens.get(last + 1).is_some_and(|token| token.shape == super::token::Shape::Clitic));
    }
    set(16, last.is_none() && before > 0);
    set(30, before == 0);
    let past: Vec<&Turn> = turns.iter().rev().take(12).collect();
    let last_turn = past.first().filter(|turn| turn.party == number);
    set(8, last_turn.is_some());
    let distinct =
        past.iter().map(|turn| turn.party).find(|party| Some(*party) != past.first().map(|turn| turn.party));
    set(9, last_turn.is_none() && distinct == Some(number));
    set(
        10,
        last_turn.is_some_and(|turn| parsed.paragraph_of(turn.token) == parsed.paragraph_of(anchor.token)),
    );
    set(
        11,
        last_turn.is_some_and(|turn| parsed.sentence_of(turn.token) + 1 >= parsed.sentence_of(anchor.token)),
    );
    set(
        42,
        last_turn.is_some_and(|turn| {
            turn.is_quoted && anchor.is_quoted && turn.end + 12 > anchor.token && anchor.token + 4 > turn.end
        }),
    );
    set(44, gender != Gender::Unknown && party.gender == Gender::Unknown && party.guess == gender);
    set(45, party.gender == Gender::Unknown && differs(party.guess, gender));
    set(
        46,
        past.iter().any(|turn| {
            turn.party == number && turn.is_quoted && (turn.start..=turn.end).contains(&anchor.token)
        }),
    );
    set(23, turns.iter().any(|turn| turn.party == number));
    set(12, gender != Gender::Unknown && party.gender == gender);
    set(13, differs(gender, party.gender));
    set(14, gender != Gender::Unknown && party.gender == Gender::Unknown);
    set(17, ranks.first() == Some(&number));
    set(18, ranks.get(1) == Some(&number));
    set(
        19,
        gender != Gender::Unknown
            && ranks.iter().find(|other| parties[**other].gender == gender) == Some(&number),
    );
    set(21, party.sort.is_none());
    set(37, party.is_plural);
    set(38, party.sort == Some(PersonSort::Person));
    set(39, matches!(party.sort, Some(PersonSort::Organisation | PersonSort::State)));
    values[6] = ln_1p(before);
    if let Mention::Description(description) = anchor.mention {
        let words = (description.tokens.clone()).map(|at| parsed.word(at).to_lowercase());
        let words: Vec<String> = words.filter(|word| word.len() > 3).collect();
        describe(parsed, &description.tokens, parsed.word(description.head), &words, party, &mut values);
        let is_alone = ranks
            .iter()
            .filter(|other| {
                has_role(parsed.word(description.head), &parties[**other])
                    && parties[**other].sort == Some(PersonSort::Person)
            })
            .count()
            == 1;
        values[43] = f32::from(u8::from(is_alone && values[24] + values[25] + values[26] > 0.0));
    }
    values
}

/// The gender that a mention shows: "she", "the spokeswoman".
fn anchor_gender(parsed: &Parsed, anchor: &Anchor) -> Gender {
    match anchor.mention {
        Mention::Description(description) => {
            gazetteer().role(parsed.word(description.head)).map_or(Gender::Unknown, |role| role.1)
        }
        _ => gender_of(anchor),
    }
}

fn is_first_in_sentence(parsed: &Parsed, parties: &[Party], mention: usize) -> bool {
    let start = parsed.sentences[parsed.sentence_of(mention)].tokens.start;
    // Titles may stand before; another person may not.
    mention - start <= 8
        && !parties.iter().any(|party| {
            let at = party.mentions.partition_point(|other| *other < start);
            party.sort == Some(PersonSort::Person)
                && party.mentions.get(at).is_some_and(|other| *other < mention)
        })
}

fn has_role(head: &str, party: &Party) -> bool {
    let lists = gazetteer();
    let head = head.to_lowercase();
    party.role_heads.contains(&head)
        || party
            .role_heads
            .iter()
            .any(|word| lists.role(word).is_some_and(|role| lists.may_stand_for(&head, role.0)))
}

/// The known states that a description names: "the U.S. president".
fn states_of(parsed: &Parsed, tokens: &std::ops::Range<usize>) -> Vec<&'static str> {
    let is_cased = |at: &usize| parsed.word(*at).starts_with(char::is_uppercase);
    tokens.clone().filter(is_cased).filter_map(|at| gazetteer().state(parsed.word(at))).collect()
}

/// How a description fits what is known of a party.
fn describe(
    parsed: &Parsed,
    tokens: &std::ops::Range<usize>,
    head: &str,
    words: &[String],
    party: &Party,
    values: &mut [f32; FEATURES.len()],
) {
    let lists = gazetteer();
    let head = head.to_lowercase();
    let stem = head.rsplit('-').next().unwrap_or(&head);
    let class = lists.role(&head).map(|role| role.0);
    let classes: Vec<&str> =
        party.role_heads.iter().filter_map(|word| lists.role(word)).map(|role| role.0).collect();
    let mut set = |name: usize, holds: bool| values[name] = f32::from(u8::from(holds));
    let is_named = party.role_heads.iter().any(|word| *word == head || word.rsplit('-').next() == Some(stem));
    // "The president" is not the vice president.
    let is_second = |words: &[String]| words.iter().any(|word| matches!(word.as_str(), "vice" | "deputy"));
    let is_named = is_named && (is_second(words) || !is_second(&party.role_words));
    let is_kind = class.is_some_and(|class| classes.contains(&class));
    let may_be = classes.iter().any(|class| lists.may_stand_for(&head, class));
    set(24, is_named);
    set(25, !is_named && is_kind);
    set(26, !is_named && !is_kind && may_be);
    set(40, classes.is_empty());
    set(41, !classes.is_empty() && !is_named && !is_kind && !may_be);
    let states: Vec<&str> = states_of(parsed, tokens);
    set(27, party.state.is_some_and(|state| states.contains(&state)));
    set(28, !states.is_empty() && party.state.is_some_and(|state| !states.contains(&state)));
    let n_shared = words.iter().filter(|word| **word != head && party.role_heads.contains(word)).count();
    values[29] = n_shared.min(3) as f32;
}

/// Features of "it is nobody else but who these words say".
fn own_features(parsed: &Parsed, anchor: &Anchor) -> [f32; FEATURES.len()] {
    let mut values = [0.0; FEATURES.len()];
    let Mention::Description(description) = anchor.mention else { return values };
    let mut set = |name: usize, holds: bool| values[name] = f32::from(u8::from(holds));
    set(31, true);
    set(32, description.determiner == Determiner::Definite);
    set(33, description.determiner == Determiner::Indefinite);
    set(34, description.determiner == Determiner::Possessive);
    set(35, description.determiner == Determiner::Bare);
    let head = parsed.word(description.head);
    set(36, gazetteer().role(head).is_none());
    set(37, description.is_plural);
    let n_words = description.tokens.len();
    values[29] = (n_words.saturating_sub(2)).min(5) as f32;
    values
}

/// Writings speak for their authors: "the statement said".
fn is_document(head: &str) -> bool {
    matches!(
        head.to_lowercase().as_str(),
        "statement" | "text" | "figures" | "words" | "note" | "letter" | "post"
    )
}

/// Which weights a mention takes.
pub fn family(mention: &Mention) -> usize {
    match mention {
        Mention::Pronoun(Pronoun::He | Pronoun::She) => 0,
        Mention::Pronoun(_) => 1,
        Mention::Description(_) => 2,
        _ => 3,
    }
}

/// Weights by feature, for each family of mentions.
static WEIGHTS: LazyLock<Vec<[f32; 4]>> = LazyLock::new(|| {
    let mut by_name: HashMap<&str, [f32; 4]> = HashMap::new();
    for line in include_str!("../../data/people/weights.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let name = cells.next().unwrap_or("");
        let mut weights = [0.0; 4];
        for (weight, cell) in weights.iter_mut().zip(cells) {
            *weight = cell.parse().unwrap_or(0.0);
        }
        by_name.insert(name, weights);
    }
    FEATURES.iter().map(|name| by_name.get(name).copied().unwrap_or_default()).collect()
});

/// Candidates with probabilities, best first, each with the feature that spoke most for it.
pub fn rank(mention: &Mention, candidates: Vec<Scored>) -> Vec<(Option<usize>, f32, &'static str)> {
    let family = family(mention);
    let mut ranked: Vec<(Option<usize>, f32, &'static str)> = candidates
        .iter()
        .map(|candidate| {
            let terms =
                candidate.features.iter().zip(WEIGHTS.iter()).map(|(value, weights)| value * weights[family]);
            let best = terms
                .clone()
                .zip(FEATURES)
                .filter(|(_, name)| !matches!(*name, "is a person" | "is a body" | "times named"));
            let best = best.max_by(|one, other| one.0.total_cmp(&other.0)).map_or("", |(_, name)| name);
            (candidate.party, terms.sum::<f32>(), best)
        })
        .collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    let mut scores: Vec<f32> = ranked.iter().map(|(_, score, _)| *score).collect();
    softmax(&mut scores);
    for ((_, score, _), share) in ranked.iter_mut().zip(scores) {
        *score = share;
    }
    ranked
}
