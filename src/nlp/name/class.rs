//! What a run of capitalised words names: where titles end and whether it is an organisation, a state, or may be a person.

use super::prefix::{prefix, shown_gender};
use super::{Name, Sort, phrase};
use crate::nlp::gazetteer::{Gazetteer, Gender};
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::collections::HashSet;
use std::ops::Range;

/// What a run names; `None` when it is nothing but titles.
pub(super) fn name_of(
    parsed: &Parsed,
    lists: &Gazetteer,
    alone: &HashSet<&str>,
    run: Range<usize>,
) -> Option<Name> {
    let run = without_letters(parsed, run);
    let whole = phrase(parsed, &run);
    let named = |tokens: Range<usize>, sort| {
        let prefix = prefix(parsed, lists, tokens.start);
        let is_titled = prefix < tokens.start;
        let gender = (prefix..tokens.start).rev().map(|at| shown_gender(parsed, lists, at));
        let gender = gender.into_iter().find(|gender| *gender != Gender::Unknown).unwrap_or_default();
        Some(Name { tokens, prefix, sort, gender, is_titled })
    };
    if lists.is_organisation(&whole) {
        return Some(Name::plain(run, Sort::Organisation));
    }
    if lists.state(&whole).is_some() {
        return Some(Name::plain(run, Sort::State));
    }
    let classes: Vec<Class> = run.clone().map(|at| class(parsed, lists, &run, at)).collect();
    let stripped = classes
        .iter()
        .rposition(|class| !matches!(class, Class::First | Class::Plain))
        .map_or(0, |last| last + 1);
    if is_paper_of_place(parsed, &run, &classes, stripped) {
        return Some(Name::plain(run, Sort::Organisation));
    }
    let is_mark = |at: &usize| parsed.tokens[*at].shape == Shape::Mark;
    // Col (Rtd) Harriet Kobusingye
    let stripped =
        stripped + (run.start + stripped..run.end).take_while(is_mark).count() * usize::from(stripped > 0);
    let mut start = run.start + stripped;
    if start < run.end && start == run.start {
        start = after_place(parsed, lists, alone, &run, &classes);
    }
    if start == run.end {
        let is_institution = |at: usize| {
            lists.is_organisation_word(parsed.word(at)) && !List::Field.holds_lower(parsed.word(at))
        };
        let last = classes.last().copied().unwrap_or(Class::Plain);
        let is_organisation = last == Class::Organisation && (run.len() > 1 || is_institution(run.end - 1))
            || last != Class::Office && run.clone().any(is_institution);
        return match () {
            () if is_organisation => Some(Name::plain(run, Sort::Organisation)),
            () if classes.iter().all(|class| *class == Class::State) => named(run, Sort::State),
            () => None,
        };
    }
    let after_organisation = stripped > 0
        && classes[stripped - 1] == Class::Organisation
        && !List::Field.holds_lower(parsed.word(start - 1));
    if after_organisation
        && (run.end - start < 2 || lists.first_name(parsed.word(start)).is_none())
        && !follows_of(parsed, lists, run.start)
    {
        // Radio Nova, Bank Melli
        return Some(Name::plain(run, Sort::Organisation));
    }
    named(start..run.end, Sort::Other)
}

/// "the Washington Sentinel-Post": a place, and behind it the name of a paper.
fn is_paper_of_place(parsed: &Parsed, run: &Range<usize>, classes: &[Class], stripped: usize) -> bool {
    let last = parsed.word(run.end - 1).rsplit('-').next().unwrap_or("");
    let before = run.start.checked_sub(1).map_or("", |at| parsed.word(at));
    stripped > 0
        && stripped < run.len()
        && classes[..stripped].iter().all(|class| *class == Class::State)
        && List::Paper.holds(last)
        && matches!(before, "the" | "The")
}

/// What a word of a run is likely to be.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    /// Title, rank, office.
    Office,
    State,
    Organisation,
    First,
    Plain,
}

fn class(parsed: &Parsed, lists: &Gazetteer, run: &Range<usize>, at: usize) -> Class {
    let word = parsed.word(at);
    let is_first = lists.first_name(word).is_some();
    let follows_first = at > run.start && lists.first_name(parsed.word(at - 1)).is_some();
    // Pak Yong-guk: a Korean surname, not the Indonesian form of address.
    let is_korean = word == "Pak" && at + 1 < run.end && parsed.word(at + 1).contains('-');
    // the Potomac Insider
    let is_paper = at + 1 == run.end && at > run.start && List::Paper.holds(word);
    // Nadir Shah Bugti-Rind, Rokeya Begum
    let is_in_name =
        follows_first && List::TitleInNames.holds(word) && lists.state(parsed.word(at - 1)).is_none();
    let is_office =
        (lists.title(word).is_some() || lists.role(word).is_some()) && !is_korean && !is_paper && !is_in_name;
    let is_state =
        lists.state(word).is_some() || is_of_state(lists, word) || is_in_long_state(parsed, lists, run, at);
    let is_organisation =
        lists.is_organisation_word(word) || List::Field.holds_lower(word) || lists.is_organisation(word);
    let is_known = is_office || is_state || is_organisation;
    if at + 1 == run.end && follows_first && is_known && run.len() == 2 {
        return Class::Plain; // Boris Johnson's colleague Michael Bishop, Kanye West
    }
    if is_first && is_known && at + 1 < run.end && !lists.is_organisation(word) {
        let next = parsed.word(at + 1);
        let is_before_more = lists.title(next).is_some()
            || lists.role(next).is_some()
            || lists.is_organisation_word(next)
            || List::Field.holds_lower(next);
        if !is_office && !is_before_more {
            return Class::First; // Israel Katz
        }
    }
    match () {
        () if is_office => Class::Office,
        () if is_state => Class::State,
        () if is_organisation => Class::Organisation,
        () if is_first => Class::First,
        () => Class::Plain,
    }
}

/// "Irish", "Irishwoman"
fn is_of_state(lists: &Gazetteer, word: &str) -> bool {
    let stem = ["woman", "man"].iter().find_map(|ending| word.strip_suffix(ending));
    lists.is_adjective(word) || stem.is_some_and(|stem| lists.is_adjective(stem))
}

/// "United States", "South Korea", "Saudi Arabia" inside a run.
fn is_in_long_state(parsed: &Parsed, lists: &Gazetteer, run: &Range<usize>, at: usize) -> bool {
    let pair = |first: usize| {
        first >= run.start
            && first + 1 < run.end
            && lists.state(&phrase(parsed, &(first..first + 2))).is_some()
    };
    pair(at) || at > run.start && pair(at - 1)
}

/// Whether "President of", "Speaker of the", "Ministry of Energy of" stand before.
fn follows_of(parsed: &Parsed, lists: &Gazetteer, start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).map_or("", |at| parsed.word(at));
    let of = if before(1) == "the" { 2 } else { 1 };
    let owner = before(of + 1);
    let is_acronym = owner.len() > 1 && owner.chars().all(char::is_uppercase);
    matches!(before(of), "of" | "for")
        && (lists.role(owner).is_some()
            || lists.title(owner).is_some()
            || is_acronym
            || List::Field.holds_lower(owner)
            || lists.is_organisation_word(owner))
}

/// "[President of] Serdania Bogdan Zorich": where the person begins.
fn after_place(
    parsed: &Parsed,
    lists: &Gazetteer,
    alone: &HashSet<&str>,
    run: &Range<usize>,
    classes: &[Class],
) -> usize {
    if run.len() < 3 {
        return run.start;
    }
    // [Director of the Department for] Transit Issues Bulat Iskakov, whom the article calls Iskakov
    let is_initial = |at: usize| parsed.word(at).ends_with('.');
    let first = (run.start..run.end - 1).rev().find(|at| !is_initial(*at)).unwrap_or(run.start);
    if run.len() > 3 && alone.contains(parsed.word(run.end - 1)) && follows_of(parsed, lists, run.start) {
        return first;
    }
    if classes[0] == Class::Plain
        && let Some(first) = classes[1..run.len() - 1].iter().position(|class| *class == Class::First)
        && !parsed.word(run.start).contains('-')
        && !parsed.word(run.start + first).ends_with('.')
        && (run.len() > 3 || first == 0)
        && follows_of(parsed, lists, run.start)
    {
        return run.start + first + 1;
    }
    let is_split = follows_of(parsed, lists, run.start)
        && (alone.contains(parsed.word(run.start)) || run.len() == 3 && classes[0] != Class::First);
    run.start + usize::from(is_split)
}

/// Without the letters after a name: "Fergus Abernethy KC".
fn without_letters(parsed: &Parsed, mut run: Range<usize>) -> Range<usize> {
    while run.len() > 2 && List::PostNominal.holds(parsed.word(run.end - 1)) {
        run.end -= 1;
    }
    run
}
