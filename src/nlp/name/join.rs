//! Which names belong together: parts of a person's name, institutions with what they are of, owners in the plural.

use super::run::is_capital;
use super::{Name, Sort, words};
use crate::nlp::gazetteer::Gazetteer;
use crate::nlp::parsed::Parsed;
use std::collections::HashSet;

/// A part of a person's name stands for the person: "Ushakov" after "Yuri Ushakov".
pub(super) fn adopt_parts(parsed: &Parsed, names: &mut [Name]) {
    let persons = names.iter().filter(|name| name.sort == Sort::Person && name.tokens.len() > 1);
    let parts: HashSet<String> = persons.flat_map(|name| words(parsed, &name.tokens)).collect();
    for name in names.iter_mut().filter(|name| name.sort == Sort::Other) {
        if words(parsed, &name.tokens).iter().all(|word| word.chars().count() > 1 && parts.contains(word)) {
            name.sort = Sort::Person;
        }
    }
}

/// "Ministry" + "of" + "Foreign Affairs" is one name.
pub(super) fn join_organisations(parsed: &Parsed, lists: &Gazetteer, names: Vec<Name>) -> Vec<Name> {
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        if let Some(last) = joined.last_mut() {
            let gap = last.tokens.end..name.tokens.start;
            let links =
                gap.len() <= 2 && gap.clone().any(|at| matches!(parsed.word(at), "of" | "for" | "on"));
            let links =
                links && gap.clone().all(|at| matches!(parsed.word(at), "of" | "for" | "on" | "the" | "and"));
            let is_order = last.sort == Sort::Other
                && last.tokens.len() == 1
                && !last.is_titled
                && matches!(before_word(parsed, last.tokens.start), "the" | "The");
            let is_institution = is_order
                || last.sort == Sort::Organisation
                    && last.tokens.clone().any(|at| lists.is_organisation_word(parsed.word(at)));
            if links && is_institution && name.sort != Sort::Person && name.prefix == name.tokens.start {
                last.tokens.end = name.tokens.end;
                continue;
            }
        }
        joined.push(with_owners(parsed, name));
    }
    joined
}

/// Sailors' Rescue League, People's Republic: owners in the plural belong to the name.
fn with_owners(parsed: &Parsed, mut name: Name) -> Name {
    let Some(owner) = name.tokens.start.checked_sub(2) else { return name };
    let (word, mark) = (parsed.word(owner), parsed.word(owner + 1));
    let touches = parsed.tokens[owner].span.end() == parsed.tokens[owner + 1].span.start();
    let is_plural = matches!(mark, "'" | "’") && word.ends_with('s')
        || matches!(mark, "'s" | "’s")
            && matches!(word, "People" | "Women" | "Men" | "Children" | "Fishermen" | "Veterans");
    if touches
        && is_plural
        && is_capital(parsed, owner)
        && matches!(name.sort, Sort::Organisation | Sort::Other | Sort::State)
    {
        name.tokens.start = owner;
        name.prefix = owner;
    }
    name
}

fn before_word<'t>(parsed: &Parsed<'t>, at: usize) -> &'t str {
    at.checked_sub(1).map_or("", |before| parsed.word(before))
}
