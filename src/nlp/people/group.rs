//! Which names of an article are of one and the same person, organisation or state.

use super::canonical::places_of;
use crate::nlp::gazetteer::{Gazetteer, Gender};
use crate::nlp::name::{Name, Sort, phrase, words};
use crate::nlp::parsed::Parsed;
use std::collections::{HashMap, HashSet};

/// A group of names in the making.
struct Group {
    /// Words of its fullest form, initials left out.
    words: Vec<String>,
    gender: Gender,
    names: Vec<usize>,
}

/// Names of persons, those of one person together, in order of the text.
pub(super) fn persons(parsed: &Parsed, lists: &Gazetteer, names: &[Name]) -> Vec<Vec<usize>> {
    let is_person = |number: &usize| names[*number].sort == Sort::Person;
    let mut order: Vec<usize> = (0..names.len()).filter(is_person).collect();
    // Full names first, so that every part finds its whole.
    order.sort_by_key(|number| std::cmp::Reverse(full_words(parsed, &names[*number]).len().min(4)));
    let mut groups: Vec<Group> = vec![];
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for number in order {
        let name = &names[number];
        let own = full_words(parsed, name);
        let gender = match name.gender {
            Gender::Unknown if name.tokens.len() > 1 => {
                lists.first_name(parsed.word(name.tokens.start)).unwrap_or_default()
            }
            gender => gender,
        };
        let candidates = own.last().and_then(|word| by_word.get(word)).cloned().unwrap_or_default();
        let fits = |group: &&usize| {
            let whole = &groups[**group].words;
            (is_part(&own, whole) || is_turned(&own, whole)) && agree(name.gender, groups[**group].gender)
        };
        let mate = candidates.iter().filter(fits).max_by_key(|group| nearness(&groups[**group], number));
        match mate.copied() {
            Some(mate) => {
                groups[mate].names.push(number);
                if groups[mate].gender == Gender::Unknown {
                    groups[mate].gender = gender;
                }
            }
            None => {
                for word in &own {
                    by_word.entry(word.clone()).or_default().push(groups.len());
                }
                groups.push(Group { words: own, gender, names: vec![number] });
            }
        }
    }
    groups
        .into_iter()
        .map(|mut group| {
            group.names.sort_unstable();
            group.names
        })
        .collect()
}

/// Words of a name without initials, which come and go.
fn full_words(parsed: &Parsed, name: &Name) -> Vec<String> {
    let all = words(parsed, &name.tokens);
    let full: Vec<String> = all.iter().filter(|word| !is_initial(word)).cloned().collect();
    if full.is_empty() { all } else { full }
}

pub(super) fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.chars().count() <= 3
}

pub(super) fn agree(one: Gender, other: Gender) -> bool {
    one == other || one == Gender::Unknown || other == Gender::Unknown
}

/// Whether the words stand in this order, without a gap, in `whole`.
fn is_part(part: &[String], whole: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

/// Matolai Gergely is Gergely Matolai.
fn is_turned(own: &[String], whole: &[String]) -> bool {
    matches!((own, whole), ([one, other], [first, second]) if one == second && other == first)
}

/// Of two of the same surname the one named last before is meant; full names count as near.
fn nearness(group: &Group, number: usize) -> (bool, i64) {
    let before = group.names.iter().filter(|other| **other <= number).max();
    (before.is_some(), before.map_or(0, |other| *other as i64))
}

/// Organisations and states, those of one name together.
pub(super) fn others(parsed: &Parsed, lists: &Gazetteer, names: &[Name]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![];
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let single: HashSet<String> = names
        .iter()
        .filter(|name| name.sort == Sort::Other && name.tokens.len() == 1)
        .map(|name| parsed.word(name.tokens.start).to_lowercase())
        .collect();
    for (number, name) in names.iter().enumerate() {
        let words = phrase(parsed, &name.tokens);
        let key = match name.sort {
            Sort::State => lists.state(&words).unwrap_or(&words).to_lowercase(),
            Sort::Organisation => lists.outlet(&words).unwrap_or(&words).to_lowercase(),
            // A fictional or little known state or body: whatever is not a person may speak.
            // Its adjective is not another one.
            Sort::Other => {
                let word = words.to_lowercase();
                let place = if single.contains(&word) { places_of(&word) } else { vec![] };
                place.into_iter().find(|place| *place != word && single.contains(place)).unwrap_or(word)
            }
            Sort::Person => continue,
        };
        let group = *by_key.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(number),
            None => groups.push(vec![number]),
        }
    }
    groups
}
