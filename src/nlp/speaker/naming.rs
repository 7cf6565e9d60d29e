//! Under which name a source is filed that is described, or named in short.
//!
//! "A senior official" is filed as "senior official", "his deputy" as "deputy of Paul Massamba", and what "a
//! survey by the Hallstad Institute" says as the institute's.

use crate::annotate::TOGETHER;
use crate::annotate::analysis::PersonSort;
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::mention::{Description, Determiner};
use crate::nlp::name::Sort;
use crate::nlp::parsed::Parsed;
use crate::nlp::people::Cast;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::ops::Range;
use std::rc::Rc;

/// The article's words for a source, without its article and what is only added: "minister, a mild man",
/// "official quoted by Haltass".
pub fn own_words(parsed: &Parsed, cast: &Cast, description: &Description) -> Rc<str> {
    let tokens = without_article(parsed, description.tokens.clone());
    let word = |at: usize| if at < tokens.end { parsed.word(at) } else { "" };
    let is_addition = |at: &usize| match word(*at) {
        "," => {
            matches!(word(at + 1), "a" | "an" | "the" | "no")
                && description.determiner != Determiner::Indefinite
        }
        "quoted" | "cited" => word(at + 1) == "by",
        _ => false,
    };
    let end = tokens.clone().find(|at| *at > description.head && is_addition(at));
    let words = clean(parsed, tokens.start..end.unwrap_or(tokens.end));
    let opens = tokens.start == parsed.sentences[parsed.sentence_of(tokens.start)].tokens.start;
    if opens && is_common(parsed, cast, description, tokens.start) {
        lowered(&words).into()
    } else {
        words.into()
    }
}

/// Whether the first word of a description has its capital from the start of a sentence alone.
fn is_common(parsed: &Parsed, cast: &Cast, description: &Description, first: usize) -> bool {
    let word = parsed.word(first);
    let after = first..(first + LONGEST_NAME).min(parsed.tokens.len());
    let is_named = cast.names_in(&after).next().is_some_and(|(_, name)| name.prefix <= first);
    let is_little = List::NoName.holds_lower(word)
        || List::Quantifier.holds_lower(word)
        || List::Number.holds(&word.to_lowercase())
        || first == description.head && description.is_plural;
    let is_plain = word.chars().count() > 2 && word.chars().skip(1).all(char::is_lowercase);
    is_little && is_plain && !is_named
}

/// Longest name looked for at the head of a description, in tokens.
const LONGEST_NAME: usize = 8;

/// "International media", which only a sentence's start made capital, as "international media".
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// A capital "A" stays: a source that opens a sentence is filed as the article writes it.
fn without_article(parsed: &Parsed, mut tokens: Range<usize>) -> Range<usize> {
    if tokens.len() > 1 && matches!(parsed.word(tokens.start), "the" | "The" | "THE" | "a" | "an") {
        tokens.start += 1;
    }
    // your own Shipowners' Association
    if tokens.len() > 2 && parsed.word(tokens.start + 1) == "own" {
        tokens.start += 2;
    }
    while tokens.len() > 1 && matches!(parsed.word(tokens.end - 1), "here" | "there" | ",") {
        tokens.end -= 1;
    }
    tokens
}

/// "deputy of Paul Massamba" for the words after "his" or "Massamba's".
pub fn of_owner(parsed: &Parsed, thing: Range<usize>, owner: &str) -> Option<Rc<str>> {
    let is_end =
        |at: &usize| parsed.tokens[*at].shape == Shape::Mark || matches!(parsed.word(*at), "who" | "which");
    let start = thing.start + usize::from(!thing.is_empty() && parsed.word(thing.start) == "own");
    let end = (start..thing.end).find(is_end).unwrap_or(thing.end);
    (start < end).then(|| format!("{} of {owner}", clean(parsed, start..end)).into())
}

/// Whether a noun is for those around a person: a deputy, an aide, a wife; not a ministry or a country's minister.
fn is_of_person(word: &str) -> bool {
    let class = gazetteer().role(word).map(|role| role.0);
    matches!(class, Some("adv" | "spk" | "jur" | "civ" | "exp"))
        || matches!(word, "team" | "family" | "campaign" | "staff" | "chief")
}

/// The named owner of a source: "Massamba's deputy", "the Union's secretariat"; and what is owned.
///
/// A body that the article names no longer than here keeps its own words.
pub fn named_owner(
    parsed: &Parsed,
    cast: &Cast,
    description: &Description,
) -> Option<(String, Range<usize>)> {
    let tokens = &description.tokens;
    let clitic = tokens.clone().find(|at| is_genitive(parsed, *at)).filter(|at| *at < description.head)?;
    let (number, name) =
        cast.names_in(&(tokens.start..clitic)).last().filter(|(_, name)| name.tokens.end == clitic)?;
    let is_whole = (tokens.start..name.prefix).all(|at| matches!(parsed.word(at), "the" | "The"));
    if !is_whole {
        return None;
    }
    let owner = match cast.person_of(number) {
        Some(person) => {
            let name = cast.figures[person].name.to_string();
            Some(name).filter(|_| is_of_person(parsed.word(description.head)))?
        }
        None => {
            let full = body_name(parsed, cast, &name.tokens);
            let is_longer = full != clean(parsed, name.tokens.clone());
            format!("the {}", Some(full).filter(|_| is_longer)?)
        }
    };
    Some((owner, clitic + 1..tokens.end))
}

fn is_genitive(parsed: &Parsed, at: usize) -> bool {
    at > 0
        && matches!(parsed.word(at), "'s" | "’s" | "'" | "’")
        && parsed.tokens[at].span.start() == parsed.tokens[at - 1].span.end()
}

/// Whose words a document holds: "a survey by X", "X's statement", "the X poll".
pub fn author(parsed: &Parsed, cast: &Cast, description: &Description) -> Option<String> {
    let (tokens, head) = (&description.tokens, description.head);
    if !List::Document.holds_lower(parsed.word(head)) {
        return None;
    }
    let named = |(number, name): (usize, &crate::nlp::name::Name)| match cast.person_of(number) {
        Some(person) => cast.figures[person].name.to_string(),
        None => body_name(parsed, cast, &name.tokens),
    };
    let is_body = |number: usize, sort: Sort| sort != Sort::Other || cast.person_of(number).is_some();
    let before = cast.names_in(&(tokens.start..head)).last();
    let before = before.filter(|(number, name)| name.tokens.end + 2 >= head && is_body(*number, name.sort));
    let is_made = head + 1 < tokens.end && List::Making.holds(parsed.word(head + 1));
    let by = (head + 1 + usize::from(is_made)..tokens.end).take(1);
    let by = by.into_iter().find(|at| matches!(parsed.word(*at), "by" | "from"));
    let after =
        by.and_then(|by| cast.names_in(&(by..tokens.end)).next().filter(|(_, name)| name.prefix <= by + 4));
    before.or(after).map(named)
}

/// The words of some tokens on one line.
pub fn clean(parsed: &Parsed, tokens: Range<usize>) -> String {
    parsed.span_of(tokens).of(parsed.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Elmaria's Defence Ministry": a body that every state has, with whose it is.
fn owned(parsed: &Parsed, cast: &Cast, tokens: &Range<usize>) -> Range<usize> {
    let is_general = [tokens.start, tokens.end - 1].map(|at| List::GeneralBody.holds(parsed.word(at)));
    let clitic = tokens.start.checked_sub(1).filter(|at| is_genitive(parsed, *at));
    let (Some(clitic), true) = (clitic, is_general.contains(&true)) else { return tokens.clone() };
    let before = cast.names_in(&(clitic.saturating_sub(4)..clitic)).last();
    let owner =
        before.filter(|(number, name)| name.tokens.end == clitic && cast.person_of(*number).is_none());
    owner.map_or(tokens.clone(), |(_, name)| name.tokens.start..tokens.end)
}

/// "the Union" is the Union of a longer name that the article gave before.
pub fn body_name(parsed: &Parsed, cast: &Cast, tokens: &Range<usize>) -> String {
    let words = clean(parsed, owned(parsed, cast, tokens));
    let last = parsed.word(tokens.end - 1);
    let is_definite =
        tokens.start > 0 && matches!(parsed.word(tokens.start - 1), "the" | "The" | "this" | "a" | "A");
    if tokens.len() > 1 || !is_definite || List::GeneralBody.holds(last) {
        return words;
    }
    let wholes = cast.longer(last).iter().map(|figure| &cast.figures[*figure]);
    let wholes =
        wholes.filter(|figure| figure.sort != PersonSort::Person && figure.mentions[0].start < tokens.start);
    wholes
        .max_by_key(|figure| figure.mentions.partition_point(|mention| mention.start < tokens.start))
        .map_or(words, |figure| figure.name.to_string())
}

/// Several speakers in one name.
pub fn joined<'n>(names: impl Iterator<Item = &'n str>) -> Rc<str> {
    names.collect::<Vec<_>>().join(TOGETHER).into()
}
