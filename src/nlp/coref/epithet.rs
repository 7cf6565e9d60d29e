//! What stands for somebody just named without being an office: "the tycoon", "the 58-year-old", "the father-of-six".

use crate::nlp::mention::Description;
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;

/// How far back a noun is looked for, in tokens.
const LOOK_BACK: usize = 1500;

/// Mentions of one person that are looked at for an age.
const MOST_MENTIONS: usize = 12;

/// Whether the noun of a description was not used before: nobody was introduced by it, so that "the tycoon" is
/// somebody whom the article has named.
pub(super) fn is_new(parsed: &Parsed, description: &Description) -> bool {
    let head = parsed.word(description.head).to_lowercase();
    let start = description.tokens.start;
    let before = start.saturating_sub(LOOK_BACK)..start;
    !before.into_iter().any(|at| {
        let token = &parsed.tokens[at];
        token.shape == Shape::Word && token.of(parsed.text).to_lowercase() == head
    })
}

/// "octogenarian", "58-year-old", "spymaster": nouns that only a person bears, by how they end.
pub(super) fn is_for_person(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    List::PersonEnding.words().any(|ending| noun.ends_with(ending) && noun.len() > ending.len() + 1)
        || noun.contains("-of-")
}

/// "the 58-year-old" is "Ranjit Sandhu, 58".
pub(super) fn is_of_age(parsed: &Parsed, description: &Description, mentions: &[usize]) -> bool {
    let Some(age) = parsed.word(description.head).strip_suffix("-year-old") else { return false };
    let says_so = |mention: &usize| {
        let after = *mention..(mention + 6).min(parsed.tokens.len());
        after.into_iter().any(|at| parsed.word(at) == age)
    };
    mentions.iter().take(MOST_MENTIONS).any(says_so)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(noun: &str, expected: bool) {
        assert_eq!(is_for_person(noun), expected, "{noun}");
    }

    #[test]
    fn nouns_for_persons_are_known_by_their_ends() {
        check("octogenarian", true);
        check("58-year-old", true);
        check("father-of-six", true);
        check("company", false);
        check("text", false);
    }
}
