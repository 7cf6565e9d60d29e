//! Who is named in a stretch of a mention: the person, the organisation or the state that heads it.

use super::is_preposition;
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::name::{Name, Sort, is_verb};
use crate::nlp::parsed::Parsed;
use crate::nlp::people::Cast;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// Longest name of an organisation with what it is of, in tokens.
const LONGEST_BODY: usize = 9;

/// The person who heads a segment, as (name, figure).
pub(super) fn person_in(
    parsed: &Parsed,
    cast: &Cast,
    segment: &Range<usize>,
    number: usize,
) -> Option<(usize, usize)> {
    let mut found = None;
    for (at, name) in cast.names_in(segment) {
        let Some(figure) = cast.person_of(at) else { continue };
        if name.tokens.end < segment.end && is_owner(parsed, name) {
            continue;
        }
        if is_modifier(parsed, name, segment) {
            continue;
        }
        let before = segment.start..name.prefix.max(segment.start);
        let is_behind_body = cast
            .names_in(&before)
            .last()
            .is_some_and(|(_, body)| body.tokens.end == name.prefix && body.sort == Sort::Organisation);
        let is_governed = is_governed(parsed, &before, name, is_behind_body);
        // A later segment names the speaker only when the name opens it: "the minister, Ada Obi".
        let opens = before.clone().all(|at| !is_verb(parsed.word(at)) && parsed.word(at) != "and");
        if !is_governed && (number == 0 || opens) {
            found = found.or(Some((at, figure)));
        }
    }
    found
}

/// "the Cardona campaign": the name says which, the noun says what.
fn is_modifier(parsed: &Parsed, name: &Name, segment: &Range<usize>) -> bool {
    let Some(next) = parsed.tokens.get(name.tokens.end).filter(|_| name.tokens.end < segment.end) else {
        return false;
    };
    let word = next.of(parsed.text);
    next.shape == Shape::Word
        && word.starts_with(char::is_lowercase)
        && !is_preposition(word)
        && !is_verb(word)
        && !List::Participle.holds(word)
        && !List::Function.holds(word)
        && !word.ends_with("self")
        && !word.ends_with("ly")
}

/// "the spokesman for Vladimir Putin" is not Putin, "the head of the committee Ignat Burmistrov" is Burmistrov: a
/// name that a preposition governs has it, an article or a title of its own before it, and no body that is named.
fn is_governed(parsed: &Parsed, before: &Range<usize>, name: &Name, is_behind_body: bool) -> bool {
    if !before.clone().any(|at| is_preposition(parsed.word(at))) {
        return false;
    }
    let is_titled = name.prefix < name.tokens.start;
    let last = before.clone().last().map_or("", |at| parsed.word(at));
    let is_institution = is_behind_body
        || gazetteer().is_organisation_word(last)
        || is_titled && gazetteer().is_organisation_word(parsed.word(name.tokens.start - 1))
        || is_titled && !is_preposition(last) && gazetteer().is_organisation_word(parsed.word(name.prefix));
    let is_noun = last.chars().count() > 3
        && !is_preposition(last)
        && (last.starts_with(char::is_lowercase) || is_institution);
    // Partner of the bureau “Right Bank” Kirill Yelanchik, Director of the Sosnov Institute Academician Galeyev
    let is_closed = matches!(last, "”" | "\"" | "»") || is_institution || is_noun && !is_titled;
    let opens_with_role = before.clone().take(4).any(|at| gazetteer().role(parsed.word(at)).is_some());
    !(is_closed && name.tokens.len() > 1 && opens_with_role)
}

/// "Massamba’s": the owner of what follows.
fn is_owner(parsed: &Parsed, name: &Name) -> bool {
    let next = parsed.tokens.get(name.tokens.end);
    let is_plural = || {
        next.is_some_and(|token| {
            matches!(token.of(parsed.text), "’" | "'")
                && token.span.start() == parsed.tokens[name.tokens.end - 1].span.end()
        })
    };
    let has_thing = parsed.tokens.get(name.tokens.end + 1).is_some_and(|token| token.shape == Shape::Word);
    has_thing && (next.is_some_and(|token| token.shape == Shape::Clitic) || is_plural())
}

/// Everybody joined by "and" to the person found: "Putin and Biden".
pub(super) fn partners(parsed: &Parsed, cast: &Cast, name: usize, figure: usize, end: usize) -> Vec<usize> {
    let mut figures = vec![figure];
    let mut last = cast.names[name].tokens.end;
    for (at, other) in cast.names_in(&(last..end)) {
        let gap = last..other.prefix.max(last);
        let joins = gap.clone().any(|at| parsed.word(at) == "and")
            && gap.clone().all(|at| matches!(parsed.word(at), "and" | "," | "his" | "her" | "the"));
        match cast.person_of(at).filter(|partner| joins && !figures.contains(partner)) {
            Some(partner) => figures.push(partner),
            None => break,
        }
        last = other.tokens.end;
    }
    figures
}

/// The organisation or state that heads a segment.
pub(super) fn body_in(parsed: &Parsed, cast: &Cast, segment: &Range<usize>) -> Option<Range<usize>> {
    let start = segment.clone().find(|at| !matches!(parsed.word(*at), "the" | "The"))?;
    let names: Vec<&Name> =
        cast.names_in(segment).map(|(_, name)| name).filter(|name| name.sort != Sort::Person).collect();
    // the weekly Chorsu Times, the auction house Tolliver & Strake
    let opens = |at: usize| at == parsed.sentences[parsed.sentence_of(at)].tokens.start;
    let is_plain = |at: usize| {
        parsed.tokens[at].shape == Shape::Word
            && (parsed.word(at).starts_with(char::is_lowercase) || opens(at))
            && !is_preposition(parsed.word(at))
    };
    let only = names
        .first()
        .filter(|name| names.len() == 1 && name.tokens.end == segment.end && name.tokens.start > start);
    if let Some(name) = only
        && (name.tokens.len() > 1 || name.sort == Sort::Organisation)
        && name.tokens.start - start <= 3
        && (start..name.tokens.start).all(is_plain)
    {
        return Some(name.tokens.clone());
    }
    // the Chinese tabloid Global Mirror, the Port Sable-based Global Mirror
    let last = names.last()?;
    let is_introduced = last.tokens.start.checked_sub(1).is_some_and(|before| {
        before > start && List::OutletNoun.holds(parsed.word(before))
            || parsed.word(before).ends_with("-based")
    });
    if is_introduced && last.tokens.end == segment.end && last.tokens.start - start <= 3 {
        return Some(last.tokens.clone());
    }
    let first = names.first().filter(|name| name.tokens.start == start)?;
    if first.tokens.end == segment.end {
        return Some(first.tokens.clone());
    }
    // the Apostolic See of Monte Verna
    let link = first.tokens.end;
    let is_capital = |at: usize| parsed.word(at).starts_with(char::is_uppercase);
    let is_part = |at: usize| is_capital(at) || matches!(parsed.word(at), "the" | "and" | "of" | "for");
    if parsed.word(link) == "of"
        && segment.end - start <= LONGEST_BODY
        && is_capital(segment.end - 1)
        && (link..segment.end).all(is_part)
    {
        return Some(start..segment.end);
    }
    // Wexmoor's National Signals Bureau
    let last = names.last()?;
    let is_owned = names.len() == 2
        && last.tokens.start == first.tokens.end + 1
        && last.tokens.end == segment.end
        && is_owner(parsed, first);
    (is_owned && last.sort == Sort::Organisation && last.tokens.len() > 1).then(|| last.tokens.clone())
}

/// "India, China and Japan": nothing but bodies and what joins them, two or more.
pub(super) fn bodies(parsed: &Parsed, cast: &Cast, tokens: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let names: Vec<Range<usize>> = cast.names_in(tokens).map(|(_, name)| name.tokens.clone()).collect();
    let is_named = |at: usize| names.iter().any(|name| name.contains(&at));
    let joins = |at: usize| matches!(parsed.word(at), "," | "and" | "the" | "The");
    let has_and = tokens.clone().any(|at| !is_named(at) && parsed.word(at) == "and");
    (names.len() > 1 && has_and && tokens.clone().all(|at| is_named(at) || joins(at))).then_some(names)
}
