//! Who is called by where he comes from, or by the party: "the Norwegian", "the Frenchwoman", "the Ohio Republican".

use crate::nlp::gazetteer::gazetteer;
use crate::nlp::parsed::Parsed;
use crate::nlp::people::{Cast, places_of};
use crate::nlp::wordlist::List;
use std::ops::Range;

/// How adjectives end that name all of a people behind "the": the Chinese, the British, the Dutch, the Norwegians.
const ALL_OF_A_PEOPLE: [&str; 4] = ["ese", "sh", "ch", "s"];

/// Whether a segment is one person called so.
pub(super) fn is_inhabitant(parsed: &Parsed, cast: &Cast, segment: &Range<usize>) -> bool {
    let is_definite = segment.len() > 1 && matches!(parsed.word(segment.start), "the" | "The");
    let last = segment.end - 1;
    let word = parsed.word(last);
    if !is_definite || !word.starts_with(char::is_uppercase) {
        return false;
    }
    if List::Partisan.holds(word) {
        return segment.len() <= 3;
    }
    let stem = ["woman", "man"].iter().find_map(|ending| word.strip_suffix(ending));
    let is_of_state = |word: &str| gazetteer().is_adjective(word);
    let is_one = !ALL_OF_A_PEOPLE.iter().any(|ending| word.ends_with(ending));
    segment.len() == 2
        && (stem.is_some_and(is_of_state) || is_one && (is_of_state(word) || is_of_place(cast, word)))
}

/// Whether the article names the place of which a word is the adjective: a Korvessan is from Korvessa.
fn is_of_place(cast: &Cast, word: &str) -> bool {
    places_of(word).iter().any(|place| place != word && cast.names_place(place))
}
