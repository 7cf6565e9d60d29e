//! Which noun heads a description, and how it is introduced.

use super::{Description, Determiner, is_preposition};
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// The description that some tokens are, of which a segment tells who is meant.
pub(super) fn description(parsed: &Parsed, tokens: &Range<usize>, segment: &Range<usize>) -> Description {
    let first = parsed.word(segment.start).to_lowercase();
    let second =
        if segment.len() > 1 { parsed.word(segment.start + 1).to_lowercase() } else { String::new() };
    let determiner = match first.as_str() {
        "both" => Determiner::Both,
        "the" if matches!(second.as_str(), "two" | "three") => Determiner::Both,
        "the" | "this" | "that" | "these" | "those" | "same" => Determiner::Definite,
        "a" | "an" | "one" | "another" | "some" | "two" | "three" | "several" | "many" | "other" => {
            Determiner::Indefinite
        }
        "his" | "her" | "its" | "their" | "our" | "my" | "your" => Determiner::Possessive,
        _ if segment.clone().any(|at| parsed.tokens[at].shape == Shape::Clitic) => Determiner::Possessive,
        _ => Determiner::Bare,
    };
    let limit = segment
        .clone()
        .skip(1)
        .find(|at| is_preposition(parsed.word(*at)) || List::Participle.holds(parsed.word(*at)))
        .unwrap_or(segment.end);
    let head = (segment.start..limit)
        .rev()
        .find(|at| parsed.tokens[*at].shape == Shape::Word)
        .unwrap_or(segment.start);
    let noun = parsed.word(head);
    let is_role = gazetteer().role(noun).is_some();
    let is_plural = determiner == Determiner::Both
        || noun.ends_with('s')
            && !noun.ends_with("ss")
            && noun.len() > 3
            && (is_role || !noun.starts_with(char::is_uppercase))
        || matches!(noun, "people" | "men" | "women" | "police" | "staff");
    Description {
        tokens: tokens.clone(),
        core: segment.clone(),
        head,
        determiner,
        is_plural,
        is_by_origin: false,
    }
}
