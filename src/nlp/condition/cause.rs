//! Conditions without a marker: what brings something about, as the subject of its verb.

use super::Found;
use super::lists;
use super::segment::{found, start};
use crate::nlp::stance::words::Words;
use std::ops::Range;

/// Longest subject, in tokens.
const LONGEST: usize = 22;

/// "New sanctions could lead to a rupture": a thing that may happen, not a person, before a modal.
pub fn event(words: &Words, segment: Range<usize>) -> Option<Found> {
    let (subject, verb) = subject(words, &segment)?;
    let fits = is_event(words, subject.clone()) && !undergoes(words, subject.start, verb..segment.end);
    if fits { found(words, subject, verb..segment.end, true) } else { None }
}

/// In a threat or a warning more things are causes: whatever opens as one, or stands before a verb of bringing about.
pub fn loose(words: &Words, segment: Range<usize>) -> Option<Found> {
    let (subject, verb) = subject(words, &segment)?;
    let first = words.lower[subject.start].as_str();
    let is_doing = first.len() > 4 && first.ends_with("ing");
    let is_person = lists::is("person", first) || is_name(words, subject.clone());
    let brings_about = causes(words, verb..segment.end);
    let may_be =
        (lists::is("possible", first) || is_doing) && !undergoes(words, subject.start, verb..segment.end);
    let fits = may_be || (brings_about && !is_person);
    let runs_on = subject.clone().any(|at| words.lower[at] == "we");
    if fits && !runs_on { found(words, subject, verb..segment.end, true) } else { None }
}

/// The subject of the stretch's first modal or verb of bringing about, and where the verb starts.
fn subject(words: &Words, segment: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let verb = segment.clone().find(|at| opens_predicate(words, *at))?;
    let colon = (segment.start..verb).rev().find(|at| words.lower[*at] == ":");
    let start = start(words, &(colon.unwrap_or(segment.start)..segment.end))?;
    (start < verb && verb - start <= LONGEST).then_some((start..verb, verb))
}

fn opens_predicate(words: &Words, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words.lower[before].as_str());
    let is_noun = is_preposition(before)
        || matches!(before, "the" | "a" | "an" | "any" | "no" | "our" | "their" | "its" | "his");
    matches!(words.stem[at].as_str(), "could" | "may" | "might" | "will" | "can" | "would")
        || (matches!(words.stem[at].as_str(), "mean" | "risk" | "threaten") && !is_noun)
        || (words.stem[at] == "be" && words.lower.get(at + 1).is_some_and(|next| next == "fraught"))
}

/// Whether the predicate is of bringing about: "would not destroy trade", "may lead to a rupture", "is fraught".
fn causes(words: &Words, predicate: Range<usize>) -> bool {
    if matches!(words.stem[predicate.start].as_str(), "mean" | "risk" | "threaten" | "be") {
        return true;
    }
    let Some(verb) = main_verb(words, &predicate) else { return false };
    let after = (verb + 1..predicate.end).find(|at| !is_opening(words.at(*at)));
    let Some(after) = after.filter(|at| words.is_word(*at)) else { return false };
    let next = words.lower[after].as_str();
    let has_object = !is_preposition(next) && !lists::is("no-object", next);
    let has_effect = has_object
        || next == "with"
        || (lists::is("into", &words.stem[verb]) && matches!(next, "to" | "in" | "into"));
    lists::is("cause", &words.stem[verb]) && has_effect
}

/// Whether something merely happens to the subject: "will be frozen", "will suffer", but not "will be answered". What is
/// counted or pointed at ("any ship") may be a condition all the same.
fn undergoes(words: &Words, subject: usize, predicate: Range<usize>) -> bool {
    let Some(verb) = main_verb(words, &predicate) else { return false };
    let is_passive = words.stem[verb] == "be"
        && (verb + 1..predicate.end).find(|at| !words.lower[*at].ends_with("ly")).is_some_and(|at| {
            (words.lower[at].ends_with("ed") || words.lower[at].ends_with("en"))
                && !lists::is("answered", &words.stem[at])
        });
    let is_open =
        matches!(words.lower[subject].as_str(), "any" | "another" | "such" | "further" | "a" | "an");
    !is_open && (is_passive || lists::is("undergo", &words.stem[verb]))
}

/// The verb after a modal.
fn main_verb(words: &Words, predicate: &Range<usize>) -> Option<usize> {
    predicate.clone().skip(1).find(|at| {
        let word = words.lower[*at].as_str();
        words.is_word(*at)
            && !matches!(word, "not" | "also" | "only" | "well" | "n't")
            && !word.ends_with("ly")
    })
}

fn is_opening(mark: &str) -> bool {
    matches!(mark, "“" | "\"" | "«" | "‘")
}

/// Whether a noun phrase tells of something that may happen rather than of somebody.
fn is_event(words: &Words, subject: Range<usize>) -> bool {
    let first = words.lower[subject.start].as_str();
    if lists::is("possible", first) || matches!(first, "all" | "one" | "two" | "those") {
        return !subject.clone().any(|at| matches!(words.lower[at].as_str(), "who" | "we"));
    }
    if lists::is("person", first) || is_name(words, subject.clone()) {
        return false;
    }
    let head = (subject.start + 1..subject.end).find(|at| is_preposition(&words.lower[*at]));
    let head = head.unwrap_or(subject.end) - 1;
    let word = words.lower[head].as_str();
    let has_ending = lists::list("event-endings").iter().any(|ending| word.ends_with(ending));
    (has_ending && !lists::is("lasting", &words.stem[head]))
        || lists::is("event", &words.stem[head])
        || word.ends_with("ing")
}

fn is_name(words: &Words, subject: Range<usize>) -> bool {
    subject.into_iter().all(|at| {
        words.is_capital(at) || matches!(words.lower[at].as_str(), "the" | "of" | "and" | "'s" | "-")
    })
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "on" | "to" | "in" | "against" | "from" | "by" | "for" | "at" | "over" | "with" | "between"
    )
}
