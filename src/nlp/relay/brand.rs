//! Outlets whose names begin with no capital or hold a stop: 24.kg, NV.ua, beIN Maghreb.

use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// Endings of addresses that are longer than a country's two letters.
const ENDINGS: [&str; 7] = ["com", "net", "org", "info", "news", "media", "press"];

/// The name that begins at a token, where it is written as an address or with a capital inside only.
pub(super) fn brand_at(parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    address_at(parsed, at).or_else(|| camel_at(parsed, at))
}

/// "25.kg", "Gazeta.ua": no blanks within, and a country or a common ending at the end.
fn address_at(parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let touches = |at: usize| {
        let next = parsed.tokens.get(at + 1);
        next.is_some_and(|next| next.span.start() == parsed.tokens[at].span.end())
    };
    let is_part = |at: usize| matches!(parsed.tokens[at].shape, Shape::Word | Shape::Number);
    if !is_part(at) || at > 0 && touches(at - 1) && parsed.word(at - 1) == "." {
        return None;
    }
    let mut last = at;
    while touches(last) && parsed.word(last + 1) == "." && touches(last + 1) && is_part(last + 2) {
        last += 2;
    }
    let ending = parsed.word(last);
    // "the end.no one": a stop without a blank behind it
    let is_country = ending.len() == 2
        && ending.chars().all(|letter| letter.is_ascii_lowercase())
        && !List::Function.holds_lower(ending)
        && !List::Preposition.holds(ending);
    (last > at && (is_country || ENDINGS.contains(&ending))).then(|| at..last + 1)
}

/// "told beIN Maghreb", "the website iTavria": a small letter, then a capital.
fn camel_at(parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let word = parsed.word(at);
    let before = at.checked_sub(1).map_or("", |at| parsed.word(at));
    let is_used = matches!(before, "told" | "tells" | "informed") || List::OutletNoun.holds(before);
    let is_camel = word.starts_with(char::is_lowercase)
        && word.chars().any(char::is_uppercase)
        && word.chars().all(char::is_alphabetic);
    if !is_used || !is_camel {
        return None;
    }
    let is_capital = |at: &usize| {
        parsed.tokens[*at].shape == Shape::Word && parsed.word(*at).starts_with(char::is_uppercase)
    };
    let sentence = parsed.sentences[parsed.sentence_of(at)].tokens.end;
    let more = (at + 1..sentence).take(2).take_while(is_capital).count();
    Some(at..at + 1 + more)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let parsed = Parsed::new(text);
        let found = (0..parsed.tokens.len()).find_map(|at| brand_at(&parsed, at));
        let words = found.map(|tokens| parsed.span_of(tokens).of(text).to_string());
        assert_eq!(words.unwrap_or_default(), expected);
    }

    #[test]
    fn addresses_are_names() {
        check("He told the website 25.kg.", "25.kg");
        check("He told NV.ua on Monday.", "NV.ua");
        check("He told news.am.news on Monday.", "news.am.news");
        check("It was the end.no one spoke.", "");
        check("It rose by 2.5 per cent. He left.", "");
    }

    #[test]
    fn a_capital_within_is_enough_where_an_outlet_is_expected() {
        check("She told beIN Maghreb last night.", "beIN Maghreb");
        check("She bought an iPhone.", "");
    }
}
