//! Who may speak at one point of an article, who was named where, and who spoke.

use super::{Party, Turn};
use crate::annotate::analysis::PersonSort;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// Most mentions looked at on either side of a place: what was named farther away is not meant.
pub(super) const LOOK: usize = 400;

/// Everybody who may be meant, with every mention in the order of the text.
///
/// However long a text is, a question about one place looks at [`LOOK`] mentions at most.
#[derive(Default)]
pub struct Room {
    parties: Vec<Party>,
    turns: Vec<Turn>,
    by_name: HashMap<Rc<str>, usize>,
    /// Token and party of each mention.
    mentions: BTreeSet<(usize, usize)>,
}

impl Room {
    /// A room with these parties, in which nobody has spoken yet.
    pub fn new(parties: Vec<Party>) -> Room {
        let mut room = Room::default();
        for party in parties {
            room.enter(party);
        }
        room
    }

    /// One more who may be meant.
    pub fn enter(&mut self, party: Party) {
        let number = self.parties.len();
        self.by_name.entry(party.name.clone()).or_insert(number);
        self.mentions.extend(party.mentions.iter().map(|mention| (*mention, number)));
        self.parties.push(party);
    }

    /// The party of this name.
    pub fn find(&self, name: &Rc<str>) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The party of this number.
    pub fn party(&self, number: usize) -> &Party {
        &self.parties[number]
    }

    /// The party of this number, to learn more of it; its mentions are added by [`Room::mention`].
    pub fn party_mut(&mut self, number: usize) -> &mut Party {
        &mut self.parties[number]
    }

    /// A party is meant at a token.
    pub fn mention(&mut self, number: usize, token: usize) {
        if self.mentions.insert((token, number)) {
            let mentions = &mut self.parties[number].mentions;
            let place = mentions.partition_point(|other| *other < token);
            mentions.insert(place, token);
        }
    }

    /// Somebody spoke; what is said within a statement does not make its speaker the last who spoke.
    pub fn speak(&mut self, turn: Turn) {
        let recent = self.turns.iter().rev().take(4);
        let around = recent.map(|other| other.start <= turn.start && turn.end <= other.end).position(|is| is);
        let place = around.map_or(self.turns.len(), |back| self.turns.len() - 1 - back);
        self.parties[turn.party].has_spoken = true;
        self.turns.insert(place, turn);
    }

    /// Those who spoke, the last first.
    pub fn past(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter().rev().take(12)
    }

    /// Mentions before a token, the nearest first.
    pub fn before(&self, token: usize) -> impl Iterator<Item = (usize, usize)> {
        self.mentions.range(..(token, 0)).rev().take(LOOK).copied()
    }

    /// Mentions from a token on.
    pub fn after(&self, token: usize) -> impl Iterator<Item = (usize, usize)> {
        self.mentions.range((token, 0)..).take(LOOK).copied()
    }

    /// Whether a person is named from `start` up to `end`.
    pub fn names_person(&self, start: usize, end: usize) -> bool {
        let is_person = |number: usize| self.parties[number].sort == Some(PersonSort::Person);
        self.after(start).take_while(|(token, _)| *token < end).any(|(_, number)| is_person(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::gazetteer::Gender;

    fn party(number: usize) -> Party {
        Party {
            name: format!("Party {number}").into(),
            sort: Some(PersonSort::Person),
            gender: Gender::Unknown,
            is_plural: false,
            mentions: vec![number],
            guess: Gender::Unknown,
            role_words: vec![],
            role_heads: vec![],
            state: None,
            has_spoken: false,
        }
    }

    #[test]
    fn a_place_looks_at_its_surroundings_only() {
        let room = Room::new((0..10_000).map(party).collect());
        assert_eq!(room.before(9_000).count() + room.after(9_000).count(), 2 * LOOK);
        assert_eq!(room.before(9_000).next(), Some((8_999, 8_999)));
    }

    #[test]
    fn who_speaks_within_a_statement_did_not_speak_last() {
        let mut room = Room::new((0..2).map(party).collect());
        room.speak(Turn { party: 0, token: 0, start: 0, end: 9, is_quoted: false });
        room.speak(Turn { party: 1, token: 3, start: 4, end: 6, is_quoted: false });
        assert_eq!(room.past().map(|turn| turn.party).collect::<Vec<_>>(), [0, 1]);
    }
}
