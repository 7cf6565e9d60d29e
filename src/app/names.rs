//! Who may be meant: the ranked few on digits, and everybody known for typing.

use super::Model;
use crate::annotate::{Annotated, Candidate, Status};
use crate::order;
use crate::text::plain::plain;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// So many have a digit.
const DIGITS: usize = 9;

/// The candidates for the speaker of `entry`: the engine's, then those used most in the article, then the
/// people whom the article names most.
pub fn candidates(model: &Model, entry: &Annotated) -> Vec<Candidate> {
    let statement = &entry.statement;
    let mut seen: HashSet<Rc<str>> = HashSet::new();
    let mut found: Vec<Candidate> = vec![];
    let mut take = |candidate: Candidate| {
        if found.len() < DIGITS && seen.insert(candidate.name.clone()) {
            found.push(candidate);
        }
    };
    // The engine knows no registry: a form of somebody's name is that somebody.
    let filed = |candidate: &Candidate| match model.session.registry().filed(&candidate.name) {
        Some(name) => Candidate { name: name.clone(), ..candidate.clone() },
        None => candidate.clone(),
    };
    statement.candidates.iter().map(filed).for_each(&mut take);
    let Some(article) = model.article() else { return found };
    if let Some(name) = &statement.speaker_name {
        take(Candidate { name: name.clone(), score: 0.0, why: "chosen".into() });
    }
    for (name, count) in used(article.annotations.standing()) {
        take(Candidate { name, score: 0.0, why: format!("speaks {count}× here").into() });
    }
    for person in article.analysis.iter().flat_map(|analysis| &analysis.people) {
        let why = format!("named {}×", person.mentions.len());
        take(filed(&Candidate { name: person.name.clone(), score: 0.0, why: why.into() }));
    }
    found
}

/// Speakers by how often they speak.
fn used<'a>(entries: impl Iterator<Item = &'a Rc<Annotated>>) -> Vec<(Rc<str>, usize)> {
    let mut counts: BTreeMap<Rc<str>, usize> = BTreeMap::new();
    for name in entries.filter_map(|entry| entry.statement.speaker_name.clone()) {
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<(Rc<str>, usize)> = counts.into_iter().collect();
    order::sort_by_key(&mut counts, |(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Whether somebody has changed or added the statement.
pub fn is_given(entry: &Annotated) -> bool {
    matches!(entry.status(), Status::Corrected | Status::Added)
}

/// Every name in the project, most used first.
pub fn known(model: &Model) -> Vec<Rc<str>> {
    let mut counts: BTreeMap<Rc<str>, usize> = BTreeMap::new();
    let mut count = |name: &Rc<str>, weight| *counts.entry(name.clone()).or_default() += weight;
    for article in model.articles() {
        for entry in article.annotations.standing() {
            let statement = &entry.statement;
            // A target that the engine suggests may be a plan or a claim: such are nobody's names.
            let meant = [&statement.target_name, &statement.addressee_name];
            let given = meant.into_iter().filter(|_| is_given(entry));
            given.chain([&statement.speaker_name]).flatten().for_each(|name| count(name, 3));
            statement.relays.iter().for_each(|relay| count(&relay.name, 3));
            statement.candidates.iter().for_each(|candidate| count(&candidate.name, 0));
        }
        for person in article.analysis.iter().flat_map(|analysis| &analysis.people) {
            count(&person.name, person.mentions.len());
        }
    }
    for entry in model.session.registry().iter() {
        count(&entry.name, 1);
        entry.aliases.iter().for_each(|alias| count(alias, 0));
    }
    let mut counts: Vec<(Rc<str>, usize)> = counts.into_iter().collect();
    order::sort_by_key(&mut counts, |(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(name, _)| name).collect()
}

/// Those of `names` that `typed` may be the beginning of: by the name's start, by a word's start, anywhere.
pub fn matching(names: &[Rc<str>], typed: &str) -> Vec<Rc<str>> {
    let typed = plain(typed.trim());
    let mut found: Vec<(Fit, Rc<str>)> =
        names.iter().filter_map(|name| Some((fit(name, &typed)?, name.clone()))).collect();
    order::sort_by_key(&mut found, |(fit, _)| *fit);
    found.into_iter().map(|(_, name)| name).take(8).collect()
}

/// Whether Enter takes the first of `found` instead of what was `typed`: a word of it begins so.
pub fn is_completed(found: &[Rc<str>], typed: &str) -> bool {
    let (typed, whole) = (plain(typed.trim()), typed.trim().to_lowercase());
    let begins = |name: &Rc<str>| fit(name, &typed).is_some_and(|fit| fit < Fit::Inside);
    let is_whole = || found.iter().any(|name| name.to_lowercase() == whole);
    !typed.is_empty() && found.first().is_some_and(begins) && !is_whole()
}

/// Where a name holds what was typed, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Start,
    Word,
    Inside,
}

/// `typed` in plain letters.
fn fit(name: &str, typed: &str) -> Option<Fit> {
    let name = plain(name);
    if name.starts_with(typed) {
        Some(Fit::Start)
    } else if name.split_whitespace().any(|word| word.starts_with(typed)) {
        Some(Fit::Word)
    } else {
        name.contains(typed).then_some(Fit::Inside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_completes_what_begins_a_word() {
        let names: Vec<Rc<str>> = ["Ada Obi", "Obi"].map(Rc::from).to_vec();
        assert!(is_completed(&names, "ad"));
        assert!(!is_completed(&names, "obi"), "a name that is there already is meant");
        assert!(!is_completed(&names, "b"), "the middle of a word completes nothing");
        assert!(!is_completed(&[], "ad"));
        assert!(is_completed(&["Şule Ener".into()], "sule ener"), "an accent left out makes nobody new");
    }

    #[test]
    fn beginnings_come_first() {
        let names: Vec<Rc<str>> = ["Ada Obi", "Obadiah Ray", "Robert"].map(Rc::from).to_vec();
        let found = |typed| matching(&names, typed).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found("ob"), ["Obadiah Ray", "Ada Obi", "Robert"]);
        assert_eq!(found("zz"), Vec::<String>::new());
        assert_eq!(matching(&["Łukasz Öz".into()], "oz"), ["Łukasz Öz".into()]);
    }
}
