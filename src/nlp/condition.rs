//! Under which condition a statement holds something out, and what follows then.
//!
//! Five shapes: the clause with a marker ("if …", "unless …", "should …"), the phrase with one ("in response
//! to …"), "one more shell and we …", the nominal cause ("new sanctions could lead to …"), and the anaphoric
//! one ("all of this could …"). A condition may stand in the content or, with a marker, beside it in its sentence.

use super::parsed::Parsed;
use super::stance::words::Words;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;
use crate::text::Span;
use std::ops::Range;

/// Sets `condition` and `consequence` of each statement.
pub fn assign(parsed: &Parsed, people: &[Person], statements: &mut [Statement]) {
    let _ = people;
    let words = Words::new(parsed);
    for statement in statements {
        let found = condition(&words, statement);
        statement.condition = found.condition;
        statement.consequence = found.consequence;
    }
}

/// Takes back a condition without a marker where the act turned out to be neither a threat nor a warning, and
/// gives a threat without a condition its consequence: what is held out.
pub fn settle(parsed: &Parsed, statements: &mut [Statement]) {
    let words = Words::new(parsed);
    for statement in statements {
        let label = statement.stance.label.as_str();
        let is_held_out = matches!(label, "THREATEN" | "WARN");
        if !is_held_out && condition(&words, statement).nominal {
            statement.condition.clear();
            statement.consequence.clear();
        }
        if is_held_out && statement.condition.is_empty() {
            let found =
                segments(&words, &statement.content).into_iter().find_map(|segment| loose(&words, segment));
            statement.condition = found.as_ref().map_or(vec![], |found| found.condition.clone());
            statement.consequence =
                found.map_or_else(|| held_out(&words, statement), |found| found.consequence);
        }
    }
}

/// The piece of the content that names what may come: the one with a modal, else all of a short content.
fn held_out(words: &Words, statement: &Statement) -> Vec<Span> {
    let segments = segments(words, &statement.content);
    let modal = segments.iter().find(|segment| promises(words, (*segment).clone()));
    match (modal, segments.as_slice()) {
        (Some(segment), _) => words.span(segment.clone()).into_iter().collect(),
        (None, [only]) if only.len() <= 24 => words.span(only.clone()).into_iter().collect(),
        _ => vec![],
    }
}

/// In a threat or a warning any thing before a modal is the cause, unless it is a pronoun or a bare name.
fn loose(words: &Words, segment: Range<usize>) -> Option<Found> {
    let modal = segment.clone().find(|at| {
        matches!(words.stem[*at].as_str(), "could" | "may" | "might" | "will" | "would" | "mean" | "risk")
            || (words.stem[*at] == "be" && words.lower.get(at + 1).is_some_and(|next| next == "fraught"))
    })?;
    let start = (segment.start..modal).find(|at| {
        words.is_word(*at) && !matches!(words.lower[*at].as_str(), "but" | "and" | "that" | "then")
    })?;
    let subject = start..modal;
    let first = words.lower[start].as_str();
    let opens = matches!(
        first,
        "a" | "an"
            | "any"
            | "another"
            | "such"
            | "further"
            | "new"
            | "this"
            | "all"
            | "these"
            | "one"
            | "even"
            | "doing"
            | "two"
            | "without"
            | "with"
    );
    let is_ing = first.ends_with("ing") && first.len() > 4;
    let fits = (opens || is_ing)
        && subject.len() <= 22
        && !subject.clone().any(|at| matches!(words.lower[at].as_str(), "," | "we"));
    if fits { found(words, subject, modal..segment.end, true) } else { None }
}

/// What [`condition`] found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// If what, with its marker.
    pub condition: Vec<Span>,
    /// Then what.
    pub consequence: Vec<Span>,
    /// No marker: holds only for a threat or a warning.
    pub nominal: bool,
}

/// Condition and consequence of `statement`.
pub fn condition(words: &Words, statement: &Statement) -> Found {
    let segments = segments(words, &statement.content);
    segments
        .iter()
        .find_map(|segment| marked(words, segment.clone()))
        .or_else(|| across(words, &segments))
        .or_else(|| segments.iter().find_map(|segment| conjoined(words, segment.clone())))
        .or_else(|| outside(words, statement, &segments))
        .or_else(|| segments.iter().find_map(|segment| nominal(words, segment.clone())))
        .unwrap_or_default()
}

/// The content cut at sentence ends and at the borders of its pieces.
fn segments(words: &Words, content: &[Span]) -> Vec<Range<usize>> {
    let mut segments = vec![];
    for piece in content {
        let tokens = words.within(*piece);
        let mut start = tokens.start;
        for at in tokens.clone() {
            if matches!(words.lower[at].as_str(), "." | "?" | "!" | ";") {
                segments.push(start..at);
                start = at + 1;
            }
        }
        segments.push(start..tokens.end);
    }
    segments.retain(|segment| segment.len() > 1);
    segments
}

/// Markers of one or more words; the longest that fits wins.
const MARKERS: [&[&str]; 43] = [
    &["if"],
    &["unless"],
    &["provided"],
    &["providing"],
    &["as", "long", "as"],
    &["so", "long", "as"],
    &["as", "soon", "as"],
    &["in", "case"],
    &["in", "the", "event"],
    &["in", "the", "absence", "of"],
    &["on", "condition"],
    &["on", "the", "condition"],
    &["once"],
    &["until"],
    &["in", "response", "to"],
    &["in", "reply", "to"],
    &["in", "answer", "to"],
    &["in", "retaliation", "for"],
    &["in", "return", "for"],
    &["in", "exchange", "for"],
    &["as", "a", "response", "to"],
    &["the", "day"],
    &["the", "moment"],
    &["the", "minute"],
    &["the", "hour"],
    &["the", "morning", "after"],
    &["the", "instant"],
    &["whoever"],
    &["anyone", "who"],
    &["without"],
    &["short", "of"],
    &["failing"],
    &["absent"],
    &["were"],
    &["should"],
    &["assuming"],
    &["supposing"],
    &["even", "if"],
    &["only", "if"],
    &["only", "when"],
    &["but", "for"],
    &["when"],
    &["in", "the", "case", "of"],
];

/// Length of the marker that starts at `at`.
fn marker(words: &Words, at: usize, segment: &Range<usize>) -> Option<usize> {
    let longest = MARKERS
        .iter()
        .filter(|marker| at + marker.len() <= segment.end)
        .filter(|marker| marker.iter().enumerate().all(|(place, word)| words.lower[at + place] == *word))
        .max_by_key(|marker| marker.len())?;
    let opens = at == segment.start
        || !words.is_word(at - 1)
        || matches!(words.lower[at - 1].as_str(), "and" | "but" | "that");
    let follows = words.lower.get(at + longest.len()).map_or("", String::as_str);
    let fits = match longest[0] {
        // "Should this step be taken", "were they to": only where a clause opens, and not a question.
        "should" | "were" => opens && !ends_in_question(words, segment),
        "once" | "when" => opens || !matches!(follows, "more" | "again" | "and" | "," | "."),
        "the" => longest.len() > 2 || (opens && !matches!(follows, "of" | "before" | "," | "when")),
        "provided" | "assuming" | "providing" => opens || matches!(follows, "that" | "the" | "it" | "they"),
        "without" => opens,
        "if" => {
            at == segment.start
                || !matches!(
                    words.lower[at - 1].as_str(),
                    "as" | "even" | "ask" | "asked" | "know" | "wonder" | "see"
                )
        }
        _ => true,
    };
    fits.then_some(longest.len())
}

fn ends_in_question(words: &Words, segment: &Range<usize>) -> bool {
    words.lower.get(segment.end).is_some_and(|next| next == "?")
}

fn marked(words: &Words, segment: Range<usize>) -> Option<Found> {
    let (at, length) =
        segment.clone().find_map(|at| marker(words, at, &segment).map(|length| (at, length)))?;
    let weak = matches!(words.lower[at].as_str(), "until" | "when" | "without" | "once");
    if weak && !promises(words, segment.clone()) {
        return None;
    }
    let opening = (segment.start..at).all(|before| {
        !words.is_word(before) || matches!(words.lower[before].as_str(), "and" | "but" | "that" | "so")
    });
    let end = if opening { clause_end(words, at + length..segment.end)? } else { segment.end };
    let rest = if opening { skip_marks(words, end..segment.end) } else { trim(words, segment.start..at) };
    found(words, at..end, rest, false)
}

/// The comma, or "then", that closes an opening clause: the first one after which a clause may start.
fn clause_end(words: &Words, inside: Range<usize>) -> Option<usize> {
    let commas: Vec<usize> = inside
        .clone()
        .filter(|at| matches!(words.lower[*at].as_str(), "," | "then" | "–" | "—" | ":"))
        .collect();
    let fits = |comma: &&usize| (**comma + 1..inside.end).take(9).any(|at| finite(words, at));
    commas
        .iter()
        .find(fits)
        .or(commas.first())
        .copied()
        .or_else(|| subject_start(words, inside.clone()))
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
            "we" | "it" | "they" | "he" | "she" | "i" | "you" | "the" | "our" | "their" | "this" | "all"
        )
    })
}

fn finite(words: &Words, at: usize) -> bool {
    matches!(
        words.stem[at].as_str(),
        "will" | "shall" | "could" | "may" | "might" | "can" | "must" | "be" | "have" | "do" | "would"
    )
}

fn promises(words: &Words, segment: Range<usize>) -> bool {
    segment
        .into_iter()
        .any(|at| matches!(words.stem[at].as_str(), "will" | "shall" | "could" | "may" | "might" | "would"))
}

/// A marker that opens one piece of the content while the consequence is another piece.
fn across(words: &Words, segments: &[Range<usize>]) -> Option<Found> {
    segments.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let whole = |segment: &Range<usize>| marker(words, segment.start, segment).is_some();
        if words.place(first.end - 1).end() + 1 >= words.place(second.start).start() {
            return None;
        }
        if whole(first) { found(words, first.clone(), second.clone(), false) } else { None }
    })
}

/// "One more shell on our side and we shall answer with ten", "Touch our trawlers and you'll pay".
fn conjoined(words: &Words, segment: Range<usize>) -> Option<Found> {
    let first = segment.start;
    let opens = matches!(
        words.lower[first].as_str(),
        "one" | "another" | "any" | "a" | "touch" | "give" | "let" | "try" | "send" | "no" | "not" | "even"
    );
    let and = segment.clone().skip(1).find(|at| matches!(words.lower[*at].as_str(), "and" | ","))?;
    let then = (and + 1..segment.end).take(4).any(|at| {
        matches!(words.stem[at].as_str(), "will" | "shall" | "may" | "could")
            || matches!(words.lower[at].as_str(), "no" | "you" | "we")
    });
    let no_verb = !(segment.start..and).any(|at| finite(words, at));
    if opens && then && no_verb { found(words, first..and, and + 1..segment.end, true) } else { None }
}

/// A marked clause beside the content in the same sentence: "asked what if …", "if …, he said, …".
fn outside(words: &Words, statement: &Statement, segments: &[Range<usize>]) -> Option<Found> {
    let first = segments.first()?.start;
    let last = segments.last()?.end;
    let taken =
        words.of(&statement.cue).into_iter().chain(words.of(&statement.speaker)).min().unwrap_or(first);
    let sentence = words.sentence(first.min(taken));
    let before = sentence.start..taken.min(first);
    let after = last..words.sentence(last - 1).end;
    for side in [before, after] {
        let opening = side.clone().find(|at| words.is_word(*at) || words.lower[*at] == ",");
        let Some(at) = opening.map(|at| if words.lower[at] == "," { at + 1 } else { at }) else { continue };
        if at >= side.end
            || !matches!(words.lower[at].as_str(), "if" | "unless" | "should" | "in" | "provided" | "asked")
        {
            continue;
        }
        let Some(length) = marker(words, at, &side) else { continue };
        let end = clause_end(words, at + length..side.end)?;
        return found(words, at..end, first..last, false);
    }
    None
}

/// "New sanctions could lead to a rupture": a thing, not a person, before a modal.
fn nominal(words: &Words, segment: Range<usize>) -> Option<Found> {
    let modal = segment.clone().find(|at| {
        matches!(
            words.stem[*at].as_str(),
            "could" | "may" | "might" | "will" | "can" | "would" | "mean" | "risk" | "threaten"
        )
    })?;
    let mut start = segment.start;
    while start < modal
        && matches!(words.lower[start].as_str(), "but" | "and" | "that" | "“" | "\"" | "," | "then" | "so")
    {
        start += 1;
    }
    let subject = start..modal;
    if subject.is_empty() || subject.len() > 22 || !is_event(words, subject.clone()) {
        return None;
    }
    found(words, subject, modal..segment.end, true)
}

/// Whether a noun phrase tells of something that may happen rather than of somebody.
fn is_event(words: &Words, subject: Range<usize>) -> bool {
    let first = words.lower[subject.start].as_str();
    if matches!(
        first,
        "any"
            | "another"
            | "such"
            | "further"
            | "new"
            | "this"
            | "all"
            | "these"
            | "one"
            | "even"
            | "every"
            | "fresh"
            | "two"
            | "those"
            | "anything"
    ) {
        return !subject.clone().any(|at| matches!(words.lower[at].as_str(), "who" | "we"));
    }
    let named = subject
        .clone()
        .all(|at| words.is_capital(at) || matches!(words.lower[at].as_str(), "the" | "of" | "and"));
    let person = matches!(
        first,
        "we" | "i"
            | "he"
            | "she"
            | "they"
            | "you"
            | "it"
            | "who"
            | "our"
            | "my"
            | "nobody"
            | "there"
            | "what"
            | "his"
            | "her"
            | "their"
            | "which"
    );
    if named || person {
        return false;
    }
    let head_end = (subject.start + 1..subject.end)
        .find(|at| {
            matches!(
                words.lower[*at].as_str(),
                "of" | "on" | "to" | "in" | "against" | "from" | "by" | "for" | "at" | "over" | "with"
            )
        })
        .unwrap_or(subject.end);
    let head = &words.lower[head_end - 1];
    EVENT_ENDINGS.iter().any(|ending| head.ends_with(ending))
        || EVENTS.contains(&words.stem[head_end - 1].as_str())
        || head.ends_with("ing")
}

const EVENT_ENDINGS: [&str; 10] =
    ["tion", "tions", "sion", "sions", "ure", "ures", "ment", "ments", "ance", "al"];

const EVENTS: [&str; 44] = [
    "attack",
    "ban",
    "barrage",
    "blockade",
    "break",
    "breach",
    "crisis",
    "cut",
    "closing",
    "deal",
    "delay",
    "delivery",
    "duty",
    "embargo",
    "failure",
    "flight",
    "freeze",
    "gap",
    "halt",
    "interference",
    "levy",
    "loss",
    "move",
    "quarrel",
    "raid",
    "river",
    "sanction",
    "seizure",
    "shot",
    "shortfall",
    "silence",
    "split",
    "spread",
    "step",
    "strike",
    "tariff",
    "theft",
    "transfer",
    "trick",
    "visit",
    "vote",
    "war",
    "week",
    "withdrawal",
];

fn skip_marks(words: &Words, range: Range<usize>) -> Range<usize> {
    let start =
        range.clone().find(|at| words.is_word(*at) && words.lower[*at] != "then").unwrap_or(range.end);
    let opened = start > range.start && matches!(words.at(start - 1), "“" | "\"" | "«" | "‘");
    if opened { start - 1..range.end } else { start..range.end }
}

fn trim(words: &Words, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    while end > range.start && matches!(words.lower[end - 1].as_str(), "," | "and" | "–" | "—" | "-") {
        end -= 1;
    }
    range.start..end
}

fn found(words: &Words, condition: Range<usize>, consequence: Range<usize>, nominal: bool) -> Option<Found> {
    let condition = words.span(trim(words, condition))?;
    Some(Found {
        condition: vec![condition],
        consequence: words.span(trim(words, consequence)).into_iter().collect(),
        nominal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::StatementId;

    /// The content stands in braces; expected is "condition → consequence".
    fn check(marked: &str, expected: &str) {
        let start = marked.find('{').expect("a content");
        let text = marked.replace(['{', '}'], "");
        let end = marked.find('}').expect("its end") - 1;
        let parsed = Parsed::new(&text);
        let words = Words::new(&parsed);
        let found = condition(&words, &Statement::bare(StatementId(0), vec![Span::new(start, end)]));
        let shown = |spans: &[Span]| spans.iter().map(|span| span.of(&text)).collect::<Vec<_>>().join(" … ");
        assert_eq!(format!("{} → {}", shown(&found.condition), shown(&found.consequence)), expected);
    }

    #[test]
    fn clauses_with_a_marker() {
        check("He said {if the talks fail, we will leave}.", "if the talks fail → we will leave");
        check(
            "{The embassy will close unless the ban is lifted}, he said.",
            "unless the ban is lifted → The embassy will close",
        );
        check("{Should the ban stay, flights will stop}.", "Should the ban stay → flights will stop");
        check(
            "{Deliveries may stop in response to new duties}.",
            "in response to new duties → Deliveries may stop",
        );
    }

    #[test]
    fn causes_without_a_marker() {
        check("{New sanctions could lead to a rupture}, he said.", "New sanctions → could lead to a rupture");
        check("{All of this may end in a break}.", "All of this → may end in a break");
        check("{One more shell and we will answer}.", "One more shell → we will answer");
    }

    #[test]
    fn beside_the_content() {
        check("If the ban stays, {flights will stop}, he said.", "If the ban stays → flights will stop");
    }

    #[test]
    fn people_are_no_conditions() {
        check("{The minister will travel on Monday}.", " → ");
        check("{We could do more}.", " → ");
    }
}
