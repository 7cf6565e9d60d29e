//! What speaks for a candidate to be meant by a mention.

use super::epithet;
use super::role::{describe, has_role, is_short_and_definite, place_by_letters};
use super::{Anchor, FEATURES, Room, Turn, at};
use crate::annotate::analysis::PersonSort;
use crate::nlp::gazetteer::{Gender, gazetteer};
use crate::nlp::mention::{Determiner, Mention};
use crate::nlp::parsed::Parsed;
use crate::nlp::softmax::ln_1p;
use std::ops::Range;

/// What holds of an anchor whoever is meant.
pub(super) struct Around {
    /// Who reports in its sentence.
    reporter: Range<usize>,
    /// Whether a description's noun was not used before.
    pub is_new: bool,
}

impl Around {
    /// Of this anchor.
    pub fn new(parsed: &Parsed, anchor: &Anchor) -> Around {
        let is_new = match anchor.mention {
            Mention::Description(description) => epithet::is_new(parsed, description),
            _ => false,
        };
        Around { reporter: reporter(parsed, anchor), is_new }
    }
}

/// Values of [`FEATURES`] for the party `number`, one of those in `ranks`; the same for all of them is `around`.
pub(super) fn features(
    parsed: &Parsed,
    room: &Room,
    anchor: &Anchor,
    ranks: &[usize],
    around: &Around,
    number: usize,
) -> [f32; FEATURES.len()] {
    let mut values = [0.0; FEATURES.len()];
    let party = room.party(number);
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
        set(const { at("first in its sentence") }, is_first_in_sentence(parsed, room, last));
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
    let past: Vec<&Turn> = room.past().collect();
    let last_turn = past.first().filter(|turn| turn.party == number);
    set(const { at("spoke last") }, last_turn.is_some());
    let distinct =
        past.iter().map(|turn| turn.party).find(|party| Some(*party) != past.first().map(|turn| turn.party));
    set(const { at("spoke before last") }, last_turn.is_none() && distinct == Some(number));
    set(const { at("spoke last, same paragraph") }, is_of_paragraph(parsed, last_turn, anchor));
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
    set(const { at("spoke before") }, party.has_spoken);
    set(const { at("gender agrees") }, gender != Gender::Unknown && party.gender == gender);
    set(const { at("gender differs") }, differs(gender, party.gender));
    set(const { at("gender unknown") }, gender != Gender::Unknown && party.gender == Gender::Unknown);
    set(const { at("named last") }, ranks.first() == Some(&number));
    set(const { at("named second last") }, ranks.get(1) == Some(&number));
    set(
        const { at("named last of its gender") },
        gender != Gender::Unknown
            && ranks.iter().find(|other| room.party(**other).gender == gender) == Some(&number),
    );
    set(const { at("has no name") }, party.sort.is_none());
    set(const { at("is several") }, party.is_plural);
    set(const { at("is a person") }, party.sort == Some(PersonSort::Person));
    set(const { at("is a body") }, matches!(party.sort, Some(PersonSort::Organisation | PersonSort::State)));
    values[const { at("times named") }] = ln_1p(before);
    let is_first = values[const { at("first in its sentence") }] > 0.0;
    let is_just_before = values[const { at("one sentence before") }] > 0.0;
    let mut set = |name: usize, holds: bool| values[name] = f32::from(u8::from(holds));
    set(const { at("first in the sentence before") }, is_first && is_just_before);
    set(
        const { at("first in the same sentence") },
        is_first && last.is_some_and(|last| parsed.sentence_of(last) == parsed.sentence_of(anchor.token)),
    );
    let n_like = ranks.iter().take(6).filter(|other| !differs(gender, room.party(**other).gender)).count();
    set(const { at("only one of its gender near") }, gender != Gender::Unknown && n_like == 1);
    let opens_paragraph = last.is_some_and(|last| {
        let paragraph = &parsed.paragraphs[parsed.paragraph_of(anchor.token)].tokens;
        paragraph.contains(&last) && last - paragraph.start <= 4
    });
    set(const { at("opens the paragraph") }, opens_paragraph);
    let is_owner = match anchor.mention {
        Mention::Description(description) if description.determiner == Determiner::Possessive => {
            anchor.owner == Some(number)
                || is_named_in(&party.mentions, description.tokens.start..description.head)
        }
        _ => anchor.owner == Some(number),
    };
    set(const { at("owns the mention") }, is_owner);
    set(const { at("reports these words") }, is_named_in(&party.mentions, around.reporter.clone()));
    if let Mention::Description(description) = anchor.mention {
        let is_short = is_short_and_definite(description);
        let is_strange = is_short && gazetteer().role(parsed.word(description.head)).is_none();
        set(const { at("short and definite, spoke last") }, is_short && last_turn.is_some());
        set(
            const { at("short and definite, opens its sentence before") },
            is_short && is_first && is_just_before,
        );
        set(const { at("role unknown to us, spoke last") }, is_strange && last_turn.is_some());
        let is_person = party.sort == Some(PersonSort::Person);
        if is_person && is_short && around.is_new {
            set(const { at("a person, new and definite, spoke last") }, last_turn.is_some());
            set(
                const { at("a person, new and definite, spoke last, same paragraph") },
                is_of_paragraph(parsed, last_turn, anchor),
            );
            set(const { at("a person, new and definite, named last") }, ranks.first() == Some(&number));
            set(const { at("a person, new and definite, opens the paragraph") }, opens_paragraph);
        }
        set(
            const { at("of that age") },
            is_person && epithet::is_of_age(parsed, description, &party.mentions),
        );
        let place = place_by_letters(parsed, description, party);
        set(const { at("of its place by the letters") }, place == Some(true));
        set(const { at("of another place by the letters") }, place == Some(false));
        let words = (description.tokens.clone()).map(|at| parsed.word(at).to_lowercase());
        let words: Vec<String> = words.filter(|word| word.len() > 3).collect();
        describe(parsed, &description.tokens, parsed.word(description.head), &words, party, &mut values);
        let is_such = |other: &&usize| {
            room.party(**other).role_heads.contains(&parsed.word(description.head).to_lowercase())
        };
        values[const { at("role named, the last such") }] = f32::from(u8::from(
            values[const { at("role named") }] > 0.0 && ranks.iter().find(is_such) == Some(&number),
        ));
        let is_alone = ranks
            .iter()
            .filter(|other| {
                has_role(parsed.word(description.head), room.party(**other))
                    && room.party(**other).sort == Some(PersonSort::Person)
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

/// Whether who spoke last did so in the paragraph of the anchor.
fn is_of_paragraph(parsed: &Parsed, last_turn: Option<&&Turn>, anchor: &Anchor) -> bool {
    last_turn.is_some_and(|turn| parsed.paragraph_of(turn.token) == parsed.paragraph_of(anchor.token))
}

/// Whether one of some mentions, in order, begins in a range.
fn is_named_in(mentions: &[usize], range: Range<usize>) -> bool {
    mentions.get(mentions.partition_point(|at| *at < range.start)).is_some_and(|at| *at < range.end)
}

/// "according to the Kremlin" in the sentence of a speaker named otherwise: who reports is not who speaks.
fn reporter(parsed: &Parsed, anchor: &Anchor) -> Range<usize> {
    let sentence = &parsed.sentences[parsed.sentence_of(anchor.token)].tokens;
    let is_according = |at: &usize| {
        parsed.word(*at).eq_ignore_ascii_case("according")
            && *at + 1 < sentence.end
            && parsed.word(at + 1) == "to"
    };
    let Some(start) = sentence.clone().take(60).find(is_according).map(|at| at + 2) else { return 0..0 };
    let is_end = |at: &usize| parsed.tokens[*at].shape == crate::nlp::token::Shape::Mark;
    let end = (start..sentence.end.min(start + 12)).find(is_end).unwrap_or(sentence.end.min(start + 12));
    if (start..end).contains(&anchor.token) { 0..0 } else { start..end }
}

/// The gender that a mention shows: "she", "the spokeswoman".
fn anchor_gender(parsed: &Parsed, anchor: &Anchor) -> Gender {
    match anchor.mention {
        Mention::Description(description) => {
            let noun = parsed.word(description.head);
            match gazetteer().role(noun) {
                Some(role) => role.1,
                None if noun.ends_with("woman") => Gender::Female,
                None if noun.ends_with("man") => Gender::Male,
                None => Gender::Unknown,
            }
        }
        _ => gender_of(anchor),
    }
}

/// Whether no other person stands before; titles may.
fn is_first_in_sentence(parsed: &Parsed, room: &Room, mention: usize) -> bool {
    let start = parsed.sentences[parsed.sentence_of(mention)].tokens.start;
    mention - start <= 8 && !room.names_person(start, mention)
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
