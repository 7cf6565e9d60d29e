//! Which names stand for the speaker and for the state or organisation the speaker belongs to.

use super::features::Side;
use super::words::Words;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;
use std::collections::HashMap;

/// Letters of a name that its adjective shares: "Russia" and "Russian", "Sarghana" and "Sarghani".
const STEM: usize = 5;

/// Those named in an article, by name.
pub struct Named<'a>(HashMap<&'a str, &'a Person>);

impl<'a> Named<'a> {
    /// Of several with one name the first.
    pub fn new(people: &'a [Person]) -> Named<'a> {
        Named(people.iter().rev().map(|person| (&*person.name, person)).collect())
    }

    /// Who has this name.
    pub fn find(&self, name: &str) -> Option<&'a Person> {
        self.0.get(name).copied()
    }
}

/// The speaker's side: the mention, the canonical name, role and affiliation.
pub fn side(words: &Words, named: &Named, statement: &Statement) -> Side {
    let mention = statement.speaker.iter().map(|span| span.of(words.parsed.text));
    let person = statement.speaker_name.as_ref().and_then(|name| named.find(name));
    let known = person.into_iter().flat_map(|person| {
        [Some(&person.name), person.role.as_ref(), person.affiliation.as_ref()]
            .into_iter()
            .flatten()
            .map(|name| &**name)
    });
    let name = statement.speaker_name.as_deref();
    Side { own: mention.chain(known).chain(name).flat_map(keys).collect() }
}

/// The first letters of each capitalised word.
pub fn keys(names: &str) -> Vec<String> {
    names
        .split(|character: char| !character.is_alphanumeric())
        .filter(|name| {
            name.chars().count() > 3 && name.starts_with(char::is_uppercase) && !TITLES.contains(name)
        })
        .map(|name| name.to_lowercase().chars().take(STEM).collect())
        .collect()
}

const TITLES: [&str; 24] = [
    "President",
    "Prime",
    "Minister",
    "Foreign",
    "Deputy",
    "Ministry",
    "Secretary",
    "Senator",
    "General",
    "Kremlin",
    "Press",
    "Chief",
    "Head",
    "Ambassador",
    "Chancellor",
    "Defence",
    "Defense",
    "Interior",
    "Finance",
    "State",
    "National",
    "Council",
    "Republic",
    "Committee",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &str, expected: &str) {
        assert_eq!(keys(names).join(" "), expected);
    }

    #[test]
    fn names_become_their_first_letters() {
        check("Russian Deputy Foreign Minister Sergei Ryabkov", "russi serge ryabk");
        check("the EU and Østland", "østla");
        check("", "");
    }
}
