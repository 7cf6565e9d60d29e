//! Who is named where in an article, and what was said before.

use super::Candidate;
use crate::annotate::Statement;
use crate::annotate::analysis::{Person, PersonSort};
use crate::nlp::boilerplate;
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::parsed::Parsed;
use crate::nlp::stance::side::{Named, keys};
use crate::nlp::stance::words::Words;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Most mentions looked back at for whom a pronoun means.
const LOOK_BACK: usize = 60;

/// Most mentions of somebody that are looked at for what introduces them.
const MOST_MENTIONS: usize = 6;

/// Longest title or apposition, in tokens.
const LONGEST_INTRODUCTION: usize = 12;

/// Mentions of everybody named, in the order of the text, so that a place is looked up without going through all.
pub struct Scene<'a> {
    /// Everybody, most mentioned first.
    pub people: &'a [Person],
    /// The same by name.
    pub named: Named<'a>,
    /// Place of each among `people`.
    rank: HashMap<&'a str, usize>,
    /// First letters of the names in the headline.
    headline: Vec<String>,
    mentions: Vec<(Span, usize)>,
}

impl<'a> Scene<'a> {
    /// The mentions of these.
    pub fn new(parsed: &Parsed, people: &'a [Person]) -> Scene<'a> {
        let of = |(number, person): (usize, &'a Person)| {
            person.mentions.iter().map(move |mention| (*mention, number))
        };
        let mut mentions: Vec<(Span, usize)> = people.iter().enumerate().flat_map(of).collect();
        mentions.sort_by_key(|(span, number)| (span.start(), span.end(), *number));
        let rank = people.iter().enumerate().rev().map(|(rank, person)| (&*person.name, rank)).collect();
        let headline = boilerplate::headline(parsed).map_or(vec![], |span| keys(span.of(parsed.text)));
        Scene { people, named: Named::new(people), rank, headline, mentions }
    }

    /// How often somebody is named, as a place among all.
    pub fn rank(&self, name: &str) -> Option<usize> {
        self.rank.get(name).copied()
    }

    /// Whether the headline names somebody.
    pub fn is_in_headline(&self, name: &str) -> bool {
        keys(name).iter().any(|key| self.headline.contains(key))
    }

    /// First letters of the names in what introduces somebody: "*Wexmoor*'s ambassador, X", "X, spokeswoman of *Alvetia*".
    pub fn introductions(&self, words: &Words, name: &str) -> Vec<String> {
        let Some(person) = self.named.find(name).filter(|person| person.sort == PersonSort::Person) else {
            return vec![];
        };
        let stretches = person.mentions.iter().take(MOST_MENTIONS).flat_map(|mention| {
            let tokens = words.within(*mention);
            [before(words, tokens.start), behind(words, tokens.end)]
        });
        let spans = stretches.filter_map(|tokens| words.span(tokens));
        spans.flat_map(|span| keys(span.of(words.parsed.text))).collect()
    }

    /// Those named before a place, the last first.
    pub fn before(&self, place: usize) -> impl Iterator<Item = &'a Person> {
        let end = self.mentions.partition_point(|(mention, _)| mention.start() < place);
        self.mentions[..end].iter().rev().take(LOOK_BACK).map(|(_, number)| &self.people[*number])
    }

    /// Those named within a stretch, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (Span, &'a Person)> {
        let first = self.mentions.partition_point(|(mention, _)| mention.start() < span.start());
        let rest = self.mentions[first..].iter().take_while(move |(mention, _)| mention.end() <= span.end());
        rest.map(move |(mention, number)| (*mention, &self.people[*number]))
    }

    /// The one whose mention shares a byte with a stretch and starts in it or just before.
    pub fn over(&self, span: Span) -> Option<(Span, &'a Person)> {
        let end = self.mentions.partition_point(|(mention, _)| mention.start() < span.end());
        let mut near = self.mentions[..end].iter().rev().take(4);
        near.rfind(|(mention, _)| mention.overlaps(span))
            .map(|(mention, number)| (*mention, &self.people[*number]))
    }
}

/// The title before a name: capitals, offices and a genitive.
fn before(words: &Words, start: usize) -> Range<usize> {
    let sentence = words.sentence(start);
    let is_part = |at: &usize| {
        let word = words.lower[*at].as_str();
        words.is_capital(*at)
            || matches!(word, "'s" | "’s" | "of" | "the" | "for" | ",")
            || gazetteer().role(word).is_some()
            || List::Field.holds(word)
    };
    let first = (sentence.start..start).rev().take(LONGEST_INTRODUCTION).take_while(is_part).last();
    // An office stands there, or it introduces nobody.
    let title = first.unwrap_or(start)..start;
    let has_office = title.clone().any(|at| gazetteer().role(&words.lower[at]).is_some());
    if has_office { title } else { start..start }
}

/// The apposition behind a name.
fn behind(words: &Words, end: usize) -> Range<usize> {
    let sentence = words.sentence(end.min(words.lower.len().saturating_sub(1)));
    if !sentence.contains(&end) || words.lower[end] != "," {
        return end..end;
    }
    let is_end = |at: &usize| {
        let word = words.lower[*at].as_str();
        matches!(word, "," | "who" | "which" | ";") || List::Speech.holds(word)
    };
    let limit = sentence.end.min(end + 1 + LONGEST_INTRODUCTION);
    let close = (end + 1..limit).find(is_end).unwrap_or(end + 1);
    let has_office = (end + 1..close).any(|at| gazetteer().role(&words.lower[at]).is_some());
    if has_office { end + 1..close } else { end..end }
}

/// What was said before a statement.
#[derive(Default)]
pub struct History {
    /// The target that each speaker's last words were likeliest toward.
    by_speaker: HashMap<Rc<str>, Rc<str>>,
    /// The target of the last words at all.
    pub last: Option<Rc<str>>,
    /// Who spoke last, and who spoke before that one.
    pub speakers: [Option<Rc<str>>; 2],
    /// What the last one of these does.
    acts: [String; 2],
    /// How often each was the likeliest target.
    n_times: HashMap<Rc<str>, usize>,
}

impl History {
    /// Whom the last words of a speaker were toward.
    pub fn of(&self, speaker: Option<&Rc<str>>) -> Option<Rc<str>> {
        self.by_speaker.get(speaker?).cloned()
    }

    /// Who spoke last besides a speaker.
    pub fn other_speaker(&self, speaker: Option<&Rc<str>>) -> Option<Rc<str>> {
        self.speakers.iter().flatten().find(|name| Some(*name) != speaker).cloned()
    }

    /// What the one who spoke last besides a speaker did last.
    pub fn other_act(&self, speaker: Option<&Rc<str>>) -> Option<&str> {
        let place = self.speakers.iter().position(|name| name.is_some() && name.as_ref() != speaker)?;
        Some(&self.acts[place])
    }

    /// How often something was the likeliest target.
    pub fn n_times(&self, name: &Rc<str>) -> usize {
        self.n_times.get(name).copied().unwrap_or(0)
    }

    /// A statement was made, and this is what it may be toward.
    pub fn remember(&mut self, statement: &Statement, candidates: &[Candidate]) {
        self.last = super::rank::likeliest(candidates).map(|best| best.name.clone());
        if let Some(target) = &self.last {
            *self.n_times.entry(target.clone()).or_default() += 1;
        }
        if let (Some(speaker), Some(target)) = (&statement.speaker_name, &self.last) {
            self.by_speaker.insert(speaker.clone(), target.clone());
        }
        if self.speakers[0] != statement.speaker_name {
            self.speakers = [statement.speaker_name.clone(), self.speakers[0].take()];
            self.acts.swap(0, 1);
        }
        self.acts[0] = statement.stance.label.as_str().into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_looked_up_among_many() {
        let person = |number: usize| Person {
            name: format!("Party {number}").into(),
            sort: PersonSort::State,
            role: None,
            affiliation: None,
            mentions: vec![Span::new(10 * number, 10 * number + 5)],
        };
        let people: Vec<Person> = (0..1000).map(person).collect();
        let parsed = Parsed::new("");
        let scene = Scene::new(&parsed, &people);
        let names: Vec<&str> = scene.within(Span::new(5000, 5025)).map(|(_, person)| &*person.name).collect();
        assert_eq!(names, ["Party 500", "Party 501", "Party 502"]);
        assert_eq!(scene.over(Span::new(7002, 7004)).map(|(_, person)| &*person.name), Some("Party 700"));
    }
}
