//! Conditions with a marker: "if …", "unless …", "in response to …", in the content or beside it; "otherwise".

use super::Found;
use super::lists;
use super::segment::{finite, found, holds_out, skip_marks, trim};
use crate::annotate::Statement;
use crate::nlp::stance::words::Words;
use std::ops::Range;

/// How soon after "were" its subject is followed by "to".
const LONGEST_SUBJECT: usize = 10;

/// A marker within the stretch.
pub fn inside(words: &Words, segment: Range<usize>) -> Option<Found> {
    let markers = segment.clone().filter_map(|at| marker(words, at, &segment).map(|length| (at, length)));
    let (at, length) = markers.min_by_key(|(at, length)| (is_loose(words, &segment, *at, *length), *at))?;
    if lists::is("weak", &words.lower[at]) && !holds_out(words, segment.clone()) {
        return None;
    }
    let opens = (segment.start..at).all(|before| {
        !words.is_word(before) || matches!(words.lower[before].as_str(), "and" | "but" | "that" | "so")
    });
    let is_subject = matches!(words.lower[at].as_str(), "whoever" | "anyone");
    let clause = clause_end(words, at + length..segment.end)?;
    let opens = opens || (words.lower[at - 1] == "that" && clause < segment.end);
    let end = match (opens, is_subject) {
        (_, true) => second_verb(words, at + length..segment.end)?,
        (true, false) => clause,
        (false, false) => segment.end,
    };
    let rest = if opens { skip_marks(words, end..segment.end) } else { trim(words, segment.start..at) };
    found(words, at..end, rest, is_loose(words, &segment, at, length))
}

/// Whether a marker often means something else: "until Friday", but not "nobody moves until it is signed".
fn is_loose(words: &Words, segment: &Range<usize>, at: usize, length: usize) -> bool {
    let is_denied = (segment.start..at).any(|at| {
        matches!(words.lower[at].as_str(), "not" | "no" | "never" | "nothing" | "nobody" | "cannot" | "n't")
    });
    let marker = words.lower[at..at + length].join("_");
    lists::is("loose", &marker) && !(marker == "until" && is_denied)
}

/// A marker that opens one piece of the content while the consequence is another piece.
pub fn across(words: &Words, segments: &[Range<usize>]) -> Option<Found> {
    segments.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let is_apart = words.place(first.end - 1).end() + 1 < words.place(second.start).start();
        let opens = is_apart && marker(words, first.start, first).is_some();
        if opens { found(words, first.clone(), second.clone(), false) } else { None }
    })
}

/// "Otherwise the valve may feel the cold", "failing that, …", and either at the end.
pub fn back(words: &Words, segment: Range<usize>) -> Option<Found> {
    lists::back().iter().find_map(|phrase| {
        let holds = |at: usize| {
            at >= segment.start
                && at + phrase.len() <= segment.end
                && phrase.iter().zip(at..).all(|(word, at)| words.lower[at] == *word)
        };
        let last = segment.end.checked_sub(phrase.len())?;
        if holds(segment.start) {
            let end = segment.start + phrase.len();
            found(words, segment.start..end, skip_marks(words, end..segment.end), false)
        } else if holds(last) {
            found(words, last..segment.end, segment.start..last, true)
        } else {
            None
        }
    })
}

/// A marked clause beside the content in the same sentence: "asked what if …", "if …, he said, …".
pub fn beside(words: &Words, statement: &Statement, segments: &[Range<usize>]) -> Option<Found> {
    let first = segments.first()?.start;
    let last = segments.last()?.end;
    let taken =
        words.of(&statement.cue).into_iter().chain(words.of(&statement.speaker)).min().unwrap_or(first);
    let before = words.sentence(first.min(taken)).start..taken.min(first);
    let after = last..words.sentence(last - 1).end;
    [before, after].into_iter().find_map(|side| {
        let opening = side.clone().find(|at| words.is_word(*at) || words.lower[*at] == ",")?;
        let at = if words.lower[opening] == "," { opening + 1 } else { opening };
        let opens = at < side.end
            && matches!(words.lower[at].as_str(), "if" | "unless" | "should" | "in" | "provided");
        let length = if opens { marker(words, at, &side)? } else { return None };
        let end = clause_end(words, at + length..side.end)?;
        found(words, at..end, first..last, false)
    })
}

/// Length of the marker that starts at `at`; the longest that fits wins.
fn marker(words: &Words, at: usize, segment: &Range<usize>) -> Option<usize> {
    let longest = lists::markers()
        .iter()
        .filter(|marker| at + marker.len() <= segment.end)
        .filter(|marker| marker.iter().zip(at..).all(|(word, at)| words.lower[at] == *word))
        .max_by_key(|marker| marker.len())?;
    let before = if at == segment.start { "" } else { words.lower[at - 1].as_str() };
    let opens = !runs_on(words, at)
        && (at == segment.start || !words.is_word(at - 1) || matches!(before, "and" | "but" | "that"));
    let follows = words.lower.get(at + longest.len()).map_or("", String::as_str);
    let fits = match longest[0] {
        // "Should this step be taken", "were they to": only where a clause opens, and not a question.
        "were" => {
            opens
                && (lists::is("time-before", follows) || words.is_capital(at + 1))
                && (at + 2..segment.end.min(at + LONGEST_SUBJECT)).any(|at| words.lower[at] == "to")
                && !ends_in_question(words, segment)
        }
        "should" => {
            !ends_in_question(words, segment)
                && (opens && !matches!(before, "and" | "but")
                    || (lists::is("time-before", follows) && !lists::is("person", before)))
        }
        "once" | "when" => {
            opens || (before != "at" && !matches!(follows, "more" | "again" | "and" | "," | "."))
        }
        "the" => {
            longest.len() > 2
                || (opens && !matches!(follows, "of" | "before" | "," | "when" | "after" | "'s"))
                || (lists::is("time-before", follows) && !lists::is("time-after", before))
        }
        "provided" | "assuming" | "providing" => {
            opens || matches!(follows, "that" | "the" | "it" | "they" | "nobody" | "both")
        }
        "without" | "failing" | "absent" => opens,
        "if" => {
            !matches!(follows, "not" | "for" | "only" | "anything" | "ever")
                && (at == segment.start
                    || !matches!(before, "as" | "even" | "ask" | "asked" | "know" | "wonder" | "see"))
        }
        _ => true,
    };
    fits.then_some(longest.len())
}

/// Whether a quotation that starts at `at` only goes on with the clause around it: the envoy “should read them too”.
fn runs_on(words: &Words, at: usize) -> bool {
    !words.is_capital(at)
        && at >= 2
        && matches!(words.at(at - 1), "“" | "\"" | "«" | "‘" | "'")
        && words.is_word(at - 2)
}

fn ends_in_question(words: &Words, segment: &Range<usize>) -> bool {
    words.lower.get(segment.end).is_some_and(|next| next == "?")
}

/// The comma, or "then", that closes an opening clause: the first one after which a clause may start.
fn clause_end(words: &Words, inside: Range<usize>) -> Option<usize> {
    let commas: Vec<usize> = inside
        .clone()
        .filter(|at| matches!(words.lower[*at].as_str(), "," | "then" | "–" | "—" | ":" | "…"))
        .collect();
    let fits = |comma: &&usize| (**comma + 1..inside.end).take(9).any(|at| finite(words, at));
    commas
        .iter()
        .find(fits)
        .copied()
        .or_else(|| subject_start(words, inside.clone()))
        .or(commas.first().copied())
        .or(Some(inside.end))
}

/// Without a comma: where "we will", "the ferries will" starts after the clause's own verb.
fn subject_start(words: &Words, inside: Range<usize>) -> Option<usize> {
    let modal = inside
        .clone()
        .skip(3)
        .find(|at| matches!(words.stem[*at].as_str(), "will" | "shall" | "could" | "may" | "might"))?;
    let from = inside.start + 2;
    (from..modal).rev().find(|at| {
        matches!(
            words.lower[*at].as_str(),
            "we" | "it"
                | "they"
                | "he"
                | "she"
                | "i"
                | "you"
                | "the"
                | "our"
                | "their"
                | "this"
                | "all"
                | "there"
        )
    })
}

/// Where the main verb starts after "whoever crosses the river": at its modal.
fn second_verb(words: &Words, inside: Range<usize>) -> Option<usize> {
    inside.skip(1).find(|at| super::segment::modal(words, *at) || words.lower[*at] == ",")
}
