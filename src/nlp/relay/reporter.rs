//! Who reports in a sentence what another said: "according to X", "as quoted by X", ", X said".

use crate::nlp::gazetteer::gazetteer;
use crate::nlp::name::is_speech;
use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// Longest noun phrase that names a source, in tokens.
const LONGEST_SOURCE: usize = 14;

/// Longest clause that says which source it is, in tokens.
const LONGEST_CLAUSE: usize = 10;

/// The reporter that the words from a token on bring up, and which form they take; `is_cue` says of a token whether
/// it is speaker or cue of some statement.
pub fn reporter_at(
    parsed: &Parsed,
    is_cue: impl Fn(usize) -> bool,
    at: usize,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, &'static str)> {
    let word = |at: usize| if sentence.contains(&at) { parsed.word(at) } else { "" };
    let lower = word(at).to_lowercase();
    let (start, form) = match (lower.as_str(), word(at + 1), word(at + 2)) {
        ("according", "to", _) => (at + 2, "according to"),
        ("words" | "account" | "telling", "of", _) => (at + 2, "in the words of"),
        ("as", "saying", "by") => (at + 3, "quoted by"),
        ("citing" | "quoting", _, _) => (at + 1, "citing"),
        ("has", "it", "that") => {
            let subject = subject_before(parsed, at, sentence).filter(|_| !is_cue(at));
            return subject.map(|tokens| (tokens, "as X has it"));
        }
        ("referring", "to", _) => (at + 2, "citing"),
        ("reference", "to", _) if at > sentence.start && word(at - 1) == "with" => (at + 2, "citing"),
        ("through" | "via", _, _) => {
            return spokesman(parsed, at + 1, sentence)
                .filter(|_| !is_cue(at))
                .map(|tokens| (tokens, "through X"));
        }
        ("per", next, _) if at > sentence.start && word(at - 1) == "," && next != "cent" => {
            (at + 1, "according to")
        }
        ("by", _, _) if at + 1 < sentence.end => {
            return owner_of_account(parsed, at + 1, sentence)
                .filter(|_| !is_cue(at))
                .map(|tokens| (tokens, "in the words of"));
        }
        ("informs" | "reports", _, _) if at > sentence.start && matches!(word(at - 1), "," | "”" | "\"") => {
            (at + 1, "it reports")
        }
        (verb, "by", _) if List::PassingOn.holds(verb) => (at + 2, "quoted by"),
        ("as", _, _) => {
            return as_reported(parsed, at, sentence)
                .filter(|_| !is_cue(at))
                .map(|tokens| (tokens, "as X has it"));
        }
        (verb, _, _) if is_report(verb) && is_inserted(parsed, at, sentence) => {
            let tokens = source(parsed, at + 1, sentence.end);
            let is_whole = sentence.contains(&tokens.end) && parsed.tokens[tokens.end].shape == Shape::Mark;
            let is_free = !tokens.clone().any(&is_cue) && !is_cue(at);
            return (is_whole && is_free && !tokens.is_empty()).then_some((tokens, "X said"));
        }
        (verb, _, _) if is_report(verb) || matches!(verb, "quotes" | "quoted") => {
            let subject = subject_before(parsed, at, sentence).filter(|_| !is_cue(at));
            let form = if List::Citing.holds(verb) { "X quotes" } else { "X said" };
            return subject.map(|tokens| (tokens, form));
        }
        _ => return None,
    };
    let tokens = source(parsed, start, sentence.end);
    let tokens = tokens.start..tokens.clone().find(|at| is_cue(*at)).unwrap_or(tokens.end);
    (!tokens.is_empty() && !is_cue(at)).then_some((tokens, form))
}

fn is_report(verb: &str) -> bool {
    is_speech(verb) || List::Reporting.holds(verb) || matches!(verb, "underscored" | "underlined")
}

/// "Qorshan, *underscored* the bureau chief, stands ready": a verb between a comma and its subject.
fn is_inserted(parsed: &Parsed, verb: usize, sentence: &Range<usize>) -> bool {
    verb > sentence.start + 1
        && matches!(parsed.word(verb - 1), "," | "”" | "\"" | "»")
        && sentence.contains(&(verb + 1))
        && matches!(parsed.word(verb + 1), "the" | "The" | "his" | "her" | "a" | "an")
}

/// "through *her spokesman, Ilja Ozols*", "via *an aide*": somebody who speaks for another one.
fn spokesman(parsed: &Parsed, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let tokens = source(parsed, start, sentence.end);
    let is_role = |at: usize| gazetteer().role(&parsed.word(at).to_lowercase()).is_some();
    let head = tokens.clone().find(|at| !parsed.word(*at).starts_with(char::is_uppercase) && is_role(*at))?;
    let is_determined = matches!(parsed.word(start), "his" | "her" | "its" | "their" | "a" | "an" | "the");
    let is_short = tokens.len() <= 4 && head + 1 == tokens.end;
    let is_name = |at: &usize| {
        let word = parsed.word(*at);
        sentence.contains(at)
            && parsed.tokens[*at].shape == Shape::Word
            && word.starts_with(char::is_uppercase)
    };
    let comma = Some(tokens.end).filter(|at| sentence.contains(at) && parsed.word(*at) == ",");
    let named = comma.and_then(|comma| (comma + 1..sentence.end).take_while(is_name).last());
    (is_determined && is_short).then(|| tokens.start..named.map_or(tokens.end, |last| last + 1))
}

/// "by *Ms Ssebunya*'s count"
fn owner_of_account(parsed: &Parsed, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let end = sentence.end.min(start + 8);
    let clitic = (start..end).find(|at| parsed.tokens[*at].shape == Shape::Clitic)?;
    let noun = (clitic + 1..end.min(clitic + 3)).find(|at| List::Account.holds(parsed.word(*at)));
    let is_plain = (start..clitic).all(|at| parsed.tokens[at].shape == Shape::Word);
    noun.filter(|_| is_plain && clitic > start).map(|_| start..clitic)
}

/// "as Sheikh Mubarak remembers it"
fn as_reported(parsed: &Parsed, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let is_end = |verb: &usize| List::Reporting.holds(parsed.word(*verb)) || is_speech(parsed.word(*verb));
    let verb = (at + 2..sentence.end.min(at + 8)).find(is_end)?;
    (at + 1..verb).all(|at| parsed.tokens[at].shape == Shape::Word).then_some(at + 1..verb)
}

/// The noun phrase that names a source, from `start` to a comma, a verb or a full stop.
pub fn source(parsed: &Parsed, start: usize, limit: usize) -> Range<usize> {
    let ends = |at: &usize| {
        let word = parsed.word(*at);
        matches!(parsed.tokens[*at].shape, Shape::Mark) && word != "&"
            || is_speech(word)
            || List::SourceEnd.holds(word)
    };
    let limit = limit.min(start + LONGEST_SOURCE);
    let end = (start..limit).find(ends).unwrap_or(limit).max(start);
    start..with_clause(parsed, start, end)
}

/// "an official *who has seen the letter*": the clause belongs to a source without a name.
fn with_clause(parsed: &Parsed, start: usize, end: usize) -> usize {
    let limit = parsed.sentences[parsed.sentence_of(start.min(parsed.tokens.len() - 1))].tokens.end;
    let is_who = end < limit && end > start && parsed.word(end) == "who";
    let is_named = (start..end).any(|at| parsed.word(at).starts_with(char::is_uppercase));
    let closes = |at: &usize| parsed.tokens[*at].shape == Shape::Mark || is_speech(parsed.word(*at));
    match (end + 1..limit.min(end + LONGEST_CLAUSE)).find(closes) {
        Some(close) if is_who && !is_named => close,
        _ => end,
    }
}

/// Words that open a source of several without a name.
const COUNTED: [&str; 8] = ["one", "two", "three", "four", "five", "several", "some", "many"];

/// ", Obradin said": the subject of a verb that is nobody's cue.
pub fn subject_before(parsed: &Parsed, verb: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let is_end = |at: &usize| {
        matches!(parsed.tokens[*at].shape, Shape::Mark)
            || is_speech(parsed.word(*at))
            || matches!(
                parsed.word(*at),
                "that" | "and" | "as" | "but" | "when" | "after" | "while" | "whether" | "because" | "since"
            )
    };
    let start = (sentence.start..verb).rev().take(8).find(is_end).map_or(sentence.start, |at| at + 1);
    let is_auxiliary = |at: &usize| {
        matches!(
            parsed.word(*at),
            "had" | "has" | "have" | "also" | "later" | "then" | "earlier" | "once" | "reportedly"
        )
    };
    let end = (start..verb).rev().take_while(is_auxiliary).last().unwrap_or(verb);
    let opens = parsed.word(start.min(verb));
    // "two senators who were there said"
    let is_counted = COUNTED.contains(&opens);
    let who = (start..end).find(|at| is_counted && parsed.word(*at) == "who").unwrap_or(end);
    let is_clause = (start..who).any(|at| {
        List::Clause.holds(parsed.word(at))
            || matches!(parsed.word(at), "not" | "be" | "who" | "can" | "never")
    });
    let is_first_person = matches!(
        parsed.word(start.min(verb)),
        "I" | "We"
            | "we"
            | "You"
            | "It"
            | "it"
            | "They"
            | "There"
            | "Nobody"
            | "This"
            | "My"
            | "When"
            | "If"
            | "Not"
            | "Neither"
    );
    if is_clause || is_first_person || start < verb && parsed.quote_depth(start) > 0 {
        return None;
    }
    let verb = end;
    let is_short = verb - start <= 7 && start < verb;
    let is_nominal = opens.starts_with(char::is_uppercase)
        || is_counted
        || matches!(opens, "the" | "his" | "her" | "a" | "an" | "he" | "she" | "both");
    let is_bare_article = verb == start + 1 && matches!(opens, "the" | "a" | "an" | "his" | "her");
    (is_short && is_nominal && !is_bare_article).then_some(start..verb)
}
