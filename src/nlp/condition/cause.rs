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
    if is_event(words, subject.clone()) { found(words, subject, verb..segment.end, true) } else { None }
}

/// In a threat or a warning more things are causes: whatever opens as one, or stands before a verb of bringing about.
pub fn loose(words: &Words, segment: Range<usize>) -> Option<Found> {
    let (subject, verb) = subject(words, &segment)?;
    let first = words.lower[subject.start].as_str();
    let is_doing = first.len() > 4 && first.ends_with("ing");
    let is_person = lists::is("person", first) || is_name(words, subject.clone());
    let brings_about = causes(words, verb..segment.end);
    let fits = lists::is("possible", first) || is_doing || (brings_about && !is_person);
    let runs_on = subject.clone().any(|at| words.lower[at] == "we");
    if fits && !runs_on { found(words, subject, verb..segment.end, true) } else { None }
}

/// The subject of the stretch's first modal or verb of bringing about, and where the verb starts.
fn subject(words: &Words, segment: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let verb = segment.clone().find(|at| opens_predicate(words, *at))?;
    let start = start(words, segment)?;
    (start < verb && verb - start <= LONGEST).then_some((start..verb, verb))
}

fn opens_predicate(words: &Words, at: usize) -> bool {
    matches!(
        words.stem[at].as_str(),
        "could" | "may" | "might" | "will" | "can" | "would" | "mean" | "risk" | "threaten"
    ) || (words.stem[at] == "be" && words.lower.get(at + 1).is_some_and(|next| next == "fraught"))
}

/// Whether the predicate is of bringing about: "would not destroy", "is fraught".
fn causes(words: &Words, predicate: Range<usize>) -> bool {
    let opening = predicate.start;
    let verb = predicate.skip(1).find(|at| {
        words.is_word(*at)
            && !matches!(
                words.lower[*at].as_str(),
                "not" | "also" | "only" | "well" | "easily" | "n't" | "simply"
            )
            && !words.lower[*at].ends_with("ly")
    });
    matches!(words.stem[opening].as_str(), "mean" | "risk" | "threaten" | "be")
        || verb.is_some_and(|at| lists::is("cause", &words.stem[at]))
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
    lists::list("event-endings").iter().any(|ending| word.ends_with(ending))
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
