//! Where the names around the circle stand: beside their people, and none over another.

use super::super::{Anchor, LETTER, short};
use super::{CENTRE, GAP, RADIUS, around};
use crate::order;
use std::rc::Rc;

/// From the foot of one name to that of the next.
pub const LINE: f32 = 15.0;

/// From the middle of a line to its foot.
const FOOT: f32 = 4.0;

/// So near to the middle of the picture a name stands over or under its person, not beside.
const MIDDLE: f32 = 20.0;

/// A name's place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Name {
    /// Where its anchor hangs.
    pub x: f32,
    /// Its foot.
    pub y: f32,
    /// Which end hangs there.
    pub anchor: Anchor,
}

/// The places of the names of `people`, in their order.
pub fn places(people: &[Rc<str>]) -> Vec<Name> {
    let mut names: Vec<Name> = (0..people.len()).map(|idx| beside(idx, people.len())).collect();
    // From the height of the centre up and down: who finds the place taken goes on outward, where nobody stands yet.
    let mut order: Vec<usize> = (0..people.len()).collect();
    order::sort_by(&mut order, |a, b| from_centre(&names[*a]).total_cmp(&from_centre(&names[*b])));
    for (nth, idx) in order.iter().enumerate() {
        let mut name = names[*idx];
        let way = if name.y - FOOT < CENTRE.1 { -LINE } else { LINE };
        let is_taken =
            |name: &Name, other: &usize| is_over((name, &people[*idx]), (&names[*other], &people[*other]));
        while let Some(other) = order[..nth].iter().find(|other| is_taken(&name, other)) {
            name.y = names[*other].y + way;
        }
        names[*idx] = name;
    }
    names
}

/// Outward of the person of this place among so many.
fn beside(idx: usize, total: usize) -> Name {
    let (x, y) = around(idx, total, RADIUS + GAP);
    let anchor = match x - CENTRE.0 {
        right if right > MIDDLE => Anchor::Start,
        left if left < -MIDDLE => Anchor::End,
        _ => Anchor::Middle,
    };
    Name { x, y: y + FOOT, anchor }
}

fn from_centre(name: &Name) -> f32 {
    (name.y - FOOT - CENTRE.1).abs()
}

fn is_over((name, words): (&Name, &str), (other, other_words): (&Name, &str)) -> bool {
    let (a, b) = (stretch(name, words), stretch(other, other_words));
    // Half a unit less than a line is a line: sums of places are not exact.
    a.0 < b.1 && b.0 < a.1 && (name.y - other.y).abs() < LINE - 0.5
}

/// From the left end of a name to its right one.
fn stretch(name: &Name, words: &str) -> (f32, f32) {
    let width = short(words).chars().count() as f32 * LETTER;
    match name.anchor {
        Anchor::Start => (name.x, name.x + width),
        Anchor::Middle => (name.x - width / 2.0, name.x + width / 2.0),
        Anchor::End => (name.x - width, name.x),
    }
}

#[cfg(test)]
mod tests {
    use super::super::MOST_PEOPLE;
    use super::*;

    #[test]
    fn no_name_lies_over_another_or_leaves_the_picture() {
        for total in 1..=MOST_PEOPLE {
            let people: Vec<Rc<str>> = vec!["Intergovernmental Negotiating Committee".into(); total];
            let names = places(&people);
            for (idx, name) in names.iter().enumerate() {
                let (left, right) = stretch(name, &people[idx]);
                assert!(left >= 0.0 && right <= CENTRE.0 * 2.0, "{total}: {name:?}");
                assert!(name.y - LINE >= 0.0 && name.y <= CENTRE.1 * 2.0, "{total}: {name:?}");
                let is_under = |other: &&Name| is_over((name, &people[idx]), (other, &people[idx]));
                assert_eq!(names[..idx].iter().find(is_under), None, "{total}: {name:?}");
            }
        }
    }
}
