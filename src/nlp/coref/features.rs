//! What speaks for a candidate to be meant by a mention.

use super::{Anchor, FEATURES, Party, Turn, at};
use crate::annotate::analysis::PersonSort;
use crate::nlp::gazetteer::{Gender, gazetteer};
use crate::nlp::mention::{Determiner, Mention};
use crate::nlp::parsed::Parsed;
use crate::nlp::softmax::ln_1p;

pub(super) fn features(
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
        set(const { at("same sentence") }, distance == 0);
        set(const { at("one sentence before") }, distance == 1);
        set(const { at("two sentences before") }, distance == 2);
        set(const { at("three to five sentences before") }, (3..=5).contains(&distance));
        set(const { at("farther") }, distance > 5);
        set(const { at("same paragraph") }, parsed.paragraph_of(last) == parsed.paragraph_of(anchor.token));
        set(const { at("first in its sentence") }, is_first_in_sentence(parsed, parties, last));
        set(const { at("named inside a quotation") }, parsed.quote_depth(last) > 0);
        set(
            const { at("was addressed") },
            last > 0 && matches!(parsed.word(last - 1), "told" | "to" | "with" | "against" | "for"),
        );
        set(
            const { at("owner of something") },
            parsed.tokens.get(last + 1).is_some_and(|token| token.shape == crate::nlp::token::Shape::Clitic),
        );
    }
    set(const { at("named only in its own words") }, last.is_none() && before > 0);
    set(const { at("named only later") }, before == 0);
    let past: Vec<&Turn> = turns.iter().rev().take(12).collect();
    let last_turn = past.first().filter(|turn| turn.party == number);
    set(const { at("spoke last") }, last_turn.is_some());
    let distinct =
        past.iter().map(|turn| turn.party).find(|party| Some(*party) != past.first().map(|turn| turn.party));
    set(const { at("spoke before last") }, last_turn.is_none() && distinct == Some(number));
    set(
        const { at("spoke last, same paragraph") },
        last_turn.is_some_and(|turn| parsed.paragraph_of(turn.token) == parsed.paragraph_of(anchor.token)),
    );
    set(
        const { at("spoke last, one sentence before") },
        last_turn.is_some_and(|turn| parsed.sentence_of(turn.token) + 1 >= parsed.sentence_of(anchor.token)),
    );
    set(
        const { at("spoke last, both quoted, adjoining") },
        last_turn.is_some_and(|turn| {
            turn.is_quoted && anchor.is_quoted && turn.end + 12 > anchor.token && anchor.token + 4 > turn.end
        }),
    );
    set(
        const { at("first name sounds so") },
        gender != Gender::Unknown && party.gender == Gender::Unknown && party.guess == gender,
    );
    set(
        const { at("first name sounds otherwise") },
        party.gender == Gender::Unknown && differs(party.guess, gender),
    );
    set(
        const { at("speaks the words around it") },
        past.iter().any(|turn| {
            turn.party == number && turn.is_quoted && (turn.start..=turn.end).contains(&anchor.token)
        }),
    );
    set(const { at("spoke before") }, turns.iter().any(|turn| turn.party == number));
    set(const { at("gender agrees") }, gender != Gender::Unknown && party.gender == gender);
    set(const { at("gender differs") }, differs(gender, party.gender));
    set(const { at("gender unknown") }, gender != Gender::Unknown && party.gender == Gender::Unknown);
    set(const { at("named last") }, ranks.first() == Some(&number));
    set(const { at("named second last") }, ranks.get(1) == Some(&number));
    set(
        const { at("named last of its gender") },
        gender != Gender::Unknown
            && ranks.iter().find(|other| parties[**other].gender == gender) == Some(&number),
    );
    set(const { at("has no name") }, party.sort.is_none());
    set(const { at("is several") }, party.is_plural);
    set(const { at("is a person") }, party.sort == Some(PersonSort::Person));
    set(const { at("is a body") }, matches!(party.sort, Some(PersonSort::Organisation | PersonSort::State)));
    values[const { at("times named") }] = ln_1p(before);
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
        values[const { at("names of one role") }] = f32::from(u8::from(
            is_alone
                && values[const { at("role named") }]
                    + values[const { at("role of the same kind") }]
                    + values[const { at("role may be called so") }]
                    > 0.0,
        ));
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
    set(const { at("role named") }, is_named);
    set(const { at("role of the same kind") }, !is_named && is_kind);
    set(const { at("role may be called so") }, !is_named && !is_kind && may_be);
    set(const { at("role unknown") }, classes.is_empty());
    set(const { at("role of another kind") }, !classes.is_empty() && !is_named && !is_kind && !may_be);
    let states: Vec<&str> = states_of(parsed, tokens);
    set(const { at("same state") }, party.state.is_some_and(|state| states.contains(&state)));
    set(
        const { at("other state") },
        !states.is_empty() && party.state.is_some_and(|state| !states.contains(&state)),
    );
    let n_shared = words.iter().filter(|word| **word != head && party.role_heads.contains(word)).count();
    values[const { at("shared words") }] = n_shared.min(3) as f32;
}

/// Features of "it is nobody else but who these words say".
pub(super) fn own_features(parsed: &Parsed, anchor: &Anchor) -> [f32; FEATURES.len()] {
    let mut values = [0.0; FEATURES.len()];
    let Mention::Description(description) = anchor.mention else { return values };
    let mut set = |name: usize, holds: bool| values[name] = f32::from(u8::from(holds));
    set(const { at("itself") }, true);
    set(const { at("itself, definite") }, description.determiner == Determiner::Definite);
    set(const { at("itself, indefinite") }, description.determiner == Determiner::Indefinite);
    set(const { at("itself, possessive") }, description.determiner == Determiner::Possessive);
    set(const { at("itself, bare") }, description.determiner == Determiner::Bare);
    let head = parsed.word(description.head);
    set(const { at("itself, no person") }, gazetteer().role(head).is_none());
    set(const { at("is several") }, description.is_plural);
    let n_words = description.tokens.len();
    values[const { at("shared words") }] = (n_words.saturating_sub(2)).min(5) as f32;
    values
}

pub(super) fn gender_of(anchor: &Anchor) -> Gender {
    match anchor.mention {
        Mention::Pronoun(pronoun) => pronoun.gender(),
        Mention::Description(_) => Gender::Unknown,
        _ => Gender::Unknown,
    }
}

pub(super) fn differs(one: Gender, other: Gender) -> bool {
    one != Gender::Unknown && other != Gender::Unknown && one != other
}
