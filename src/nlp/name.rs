//! Where names stand in a text, and of what sort each is.
//!
//! A name is a run of capitalised words. Where titles and offices end and the person's own name begins, and
//! whether it is a person at all, is decided from lists and from what the whole article shows of the same words:
//! "said", "in", "Mr", an apposition. Linear in the text.

use super::gazetteer::{Gender, gazetteer};
use super::parsed::Parsed;
use super::token::Shape;
use super::wordlist::List;
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// Runs of capitalised words.
mod run;

/// What each run names.
mod class;

/// Titles before a name.
mod prefix;

/// Whether it is a person.
mod evidence;

/// Parts that belong together.
mod join;

pub use prefix::shown_gender;

/// A name in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// Its words, without titles.
    pub tokens: Range<usize>,
    /// First token of the titles and offices before it ("Russian Deputy Foreign Minister"); the start of the
    /// name when there are none.
    pub prefix: usize,
    /// What it names.
    pub sort: Sort,
    /// What the titles before it show.
    pub gender: Gender,
    /// Whether a title or an office stands before it.
    pub is_titled: bool,
}

/// What a name is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A human being.
    Person,
    /// A ministry, a party, an outlet.
    Organisation,
    /// A state or what stands for one.
    State,
    /// A place, a thing, or not to be told.
    Other,
}

impl Name {
    /// A name without titles.
    fn plain(tokens: Range<usize>, sort: Sort) -> Name {
        Name { prefix: tokens.start, tokens, sort, gender: Gender::Unknown, is_titled: false }
    }
}

/// How much the article must speak for a person before one is seen.
const ENOUGH: f32 = 1.0;

/// The names of a text in order, page chrome included; `speakers` are known mentions of those who speak.
pub fn names(parsed: &Parsed, speakers: &[Span]) -> Vec<Name> {
    let lists = gazetteer();
    let runs = run::runs(parsed, lists);
    let alone: HashSet<&str> =
        runs.iter().filter(|run| run.len() == 1).map(|run| parsed.word(run.start)).collect();
    let mut names: Vec<Name> =
        runs.iter().filter_map(|run| class::name_of(parsed, lists, &alone, run.clone())).collect();
    names = join::join_purposes(parsed, lists, &alone, names);
    let evidence = evidence::evidence(parsed, lists, &names, speakers);
    for name in &mut names {
        if name.sort == Sort::Other
            && evidence.get(&key(parsed, &name.tokens)).is_some_and(|score| *score >= ENOUGH)
        {
            name.sort = Sort::Person;
        }
    }
    join::adopt_parts(parsed, &mut names);
    run::drop_openings(parsed, speakers, &mut names);
    join::join_organisations(parsed, lists, names)
}

/// The words of some tokens, joined by single blanks.
pub fn phrase(parsed: &Parsed, tokens: &Range<usize>) -> String {
    let mut phrase = String::new();
    for at in tokens.clone() {
        let is_apart = at > tokens.start && parsed.tokens[at - 1].span.end() < parsed.tokens[at].span.start();
        if is_apart {
            phrase.push(' ');
        }
        phrase += parsed.word(at);
    }
    phrase
}

/// Key under which evidence for the same name is summed: its words in lower case.
fn key(parsed: &Parsed, tokens: &Range<usize>) -> String {
    phrase(parsed, tokens).to_lowercase()
}

/// The words of a name in lower case, double barrels taken apart.
pub fn words(parsed: &Parsed, tokens: &Range<usize>) -> Vec<String> {
    let words = tokens.clone().filter(|at| parsed.tokens[*at].shape == Shape::Word);
    words
        .flat_map(|at| parsed.word(at).split('-'))
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Verbs that only somebody who speaks stands beside.
pub fn is_speech(word: &str) -> bool {
    List::Speech.holds(word)
}

/// Words that make a stretch a clause rather than an apposition.
pub fn is_verb(word: &str) -> bool {
    is_speech(word) || List::Clause.holds(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Names with their sort's first letter, titles in brackets.
    fn check(text: &str, expected: &str) {
        let parsed = Parsed::new(text);
        let found: Vec<String> = names(&parsed, &[])
            .iter()
            .map(|name| {
                let prefix = match phrase(&parsed, &(name.prefix..name.tokens.start)) {
                    prefix if prefix.is_empty() => prefix,
                    prefix => format!("[{prefix}] "),
                };
                let sort = format!("{:?}", name.sort).remove(0);
                format!("{prefix}{} {sort}", phrase(&parsed, &name.tokens))
            })
            .collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn titles_and_offices_are_no_part_of_a_name() {
        check("Kremlin spokesman Dmitry Peskov spoke.", "Kremlin S | [Kremlin spokesman] Dmitry Peskov P");
        check(
            "The spokesman for Russian President Vladimir Putin left.",
            "[Russian President] Vladimir Putin P",
        );
        check(
            "It was said by Defence Minister of Halfaya Samir Qandil. Halfaya left.",
            "[Defence Minister of Halfaya] Samir Qandil P | Halfaya O",
        );
        check(
            "Minister of Foreign Affairs Tuncay Erdemsoy left.",
            "[Minister of Foreign Affairs] Tuncay Erdemsoy P",
        );
        check("Mr Obeng-Rao and Dr. Ludo van der Hoek met.", "[Mr] Obeng-Rao P | [Dr.] Ludo van der Hoek P");
    }

    #[test]
    fn an_office_beside_a_name_makes_a_person() {
        check("Its director, Wambui Sorensen, left.", "Wambui Sorensen P");
        check(
            "Interior Minister Gen. (retd) Sohrab Dost left.",
            "[Interior Minister Gen. (retd)] Sohrab Dost P",
        );
        check("Workers of the Haepyong Tram Factory left.", "Haepyong Tram Factory O");
        check("The Sailors' Rescue League left.", "Sailors' Rescue League O");
        check("He is deputy of Minister Pak Yong-guk.", "[Minister] Pak Yong-guk P");
    }

    #[test]
    fn nicknames_stand_within_a_name() {
        check("Marisol “La Generala” Etcheverry left.", "Marisol “La Generala” Etcheverry P");
        check("Q: Will they come?", "");
    }

    #[test]
    fn what_is_no_person() {
        check(
            "The Ministry of Foreign Affairs and the United States met in Port Sabine.",
            "Ministry of Foreign Affairs O | United States S | Port Sabine O",
        );
        check("Moscow told Reuters.", "Moscow S | Reuters O");
        check("It stood in the Port Sable-based Global Mirror.", "Global Mirror O");
    }

    #[test]
    fn a_part_stands_for_the_whole() {
        check("Yuri Ushakov left. Then Ushakov came back.", "Yuri Ushakov P | Ushakov P");
    }

    proptest! {
        #[test]
        fn any_text_has_names(text in "(\\PC|[A-Z][a-z]{1,3}|President|of|the|Mr|said|Moscow|[ ,.“”'\n-]){0,120}") {
            let parsed = Parsed::new(&text);
            for name in names(&parsed, &[]) {
                prop_assert!(name.prefix <= name.tokens.start && name.tokens.start < name.tokens.end);
                prop_assert!(name.tokens.end <= parsed.tokens.len());
            }
        }
    }
}
