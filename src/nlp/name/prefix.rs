//! Which titles and offices stand before a name, and what gender they show.

use super::run::is_function_word;
use crate::nlp::gazetteer::{Gazetteer, Gender};
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;

/// Longest stretch of titles and offices before a name, in tokens.
const LONGEST_PREFIX: usize = 14;

/// First token of the titles and offices before a name that starts at `start`.
pub(super) fn prefix(parsed: &Parsed, lists: &Gazetteer, start: usize) -> usize {
    let sentence = parsed.sentences[parsed.sentence_of(start)].tokens.start;
    let (mut prefix, mut at, mut n_pending, mut has_office) = (start, start, 0, false);
    while at > sentence && start - at < LONGEST_PREFIX {
        at -= 1;
        let word = parsed.word(at);
        let is_cased = word.starts_with(char::is_uppercase);
        if let Some(open) = aside(parsed, sentence, at) {
            at = open; // Gen. (retd)
        } else if lists.title(word).is_some() && (is_cased || word.len() > 2) || is_single_role(lists, word) {
            (prefix, has_office) = (at, true);
        } else if has_office && at > sentence && is_known_pair(parsed, lists, at - 1) {
            at -= 1; // White House press secretary
            prefix = at;
        } else if lists.state(word).is_some() && is_cased
            || List::Field.holds_lower(word)
            || lists.is_organisation_word(word)
        {
            n_pending += 1;
            prefix = if has_office { at } else { prefix };
        } else if word == "of" && !has_office && n_pending > 0
            || word == "the" && n_pending > 0 && !has_office && parsed_is(parsed, at, "of")
        {
        } else if word == "and" && n_pending > 0 && !has_office {
        } else if is_cased && !has_office && parsed.tokens[at].shape == Shape::Word && !is_function_word(word)
        {
            n_pending += 1; // the state or institution of "President of X"
        } else {
            break;
        }
    }
    prefix
}

/// Where "(retd)" or "(ret.)" opens that ends at a token.
fn aside(parsed: &Parsed, sentence: usize, close: usize) -> Option<usize> {
    let inner = close.checked_sub(1).filter(|_| parsed.word(close) == ")")?;
    let inner = inner.checked_sub(usize::from(parsed.word(inner) == "."))?;
    let open = inner.checked_sub(1).filter(|open| *open >= sentence)?;
    (parsed.word(open) == "(" && parsed.word(inner).len() <= 5).then_some(open)
}

/// Whether two words from a token on are a state or an institution that the lists know.
fn is_known_pair(parsed: &Parsed, lists: &Gazetteer, at: usize) -> bool {
    let pair = super::phrase(parsed, &(at..at + 2));
    parsed.word(at).starts_with(char::is_uppercase)
        && (lists.state(&pair).is_some() || lists.is_organisation(&pair))
}

/// Whether the word before token `at` is `word`.
fn parsed_is(parsed: &Parsed, at: usize, word: &str) -> bool {
    at > 0 && parsed.word(at - 1) == word
}

/// An office in the singular: nobody is called "workers Silk Combine".
pub(super) fn is_single_role(lists: &Gazetteer, word: &str) -> bool {
    lists.role(word).is_some() && !(word.ends_with('s') && lists.role(&word[..word.len() - 1]).is_some())
}

/// What a title or an office tells of its bearer.
pub fn shown_gender(parsed: &Parsed, lists: &Gazetteer, at: usize) -> Gender {
    let word = parsed.word(at);
    match lists.title(word).filter(|_| word.starts_with(char::is_uppercase)) {
        Some(gender) if gender != Gender::Unknown => gender,
        _ => lists.role(word).map_or(Gender::Unknown, |role| role.1),
    }
}
