//! What stands beside the mentions of a person: role, affiliation, state, gender.

use super::Figure;
use super::group::agree;
use crate::nlp::gazetteer::{Gazetteer, Gender};
use crate::nlp::mention;
use crate::nlp::name::{self, Name, phrase};
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// Longest apposition looked at, in tokens.
const LONGEST_APPOSITION: usize = 16;

/// Adds what stands beside one mention: role, affiliation, gender.
pub(super) fn describe(parsed: &Parsed, lists: &Gazetteer, name: &Name, figure: &mut Figure) {
    let first_name = || lists.first_name(parsed.word(name.tokens.start)).filter(|_| name.tokens.len() > 1);
    for part in
        [Some(name.prefix..name.tokens.start), after(parsed, lists, name), before(parsed, lists, name)]
            .into_iter()
            .flatten()
    {
        learn(parsed, lists, part, figure);
    }
    if figure.gender == Gender::Unknown {
        figure.gender =
            if name.gender == Gender::Unknown { first_name().unwrap_or_default() } else { name.gender };
    }
    let owner = name.prefix.checked_sub(2).filter(|at| parsed.tokens[at + 1].shape == Shape::Clitic);
    if let Some(owner) =
        owner.filter(|at| figure.affiliation.is_none() && parsed.word(*at).starts_with(char::is_uppercase))
    {
        figure.affiliation = Some(parsed.word(owner).into());
        figure.state = figure.state.or(lists.state(parsed.word(owner)));
    }
}

/// Takes role, state and gender from a stretch of words beside a name.
fn learn(parsed: &Parsed, lists: &Gazetteer, part: Range<usize>, figure: &mut Figure) {
    let owner = part.clone().rev().find(|at| parsed.tokens[*at].shape == Shape::Clitic);
    if let (Some(owner), None) = (owner.and_then(|at| at.checked_sub(1)), &figure.affiliation) {
        figure.affiliation = Some(parsed.word(owner).into());
        figure.state = figure.state.or(lists.state(parsed.word(owner)));
    }
    let part = owner.map_or(part.start, |at| at + 1)..part.end;
    let office = part.clone().find(|at| lists.role(parsed.word(*at)).is_some());
    let governed = part
        .clone()
        .find(|at| matches!(parsed.word(*at), "of" | "for" | "to" | "at" | "in" | "on"))
        .unwrap_or(part.end);
    let heads = (part.start..governed).filter(|at| lists.role(parsed.word(*at)).is_some());
    figure.role_heads.extend(heads.map(|at| parsed.word(at).to_lowercase()));
    for at in part.clone() {
        let word = parsed.word(at);
        if parsed.tokens[at].shape == Shape::Word {
            figure.role_words.push(word.to_lowercase());
        }
        let shown = name::shown_gender(parsed, lists, at);
        // The gender of an apposition's own head only: "the wife of X" tells nothing of X.
        if figure.gender == Gender::Unknown
            && shown != Gender::Unknown
            && Some(at) <= office.or(Some(part.end))
        {
            figure.gender = shown;
        }
        let state = lists.state(word).filter(|_| word.starts_with(char::is_uppercase));
        if let Some(state) = state.or_else(|| lists.state(&phrase(parsed, &(at..(at + 2).min(part.end))))) {
            figure.state = figure.state.or(Some(state));
            if figure.affiliation.is_none() {
                figure.affiliation = Some(state.into());
            }
        }
    }
    if let (Some(office), None) = (office, &figure.role) {
        let is_edge = |at: &usize| {
            List::Article.holds_lower(parsed.word(*at))
                || List::Conjunction.holds_lower(parsed.word(*at))
                || parsed.tokens[*at].shape == Shape::Mark
        };
        // "in talks today with his counterpart": the office begins behind "his".
        let is_outside = |at: &usize| is_edge(at) || mention::is_preposition(parsed.word(*at));
        let start = (part.start..office).rfind(is_outside).map_or(part.start, |at| at + 1);
        figure.role = Some(start..part.end);
    }
}

/// ", a Kremlin adviser": the apposition after a name.
fn after(parsed: &Parsed, lists: &Gazetteer, name: &Name) -> Option<Range<usize>> {
    let sentence = &parsed.sentences[parsed.sentence_of(name.tokens.start)].tokens;
    let comma = name.tokens.end;
    if comma + 1 >= sentence.end || parsed.word(comma) != "," {
        return None;
    }
    let end = segment_end(parsed, comma + 1, sentence.end);
    let part = comma + 1..end;
    let n_before_office = part.clone().take(7).position(|at| lists.role(parsed.word(at)).is_some())?;
    let opens = parsed.word(part.start);
    let is_clause = part.clone().take(n_before_office).any(|at| name::is_verb(parsed.word(at)));
    let names_another =
        parsed.word(part.start).starts_with(char::is_uppercase) && lists.first_name(opens).is_some();
    (!is_clause && !names_another && opens != "and").then_some(part)
}

/// "the foreign minister, X": the office before a comma.
fn before(parsed: &Parsed, lists: &Gazetteer, name: &Name) -> Option<Range<usize>> {
    let sentence = &parsed.sentences[parsed.sentence_of(name.tokens.start)].tokens;
    let comma = name.prefix.checked_sub(1).filter(|at| *at > sentence.start && parsed.word(*at) == ",")?;
    let is_stop = |at: &usize| {
        matches!(parsed.tokens[*at].shape, Shape::Mark)
            || name::is_verb(parsed.word(*at))
            || parsed.word(*at) == "and"
    };
    let start = (sentence.start..comma)
        .rev()
        .take(LONGEST_APPOSITION)
        .find(is_stop)
        .map_or(sentence.start.max(comma.saturating_sub(LONGEST_APPOSITION)), |at| at + 1);
    let part = start..comma;
    let has_name = part.clone().any(|at| {
        lists.first_name(parsed.word(at)).is_some() && parsed.word(at).starts_with(char::is_uppercase)
    });
    (part.clone().any(|at| lists.role(parsed.word(at)).is_some()) && !has_name).then_some(part)
}

fn segment_end(parsed: &Parsed, start: usize, limit: usize) -> usize {
    let limit = limit.min(start + LONGEST_APPOSITION);
    (start..limit)
        .find(|at| parsed.tokens[*at].shape == Shape::Mark && parsed.word(*at) != "-")
        .unwrap_or(limit)
}

/// A bare surname with a known office beside it gets its first name: "President Macron".
pub(super) fn complete_from_offices(lists: &Gazetteer, figure: &mut Figure) {
    let surname = figure.name.rsplit(' ').next().unwrap_or("").to_string();
    let is_bare = figure.name.split(' ').count() == 1;
    let known: Vec<_> = lists.offices(if is_bare { &surname } else { &figure.name }).to_vec();
    let Some(office) = known.iter().find(|office| is_bare || *figure.name == *office.name) else { return };
    let is_other_state =
        figure.state.is_some_and(|state| lists.state(office.state).is_some_and(|known| known != state));
    let conflicts = is_other_state || !agree(office.gender, figure.gender);
    if is_bare && !conflicts && known.iter().all(|other| other.gender == office.gender) {
        figure.name = office.name.into();
    }
    if !conflicts && figure.gender == Gender::Unknown {
        figure.gender = office.gender;
    }
}
