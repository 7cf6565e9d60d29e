//! Which words may name somebody, and where the verb behind them begins.

use crate::nlp::name::is_speech;
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// Longest noun phrase for somebody, in tokens.
const LONGEST: usize = 9;

/// Where "had" and "has been" before a verb start.
pub(super) fn without_auxiliaries(parsed: &Parsed, start: usize, verb: usize) -> usize {
    let is_auxiliary =
        |at: &usize| matches!(parsed.word(*at), "had" | "has" | "have" | "also" | "later" | "then");
    (start..verb).rev().take_while(is_auxiliary).last().unwrap_or(verb)
}

/// "had anticipated", "warned": a verb in the past, by its form.
pub(super) fn is_past(parsed: &Parsed, at: usize) -> bool {
    let word = parsed.word(at);
    word.len() > 5 && word.ends_with("ed") && word.starts_with(char::is_lowercase)
}

/// Whether some tokens may be one noun phrase for somebody.
pub(super) fn is_nominal(parsed: &Parsed, tokens: &Range<usize>) -> bool {
    let Some(first) = tokens.clone().next() else { return false };
    let opens = parsed.word(first);
    let is_opening = opens.starts_with(char::is_uppercase)
        && !matches!(opens, "In" | "On" | "At" | "As" | "If" | "It" | "There")
        || matches!(
            opens,
            "the" | "his" | "her" | "its" | "their" | "he" | "she" | "they" | "a" | "an" | "one" | "both"
        );
    let is_part = |at: usize| {
        let word = parsed.word(at);
        (parsed.tokens[at].shape != Shape::Mark || word == ".")
            && !is_speech(word)
            && !List::Clause.holds(word)
    };
    is_opening && tokens.len() <= LONGEST && tokens.clone().all(is_part)
}
