//! How much an article says for a name's being a person's.

use super::prefix::is_single_role;
use super::{Name, Sort, is_speech, is_verb, key};
use crate::nlp::gazetteer::Gazetteer;
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// How much speaks for each name's being a person, over the whole article.
pub(super) fn evidence(
    parsed: &Parsed,
    lists: &Gazetteer,
    names: &[Name],
    speakers: &[Span],
) -> HashMap<String, f32> {
    let speaking: HashSet<usize> = speakers.iter().flat_map(|span| parsed.tokens_in(*span)).collect();
    let surnames: HashSet<String> = names
        .iter()
        .filter(|name| name.sort == Sort::Other && name.tokens.len() == 1)
        .filter(|name| name.is_titled || speaks_alone(parsed, name, &speaking))
        .map(|name| parsed.word(name.tokens.start).to_lowercase())
        .collect();
    let mut evidence = HashMap::new();
    for name in names.iter().filter(|name| name.sort == Sort::Other) {
        let is_long = name.tokens.len() > 1;
        let before = name.tokens.start.checked_sub(1).map_or("", |at| parsed.word(at));
        let is_definite = !name.is_titled && matches!(before, "the" | "The");
        let speaks = is_long && speaking.contains(&name.tokens.start) && !is_definite;
        let is_called = matches!(name.tokens.len(), 2 | 3)
            && surnames.contains(&parsed.word(name.tokens.end - 1).to_lowercase());
        let score = evidence_of(parsed, lists, name)
            + if speaks { SPEAKS } else { 0.0 }
            + if is_called { SURNAME_SPEAKS } else { 0.0 };
        *evidence.entry(key(parsed, &name.tokens)).or_insert(0.0) += score;
    }
    evidence
}

/// What it tells that a name of several words stands in the mention of a speaker.
const SPEAKS: f32 = 0.7;

/// What it tells that the last word of a name speaks or has a title alone: "Carraway said", where Boyd Carraway is
/// named.
const SURNAME_SPEAKS: f32 = 0.6;

/// "Carraway said", and not "the Courier said".
fn speaks_alone(parsed: &Parsed, name: &Name, speaking: &HashSet<usize>) -> bool {
    let (at, end) = (name.tokens.start, name.tokens.end);
    let next = parsed.tokens.get(end).map_or("", |token| token.of(parsed.text));
    let before = at.checked_sub(1).map_or("", |at| parsed.word(at));
    !matches!(before, "the" | "The")
        && parsed.word(at).chars().any(char::is_lowercase)
        && (speaking.contains(&at) && !speaking.contains(&end)
            || is_speech(next)
            || is_speech(before) && before != "told")
}

fn evidence_of(parsed: &Parsed, lists: &Gazetteer, name: &Name) -> f32 {
    let tokens = &name.tokens;
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let before = tokens.start.checked_sub(1).map_or("", |at| parsed.word(at));
    let (after, second) = (word(tokens.end), word(tokens.end + 1));
    let is_long = tokens.len() > 1;
    let mut score = 0.0;
    if name.is_titled {
        score += 3.0;
    }
    if is_long && lists.first_name(word(tokens.start)).is_some() {
        score += 2.0;
    }
    if is_long && tokens.clone().any(|at| word(at).len() == 2 && word(at).ends_with('.')) {
        score += 1.0;
    }
    if is_long
        && (is_speech(after)
            || is_speech(before) && before != "told"
            || matches!(before, "to") && second == ",")
    {
        score += 1.5;
    }
    if is_long && before == "," && follows_office(parsed, lists, tokens.start - 1) {
        score += 2.0;
    }
    if is_long && !name.is_titled && matches!(after, "of" | "at") {
        score += 0.7;
    }
    let opens = parsed.paragraphs[parsed.paragraph_of(tokens.start)].tokens.start == name.prefix;
    let is_label = |at: &usize| word(*at) == ":";
    let labels = (tokens.end..tokens.end + 8)
        .take_while(|at| !is_verb(word(*at)) && word(*at) != ".")
        .any(|at| is_label(&at));
    if opens && (is_long || name.is_titled) && labels && matches!(after, ":" | "(" | ",") {
        score += 1.5; // who speaks next in a transcript
    }
    if !is_long && after == "," && lists.title(second).is_some() && second.starts_with(char::is_uppercase) {
        score -= 6.0; // Foreign Minister Borneva, Datin Suraya
    }
    let is_apposed = after == ","
        && (matches!(second, "who" | "whose" | "a" | "an" | "the" | "his" | "her")
            || parsed.tokens.get(tokens.end + 1).is_some_and(|token| token.shape == Shape::Number)
            || lists.role(second).is_some());
    if is_long && is_apposed {
        score += 1.5;
    }
    if tokens.clone().any(|at| is_double_barrelled(word(at))) {
        score += 0.8;
    }
    let has_nickname = tokens.clone().any(|at| matches!(word(at), "“" | "\"" | "‘"));
    if matches!(tokens.len(), 2 | 3) || has_nickname {
        score += 0.4;
    }
    // "the official Vestal news agency", "the newspaper Halle Bote"
    let is_medium = |word: &str| List::OutletNoun.holds(word) && word != "service";
    let is_paper =
        is_long && List::Paper.holds(word(tokens.end - 1)) && lists.first_name(word(tokens.start)).is_none();
    if is_paper || is_medium(after) || after == "news" && is_medium(second) || is_medium(before) {
        score -= 6.0;
    }
    if !name.is_titled {
        score -= match before {
            "in" | "at" | "near" | "outside" | "across" | "from" | "into" | "toward" | "towards" => 1.5,
            "the" | "The" | "of" | "to" => 0.8,
            _ => 0.0,
        };
    }
    let is_acronym =
        !is_long && word(tokens.start).chars().all(|character| character.is_uppercase() || character == '.');
    if is_acronym && word(tokens.start).len() <= 6 && !name.is_titled {
        score -= 2.0;
    }
    score
}

/// ", the foreign minister," or "Its director," before a comma.
fn follows_office(parsed: &Parsed, lists: &Gazetteer, comma: usize) -> bool {
    let start = parsed.sentences[parsed.sentence_of(comma)].tokens.start;
    // "a spokesman for his company, Aegis Meridian" names the company.
    let noun = comma.checked_sub(2).filter(|at| *at > start).map_or("", |at| parsed.word(at));
    if matches!(noun, "his" | "her" | "its" | "their") && !is_single_role(lists, parsed.word(comma - 1)) {
        return false;
    }
    let before = (start..comma).rev().take(10);
    let mut before =
        before.take_while(|at| parsed.tokens[*at].shape != Shape::Mark && !is_verb(parsed.word(*at)));
    before.any(|at| is_single_role(lists, parsed.word(at)))
}

fn is_double_barrelled(word: &str) -> bool {
    word.split_once('-').is_some_and(|(first, second)| {
        first.len() > 2
            && second.len() > 2
            && first.starts_with(char::is_uppercase)
            && second.starts_with(char::is_uppercase)
    })
}
