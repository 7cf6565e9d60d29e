//! How a description fits the office, the state and the subject known of a candidate.

use super::{FEATURES, Party, at};
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::mention::{Description, Determiner};
use crate::nlp::parsed::Parsed;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// "the minister", "the burly ex-wrestler"
pub(super) fn is_short_and_definite(description: &Description) -> bool {
    description.determiner == Determiner::Definite && description.core.len() <= 4
}

/// Letters that the name of a place shares with its adjective.
const STEM: usize = 5;

/// Whether a place in a description is one of the party's titles: "the Alvetian leader", "President of Alvetia".
pub(super) fn place_by_letters(parsed: &Parsed, description: &Description, party: &Party) -> Option<bool> {
    let stem = |word: &str| word.to_lowercase().chars().take(STEM).collect::<String>();
    let mut places = description
        .tokens
        .clone()
        .skip(1)
        .map(|at| parsed.word(at))
        .filter(|word| word.starts_with(char::is_uppercase) && word.chars().count() >= STEM)
        .map(stem)
        .peekable();
    places.peek()?;
    (!party.role_words.is_empty())
        .then(|| places.any(|place| party.role_words.iter().any(|word| word.starts_with(&place))))
}

/// Whether somebody has the office that heads a description.
pub(super) fn has_role(head: &str, party: &Party) -> bool {
    let lists = gazetteer();
    let head = head.to_lowercase();
    party.role_heads.contains(&head)
        || party
            .role_heads
            .iter()
            .any(|word| lists.role(word).is_some_and(|role| lists.may_stand_for(&head, role.0)))
}

/// The known states that a description names: "the U.S. president".
fn states_of(parsed: &Parsed, tokens: &Range<usize>) -> Vec<&'static str> {
    let is_cased = |at: &usize| parsed.word(*at).starts_with(char::is_uppercase);
    tokens.clone().filter(is_cased).filter_map(|at| gazetteer().state(parsed.word(at))).collect()
}

/// The office in a compound: an ex-president is a president, a secretary-general is no general.
fn stem_of(word: &str) -> &str {
    match word.rsplit_once('-') {
        Some((_, "general")) | None => word,
        Some((_, last)) => last,
    }
}

/// Subjects among some words: "foreign", "defence", "prime".
fn fields<'w>(words: impl Iterator<Item = &'w str>) -> Vec<&'w str> {
    words
        .filter(|word| {
            List::Field.holds(word) && !matches!(*word, "senior" | "special" | "former" | "acting")
        })
        .collect()
}

/// How a description fits what is known of a party.
pub(super) fn describe(
    parsed: &Parsed,
    tokens: &Range<usize>,
    head: &str,
    words: &[String],
    party: &Party,
    values: &mut [f32; FEATURES.len()],
) {
    let lists = gazetteer();
    let head = head.to_lowercase();
    let stem = stem_of(&head);
    let class = lists.role(&head).map(|role| role.0);
    let classes: Vec<&str> =
        party.role_heads.iter().filter_map(|word| lists.role(word)).map(|role| role.0).collect();
    let mut set = |name: usize, holds: bool| values[name] = f32::from(u8::from(holds));
    let is_named = party.role_heads.iter().any(|word| *word == head || stem_of(word) == stem);
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
    let of_description: Vec<String> = tokens.clone().map(|at| parsed.word(at).to_lowercase()).collect();
    let wanted = fields(of_description.iter().map(String::as_str));
    let known = fields(party.role_words.iter().map(String::as_str));
    let n_common = wanted.iter().filter(|field| known.contains(field)).count();
    set(const { at("field agrees") }, n_common > 0);
    set(const { at("field differs") }, n_common == 0 && !wanted.is_empty() && !known.is_empty());
    set(const { at("field unknown") }, !wanted.is_empty() && known.is_empty() && !classes.is_empty());
    let n_shared = words.iter().filter(|word| **word != head && party.role_heads.contains(word)).count();
    values[const { at("shared words") }] = n_shared.min(3) as f32;
}
