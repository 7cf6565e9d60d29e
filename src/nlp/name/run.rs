//! Which runs of capitalised words a text holds, before anything is known of what they name.

use super::{Name, Sort, is_verb};
use crate::nlp::gazetteer::Gazetteer;
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// Maximal runs of capitalised words with the particles between them.
pub(super) fn runs(parsed: &Parsed, lists: &Gazetteer) -> Vec<Range<usize>> {
    let common: HashSet<&str> = (0..parsed.tokens.len())
        .map(|at| parsed.word(at))
        .filter(|word| word.starts_with(char::is_lowercase))
        .collect();
    let mut runs = vec![];
    for sentence in &parsed.sentences {
        let is_title_case = is_title_case(parsed, &sentence.tokens);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if !is_capital(parsed, at) {
                at += 1;
                continue;
            }
            let end = run_end(parsed, at, sentence.tokens.end);
            let start = run_start(parsed, lists, &common, at, sentence.tokens.start, end);
            let start = behind_compound(parsed, start, end);
            // The Q of questions and answers is nobody's name.
            let is_letter = end == start + 1 && parsed.word(start).chars().count() == 1;
            let is_none = end == start + 1 && List::NoName.holds_lower(parsed.word(start));
            if start < end && !is_letter && !is_none && !(is_title_case && !is_set_off(parsed, start..end)) {
                runs.push(start..end);
            }
            at = end;
        }
    }
    runs
}

/// Drops single words that open a sentence and have no capital anywhere else: "Lowering", "Fishermen"; who speaks,
/// and what somebody would speak or own something with, stays.
pub(super) fn drop_openings(parsed: &Parsed, speakers: &[Span], names: &mut Vec<Name>) {
    let speaking: HashSet<usize> = speakers.iter().flat_map(|span| parsed.tokens_in(*span)).collect();
    let opens = |at: usize| {
        let start = parsed.sentences[parsed.sentence_of(at)].tokens.start;
        at == start || !matches!(parsed.tokens[at - 1].shape, Shape::Word | Shape::Clitic | Shape::Number)
    };
    let is_open = |name: &Name| {
        name.sort == Sort::Other && name.tokens.len() == 1 && !name.is_titled && opens(name.tokens.start)
    };
    // In a headline In Title Case a capital shows nothing.
    let plain = parsed.sentences.iter().filter(|sentence| !is_title_case(parsed, &sentence.tokens));
    let inner: HashSet<&str> = plain
        .flat_map(|sentence| sentence.tokens.clone())
        .filter(|at| is_capital(parsed, *at) && !opens(*at))
        .map(|at| parsed.word(at))
        .collect();
    names.retain(|name| {
        let at = name.tokens.start;
        let next = parsed.tokens.get(name.tokens.end);
        let next_word = next.map_or("", |token| token.of(parsed.text));
        let acts = next.is_some_and(|token| token.shape == Shape::Clitic)
            || is_verb(next_word)
            || List::Reporting.holds(next_word);
        !is_open(name)
            || acts
            || inner.contains(parsed.word(at))
            || speaking.contains(&at)
            || !parsed.word(at).chars().any(char::is_lowercase)
    });
}

/// Headlines In Title Case show nothing by their capitals.
fn is_title_case(parsed: &Parsed, tokens: &Range<usize>) -> bool {
    let words =
        || tokens.clone().filter(|at| parsed.tokens[*at].shape == Shape::Word && parsed.word(*at).len() > 3);
    let n_capital = words().filter(|at| is_capital(parsed, *at)).count();
    let n_words = words().count();
    let last = parsed.word(tokens.end - 1);
    n_words >= 5 && n_capital * 10 >= n_words * 9 && !matches!(last, "." | "”" | "\"")
}

/// A short run between marks, as in a list of those present.
fn is_set_off(parsed: &Parsed, run: Range<usize>) -> bool {
    let is_edge = |at: Option<usize>| {
        at.and_then(|at| parsed.tokens.get(at)).is_none_or(|token| {
            token.shape == Shape::Mark || matches!(token.of(parsed.text), "AND" | "OF" | "BY" | "WITH")
        })
    };
    let sentence = &parsed.sentences[parsed.sentence_of(run.start)].tokens;
    let opens = run.start == sentence.start || is_edge(run.start.checked_sub(1));
    run.len() <= 5 && opens && (run.end == sentence.end || is_edge(Some(run.end)))
}

fn run_end(parsed: &Parsed, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    while end < limit {
        let is_near = |at: usize| {
            let gap = &parsed.text[parsed.tokens[at - 1].span.end()..parsed.tokens[at].span.start()];
            // A sentence never crosses a paragraph: a line end within it is a wrapped line.
            gap.len() <= 2 && gap.matches('\n').count() <= 1
        };
        let mut next = end;
        while next < limit && next < end + 3 && is_near(next) && List::Particle.holds(parsed.word(next)) {
            next += 1;
        }
        // In a line of capitals the little words are capitals too.
        let is_little = next < limit
            && matches!(parsed.word(next), "I" | "AND" | "OF" | "THE" | "BY" | "WITH" | "FOR" | "IN");
        if next < limit && is_near(next) && is_capital(parsed, next) && !is_little {
            end = next + 1;
        } else if let Some(after) = nickname_end(parsed, end, limit) {
            end = after;
        } else {
            break;
        }
    }
    end
}

/// Denzil “Cod” Carrow, Lord (Peregrine) Tollemache, Marisol “La Generala” Etcheverry.
fn nickname_end(parsed: &Parsed, at: usize, limit: usize) -> Option<usize> {
    let is_mark = |at: usize, marks: [&str; 4]| marks.contains(&parsed.word(at));
    if at + 3 >= limit || !is_mark(at, ["“", "\"", "‘", "("]) {
        return None;
    }
    let close = (at + 2..limit.min(at + 5)).find(|at| is_mark(*at, ["”", "\"", "’", ")"]))?;
    let is_named = (at + 1..close).all(|at| is_capital(parsed, at));
    (is_named && close + 1 < limit && is_capital(parsed, close + 1)).then_some(close + 2)
}

/// Where a run starts once words that are capital only by their place are left out.
fn run_start(
    parsed: &Parsed,
    lists: &Gazetteer,
    common: &HashSet<&str>,
    first: usize,
    sentence_start: usize,
    end: usize,
) -> usize {
    let mut start = first;
    let is_inner = first > sentence_start && parsed.tokens[first - 1].shape == Shape::Word;
    while start < end
        && is_function_word(parsed.word(start))
        && !(is_inner && start + 1 < end && List::Number.holds(parsed.word(start)))
    {
        start += 1;
    }
    let opens = start == sentence_start
        || !matches!(parsed.tokens[start - 1].shape, Shape::Word | Shape::Clitic | Shape::Number)
            && parsed.word(start - 1) != ",";
    // Mum-of-three Loveday Pengilly
    let is_compound =
        |word: &str| word.split_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_lowercase));
    if start + 2 < end && opens && is_compound(parsed.word(start)) {
        return start + 1;
    }
    if start < end && start == first && opens {
        let word = parsed.word(start);
        let is_known =
            lists.title(word).is_some() || lists.role(word).is_some() || lists.state(word).is_some();
        let is_common = common.contains(word.to_lowercase().as_str());
        if is_common && !is_known && lists.first_name(word).is_none() && !lists.is_organisation_word(word) {
            start += 1;
        }
    }
    start
}

/// "the Port Sable-based Global Mirror", "the US-led NATO": the compound says which, and is no part of the name.
fn behind_compound(parsed: &Parsed, start: usize, end: usize) -> usize {
    let says_which = |at: &usize| {
        let tail = parsed.word(*at).rsplit_once('-').map_or("", |(_, tail)| tail);
        matches!(tail, "based" | "led" | "backed" | "owned" | "controlled" | "run" | "born")
    };
    let last = (start..end.max(start + 1) - 1).rev().find(says_which);
    last.map_or(start, |last| last + 1)
}

pub(super) fn is_capital(parsed: &Parsed, at: usize) -> bool {
    if parsed.tokens[at].shape != Shape::Word {
        return false;
    }
    let word = parsed.word(at);
    match word.chars().next() {
        Some(first) if first.is_uppercase() => !List::Calendar.holds(word),
        // 2HB, the call sign of a station
        Some(first) if first.is_ascii_digit() => {
            word.chars().skip(1).all(char::is_uppercase) && word.chars().count() > 2
        }
        // al-Hamdani, d’Ornelas
        Some(_) => word.split_once(['-', '\'', '’']).is_some_and(|(head, tail)| {
            head.chars().count() <= 3 && tail.starts_with(char::is_uppercase) && !List::Calendar.holds(tail)
        }),
        None => false,
    }
}

/// Whether a capital does not make a name of this word; "US" is a state, "us" is not.
pub(super) fn is_function_word(word: &str) -> bool {
    let is_shouted = word.len() > 1 && !word.chars().any(char::is_lowercase);
    !is_shouted && List::Function.holds_lower(word)
}
