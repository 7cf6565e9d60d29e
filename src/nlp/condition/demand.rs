//! Conditions said as an order or a count: "one more shell and we shall answer", "free him or face an embargo".

use super::Found;
use super::lists;
use super::segment::{finite, found, modal, start};
use crate::nlp::stance::words::Words;
use std::ops::Range;

/// Longest order or count, in tokens.
const LONGEST: usize = 16;

/// How soon after "and" or "or" the consequence must show itself.
const SOON: usize = 7;

/// A thing counted or an order, "and", and what follows.
pub fn conjoined(words: &Words, segment: Range<usize>) -> Option<Found> {
    let from = start(words, &segment)?;
    let and = (from + 1..segment.end).find(|at| matches!(words.lower[*at].as_str(), "and" | ","))?;
    let counts =
        matches!(words.lower[from].as_str(), "one" | "another" | "any" | "a" | "no" | "not" | "even");
    let follows = and + 1..segment.end.min(and + 1 + SOON);
    let holds_out = follows.clone().any(|at| modal(words, at))
        || follows.clone().next().is_some_and(|at| is_we(words, at));
    let has_verb = (from..and).any(|at| finite(words, at));
    let fits = (counts || (words.lower[and] == "and" && is_order(words, from)))
        && holds_out
        && !has_verb
        && and - from <= LONGEST;
    if fits { found(words, from..and, and + 1..segment.end, true) } else { None }
}

/// An order, "or", and what follows if it is not obeyed.
pub fn or_else(words: &Words, segment: Range<usize>) -> Option<Found> {
    let from = start(words, &segment)?;
    let from = if words.lower[from] == "to" { from + 1 } else { from };
    let or = (from + 1..segment.end).find(|at| words.lower[*at] == "or")?;
    let follows = or + 1..segment.end.min(or + 1 + SOON);
    let holds_out = follows.clone().any(|at| modal(words, at) || words.lower[at] == "face");
    let has_verb = (from..or).any(|at| finite(words, at));
    if is_order(words, from) && holds_out && !has_verb {
        found(words, from..or, or + 1..segment.end, true)
    } else {
        None
    }
}

fn is_we(words: &Words, at: usize) -> bool {
    matches!(words.lower[at].as_str(), "no" | "you" | "we" | "i")
}

/// Whether a bare verb may open here: a word that is no name, pronoun, article, preposition, number or form in "-ing".
fn is_order(words: &Words, at: usize) -> bool {
    let word = words.lower.get(at).map_or("", String::as_str);
    let is_verb = words.stem.get(at).is_some_and(|stem| stem == word) && !word.ends_with('s');
    is_verb
        && word.chars().all(char::is_alphabetic)
        && !lists::is("person", word)
        && !lists::is("possible", word)
        && !lists::is("indefinite", word)
        && !lists::is("time-after", word)
        && !lists::is("time-before", word)
        && !matches!(
            word,
            "if" | "as" | "but" | "so" | "when" | "yes" | "no" | "not" | "both" | "some" | "many" | "more"
        )
}
