//! Which mentions are pronouns, and what each tells of whom it means.

use crate::nlp::gazetteer::Gender;
use crate::nlp::parsed::Parsed;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// What a pronoun tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pronoun {
    /// he, him, his
    He,
    /// she, her
    She,
    /// it, its
    It,
    /// they, them, their
    They,
    /// I, we, my, our
    Own,
}

impl Pronoun {
    /// The gender it shows.
    pub fn gender(self) -> Gender {
        match self {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

/// The pronoun that some tokens are: "he", "he himself", "Her Excellency".
pub(super) fn pronoun(parsed: &Parsed, tokens: &Range<usize>) -> Option<Pronoun> {
    if tokens.len() == 2 && List::Honorific.holds(parsed.word(tokens.start + 1)) {
        return match parsed.word(tokens.start) {
            "His" | "his" => Some(Pronoun::He),
            "Her" | "her" => Some(Pronoun::She),
            _ => None,
        };
    }
    let is_bare = tokens.len() == 1 || tokens.len() == 2 && parsed.word(tokens.start + 1).ends_with("self");
    if !is_bare {
        return None;
    }
    match parsed.word(tokens.start).to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Pronoun::He),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::She),
        "it" | "its" | "itself" | "which" => Some(Pronoun::It),
        "they" | "them" | "their" | "who" => Some(Pronoun::They),
        "i" | "we" | "my" | "our" | "me" | "us" if parsed.word(tokens.start) != "US" => Some(Pronoun::Own),
        _ => None,
    }
}
