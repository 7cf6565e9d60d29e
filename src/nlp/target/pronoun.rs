//! Which pronouns of a statement may be what it is toward, and whom each means.

use super::phrase::object_start;
use super::scene::{History, Scene};
use crate::annotate::Statement;
use crate::annotate::analysis::PersonSort;
use crate::nlp::gazetteer::{Gender, gazetteer};
use crate::nlp::stance::words::Words;
use crate::nlp::wordlist::List;
use std::rc::Rc;

/// Most pronouns of a statement that are looked at.
const MOST: usize = 3;

/// A pronoun that may be what a statement is toward.
pub struct Pronoun {
    /// Its token.
    pub at: usize,
    /// Which one, for the model.
    pub sort: &'static str,
    /// Where it stands, for the model.
    pub place: &'static str,
}

/// The pronouns of the cue's object and of the content.
pub fn pronouns(words: &Words, statement: &Statement) -> Vec<Pronoun> {
    let object = object_start(words, statement);
    let content = words.of(&statement.content);
    let mut found = vec![];
    for at in object.into_iter().chain(content.iter().copied()).take(60) {
        let Some(sort) = sort(words, at) else { continue };
        let before = at.checked_sub(1).map_or("", |before| words.lower[before].as_str());
        let place = match () {
            () if Some(at) == object => "the object of the cue",
            () if content.first() == Some(&at) => "opens the content",
            () if List::Preposition.holds(before) => "behind a preposition",
            () if matches!(before, "," | "that" | "if" | "and" | "when" | "because") => "opens a clause",
            () => "behind a word",
        };
        found.push(Pronoun { at, sort, place });
        if found.len() == MOST {
            break;
        }
    }
    found
}

fn sort(words: &Words, at: usize) -> Option<&'static str> {
    Some(match words.lower[at].as_str() {
        "he" | "him" => "he",
        "she" => "she",
        "her" if !owns(words, at) => "she",
        "it" => "it",
        "they" | "them" => "they",
        "you" => "you",
        _ => return None,
    })
}

/// "her answer", not "told her that".
fn owns(words: &Words, at: usize) -> bool {
    let next = at + 1;
    words.is_word(next)
        && !List::Function.holds(&words.lower[next])
        && !List::PhraseEnd.holds(&words.lower[next])
}

/// By what name the article last called whom a pronoun may mean.
pub fn meant(
    words: &Words,
    scene: &Scene,
    history: &History,
    statement: &Statement,
    pronoun: &Pronoun,
) -> Option<Rc<str>> {
    let place = words.place(pronoun.at).start();
    let speaker = statement.speaker_name.as_ref();
    let is_man_or_woman = |name: &str, wanted: Gender| {
        let shown = gazetteer().first_name(name.split(' ').next().unwrap_or("")).unwrap_or_default();
        shown == wanted || shown == Gender::Unknown
    };
    let fits = |sort: PersonSort, name: &str| match pronoun.sort {
        "he" => sort == PersonSort::Person && is_man_or_woman(name, Gender::Male),
        "she" => sort == PersonSort::Person && is_man_or_woman(name, Gender::Female),
        _ => sort != PersonSort::Person,
    };
    if pronoun.sort == "you" {
        return statement.addressee_name.clone().or_else(|| history.other_speaker(speaker));
    }
    let mut named = scene.before(place).filter(|person| Some(&person.name) != speaker);
    named.find(|person| fits(person.sort, &person.name)).map(|person| person.name.clone())
}
