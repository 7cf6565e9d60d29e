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

/// "Permanent Court" + "for" + "Shared Waters" is one name, and so is "Institute" + "for" + words that are none.
pub(super) fn join_purposes(
    parsed: &Parsed,
    lists: &Gazetteer,
    alone: &HashSet<&str>,
    names: Vec<Name>,
) -> Vec<Name> {
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    let mut names = names.into_iter().peekable();
    while let Some(mut name) = names.next() {
        let last = parsed.word(name.tokens.end - 1);
        let is_institution = name.sort != Sort::Person && lists.is_organisation_word(last);
        let purpose = purpose(parsed, lists, alone, name.tokens.end).filter(|_| is_institution);
        if let Some(end) = purpose {
            let is_within = |next: &Name| next.tokens.end <= end && next.tokens.start > name.tokens.start;
            let is_cut = names.peek().is_some_and(|next| next.tokens.start < end && !is_within(next));
            if !is_cut {
                while names.next_if(is_within).is_some() {}
                name =
                    Name { prefix: name.prefix, ..Name::plain(name.tokens.start..end, Sort::Organisation) };
            }
        }
        joined.push(name);
    }
    joined
}

/// Where the capitalised words behind "for" end, when they are nobody's name; whom the article calls by a surname
/// alone is no part of them.
fn purpose(parsed: &Parsed, lists: &Gazetteer, alone: &HashSet<&str>, link: usize) -> Option<usize> {
    let is_word = |at: usize| at < parsed.tokens.len() && is_capital(parsed, at);
    let start = link + 1;
    let is_link = link < parsed.tokens.len() && parsed.word(link) == "for" && is_word(start);
    let is_person = |at: usize| {
        let word = parsed.word(at);
        lists.first_name(word).is_some() || lists.title(word).is_some() || lists.role(word).is_some()
    };
    let end = (start..start + 4).find(|at| !is_word(*at)).unwrap_or(start + 4);
    let ends_in_person = end > start + 2 && alone.contains(parsed.word(end - 1));
    let end = if ends_in_person { end - 2 } else { end };
    (is_link && !(start..end).any(is_person) && lists.state(parsed.word(start)).is_none()).then_some(end)
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
