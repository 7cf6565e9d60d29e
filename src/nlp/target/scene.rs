//! Who is named where in an article, and what was said before.

use super::Candidate;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;
use crate::text::Span;
use std::collections::HashMap;
use std::rc::Rc;

/// Mentions of everybody named, in the order of the text, so that a place is looked up without going through all.
pub struct Scene<'a> {
    /// Everybody, most mentioned first.
    pub people: &'a [Person],
    mentions: Vec<(Span, usize)>,
}

impl<'a> Scene<'a> {
    /// The mentions of these.
    pub fn new(people: &'a [Person]) -> Scene<'a> {
        let of = |(number, person): (usize, &'a Person)| {
            person.mentions.iter().map(move |mention| (*mention, number))
        };
        let mut mentions: Vec<(Span, usize)> = people.iter().enumerate().flat_map(of).collect();
        mentions.sort_by_key(|(span, number)| (span.start(), span.end(), *number));
        Scene { people, mentions }
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

/// What was said before a statement.
#[derive(Default)]
pub struct History {
    /// The target that each speaker's last words were likeliest toward.
    by_speaker: HashMap<Rc<str>, Rc<str>>,
    /// The target of the last words at all.
    pub last: Option<Rc<str>>,
    /// Who spoke last, and who spoke before that one.
    pub speakers: [Option<Rc<str>>; 2],
}

impl History {
    /// Whom the last words of a speaker were toward.
    pub fn of(&self, speaker: Option<&Rc<str>>) -> Option<Rc<str>> {
        self.by_speaker.get(speaker?).cloned()
    }

    /// A statement was made, and this is what it may be toward.
    pub fn remember(&mut self, statement: &Statement, candidates: &[Candidate]) {
        self.last = super::rank::likeliest(candidates).map(|best| best.name.clone());
        if let (Some(speaker), Some(target)) = (&statement.speaker_name, &self.last) {
            self.by_speaker.insert(speaker.clone(), target.clone());
        }
        if self.speakers[0] != statement.speaker_name {
            self.speakers = [statement.speaker_name.clone(), self.speakers[0].take()];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::analysis::PersonSort;

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
        let scene = Scene::new(&people);
        let names: Vec<&str> = scene.within(Span::new(5000, 5025)).map(|(_, person)| &*person.name).collect();
        assert_eq!(names, ["Party 500", "Party 501", "Party 502"]);
        assert_eq!(scene.over(Span::new(7002, 7004)).map(|(_, person)| &*person.name), Some("Party 700"));
    }
}
