//! What speaks for somebody to have passed a statement on: the words beside, and where they stand.

use super::outlet::Reference;
use crate::annotate::Statement;
use crate::nlp::parsed::Parsed;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::ops::Range;

/// How an outlet is referred to.
pub(super) fn reference_feature(reference: Reference) -> &'static str {
    match reference {
        Reference::Known => "a known outlet",
        Reference::Formed => "an outlet by its name's form",
        Reference::Named => "an outlet by use",
        Reference::Own => "the publisher",
        Reference::Short => "an outlet in short",
        Reference::General => "the outlet of before",
        Reference::Described => "an outlet without a name",
    }
}

/// What stands beside an outlet.
pub(super) fn word_features(
    parsed: &Parsed,
    tokens: &Range<usize>,
    sentence: &Range<usize>,
    features: &mut Vec<&'static str>,
) {
    let before: Vec<&str> = (sentence.start..tokens.start).rev().take(5).map(|at| parsed.word(at)).collect();
    let word = |at: usize| if sentence.contains(&at) { parsed.word(at) } else { "" };
    let preposition = before.iter().find_map(|word| match *word {
        "told" | "tells" | "telling" | "informed" => Some("told it"),
        "to" => Some("to it"),
        "with" => Some("with it"),
        "by" => Some("by it"),
        "through" | "via" => Some("through it"),
        "from" | "of" => Some("of it"),
        "on" | "in" => Some("on it"),
        "citing" | "quoting" => Some("citing it"),
        _ => None,
    });
    features.push(preposition.unwrap_or("bare"));
    let is_bare = |word: &&str| matches!(*word, "the" | "The" | "official" | "state" | "national");
    let last = before.iter().find(|word| !is_bare(word)).copied().unwrap_or("");
    if matches!(last, "on" | "in" | "of" | "from" | "to" | "by") {
        features.push("right before it");
    }
    let is_talk = |word: &&str| List::Talk.holds(word);
    if before.iter().any(is_talk) {
        features.push("an interview");
    }
    if before.iter().any(|word| matches!(*word, "Asked" | "asked")) {
        features.push("it asks");
    }
    if crate::nlp::name::is_speech(word(tokens.end))
        || matches!(word(tokens.end), "reported" | "quoted" | "quotes" | "writes" | "reports")
    {
        features.push("it says");
    }
    let is_citing = |at: &usize| matches!(parsed.word(*at), "citing" | "quoting" | "cited" | "quoted");
    if (tokens.end..sentence.end.min(tokens.end + 12)).any(|at| is_citing(&at)) {
        features.push("it cites");
    }
}

/// Where a candidate stands as seen from the statement.
pub(super) fn place_features(
    parsed: &Parsed,
    statement: &Statement,
    tokens: &Range<usize>,
    features: &mut Vec<&'static str>,
) {
    let at = parsed.tokens[tokens.start].span.start();
    let ends = |spans: &[Span]| Some((spans.first()?.start(), spans.last()?.end()));
    if is_within(parsed, tokens.start, &statement.content) {
        features.push("in the content");
    }
    if parsed.quote_depth(tokens.start) > 0 {
        features.push("in a quotation");
    }
    let sentences = |spans: &[Span]| {
        spans.iter().any(|span| {
            parsed.tokens_in(*span).any(|token| parsed.sentence_of(token) == parsed.sentence_of(tokens.start))
        })
    };
    if !sentences(&statement.cue) && !sentences(&statement.speaker) {
        features.push("away from cue and speaker");
    }
    if let Some((start, end)) = ends(&statement.content) {
        features.push(if at < start {
            "before the content"
        } else if at >= end {
            "after the content"
        } else {
            "amid the content"
        });
    }
    if let Some((_, end)) = ends(&statement.cue) {
        let gap = parsed.tokens_in(Span::new(end.min(at), at)).len();
        if at >= end && gap <= 6 {
            features.push("close behind the cue");
        }
    }
    if statement.speaker.is_empty() {
        features.push("no speaker named");
    }
}

fn is_within(parsed: &Parsed, token: usize, spans: &[Span]) -> bool {
    spans.iter().any(|span| span.contains(parsed.tokens[token].span.start()))
}
