//! Who only passes the words on.
//!
//! Candidates are outlets named beside a statement ("told TASS"), whoever reports in the same sentence what another
//! said ("according to the Kremlin", "…, Ushakov said"), the speakers of statements around it, and what was the
//! relay of the same speaker's last words. A small model decides which of them are relays.

use super::gazetteer::gazetteer;
use super::mention::Mention;
use super::name::phrase;
use super::parsed::Parsed;
use super::people::Cast;
use super::speaker;
use crate::annotate::{Kind, MentionType, Relay, Statement};
use crate::text::Span;
use nest::{hull, nest, pass_down};
use outlet::{Outlets, Reference};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// Which statement lies within which.
mod nest;

/// Outlets of the article.
mod outlet;

/// Who reports what another said.
mod reporter;

/// How likely a candidate is.
mod weigh;

/// Most relays kept for one statement.
const MAX_RELAYS: usize = 4;

/// Takes outlets that were taken for speakers of what they pass on out of `speaker`: in "TASS reported, citing
/// Ryabkov" the speaker is Ryabkov.
pub fn detach(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    let outlets = Outlets::new(parsed, cast);
    for statement in statements {
        let Some(mention) = statement.speaker.first() else { continue };
        let tokens = parsed.tokens_in(*mention);
        if tokens.is_empty() || !outlets.named_in(parsed, cast, &tokens) {
            continue;
        }
        let sentence = parsed.sentences[parsed.sentence_of(tokens.start)].tokens.clone();
        let cited = (tokens.end..sentence.end).find(|at| matches!(parsed.word(*at), "citing" | "quoting"));
        let cited = cited
            .filter(|at| !is_within(parsed, *at, &statement.content))
            .map(|at| reporter::source(parsed, at + 1, sentence.end));
        let is_other = |cited: &Range<usize>| !cited.is_empty() && !outlets.named_in(parsed, cast, cited);
        if let Some(cited) = cited.filter(is_other) {
            statement.speaker = vec![parsed.span_of(cited)];
        }
    }
}

/// Sets `relays` and `parent` of each statement whose speaker is known.
pub fn assign(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    for (at, candidates) in candidates(parsed, cast, statements).into_iter().enumerate() {
        let mut kept: Vec<Candidate> =
            candidates.into_iter().filter(|candidate| weigh::weight(&candidate.features) > 0.0).collect();
        kept.sort_by_key(|candidate| candidate.is_outlet);
        statements[at].relays = kept.into_iter().map(|candidate| candidate.relay).collect();
    }
    inherit(parsed, statements);
    pass_down(statements);
    for statement in statements {
        let (speaker, mut seen) = (statement.speaker_name.clone(), HashSet::new());
        let is_new =
            |relay: &Relay| Some(&relay.name) != speaker.as_ref() && seen.insert(relay.name.to_lowercase());
        statement.relays.retain(is_new);
        statement.relays.truncate(MAX_RELAYS);
    }
}

/// Somebody who may pass a statement on.
pub struct Candidate {
    /// Name and place.
    pub relay: Relay,
    /// What holds of it.
    pub features: Vec<&'static str>,
    is_outlet: bool,
}

/// Everybody who may pass each statement on, with the features that the model weighs; sets the parents.
pub fn candidates(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) -> Vec<Vec<Candidate>> {
    if parsed.tokens.is_empty() {
        return vec![];
    }
    nest(statements);
    let outlets = Outlets::new(parsed, cast);
    let busy = Busy::new(parsed, statements);
    let found: Vec<Vec<Found>> =
        (0..statements.len()).map(|at| found_of(parsed, cast, &outlets, &busy, statements, at)).collect();
    let mut names = names_of(parsed, cast, statements, &found);
    let named = |(at, found): (usize, Vec<Found>)| {
        let named = found.into_iter().enumerate().filter_map(|(number, found)| {
            let is_outlet = found.outlet.is_some();
            let name = found.outlet.or_else(|| names.remove(&(at, number)))?;
            let relay = Relay { name, spans: vec![parsed.span_of(found.tokens)] };
            Some(Candidate { relay, features: found.features, is_outlet })
        });
        named
            .filter(|candidate| statements[at].speaker_name.as_ref() != Some(&candidate.relay.name))
            .collect()
    };
    found.into_iter().enumerate().map(named).collect()
}

/// Somebody or something found that may pass words on.
struct Found {
    tokens: Range<usize>,
    /// Its name, when it is an outlet.
    outlet: Option<Rc<str>>,
    features: Vec<&'static str>,
}

/// Which tokens are speaker or cue of some statement.
struct Busy {
    statements: HashMap<usize, Vec<usize>>,
}

impl Busy {
    fn new(parsed: &Parsed, statements: &[Statement]) -> Busy {
        let mut busy: HashMap<usize, Vec<usize>> = HashMap::new();
        for (number, statement) in statements.iter().enumerate() {
            for span in statement.speaker.iter().chain(&statement.cue) {
                for token in parsed.tokens_in(*span) {
                    busy.entry(token).or_default().push(number);
                }
            }
        }
        Busy { statements: busy }
    }

    /// Whether the token is the speaker or the cue of `statement`, or of another one that is not about it.
    fn takes(&self, token: usize) -> bool {
        self.statements.contains_key(&token)
    }

    fn takes_for(&self, token: usize, statement: usize) -> bool {
        self.statements.get(&token).is_some_and(|statements| statements.contains(&statement))
    }
}

/// Everybody who may pass on a statement, as its own sentences say it.
fn found_of(
    parsed: &Parsed,
    cast: &Cast,
    outlets: &Outlets,
    busy: &Busy,
    statements: &[Statement],
    number: usize,
) -> Vec<Found> {
    let statement = &statements[number];
    let mut found: Vec<Found> = quoter(parsed, cast, outlets, statement).into_iter().collect();
    for sentence in sentences_of(parsed, statement) {
        let tokens = parsed.sentences[sentence].tokens.clone();
        let is_free = |at: usize| !busy.takes_for(at, number);
        let mut at = tokens.start;
        while at < tokens.end {
            let next = is_free(at).then(|| found_at(parsed, cast, outlets, busy, at, &tokens)).flatten();
            match next {
                Some(mut next) if next.tokens.clone().all(is_free) && !next.tokens.is_empty() => {
                    place_features(parsed, statement, &next.tokens, &mut next.features);
                    at = next.tokens.end.max(at + 1);
                    found.push(next);
                }
                _ => at += 1,
            }
        }
    }
    found
}

/// The outlet or the reporter at a token.
fn found_at(
    parsed: &Parsed,
    cast: &Cast,
    outlets: &Outlets,
    busy: &Busy,
    at: usize,
    sentence: &Range<usize>,
) -> Option<Found> {
    if let Some((tokens, outlet, reference)) = outlets.at(parsed, cast, at) {
        let mut features = vec![reference_feature(reference)];
        word_features(parsed, &tokens, sentence, &mut features);
        return Some(Found { tokens, outlet: Some(outlet), features });
    }
    let (tokens, form) = reporter::reporter_at(parsed, |at| busy.takes(at), at, sentence)?;
    let inside = tokens.clone().find_map(|at| outlets.at(parsed, cast, at));
    if let Some((tokens, outlet, reference)) = inside {
        let mut features = vec![reference_feature(reference), form];
        word_features(parsed, &tokens, sentence, &mut features);
        return Some(Found { tokens, outlet: Some(outlet), features });
    }
    let what = match super::mention::mention(parsed, cast, &[parsed.span_of(tokens.clone())]) {
        Mention::Nobody => return None,
        Mention::Pronoun(_) => "a pronoun",
        Mention::Person(_) | Mention::Persons(_) => "a person",
        Mention::Body(_) => "a body",
        Mention::Description(_) => "a description",
    };
    Some(Found { tokens, outlet: None, features: vec!["a reporter", form, what] })
}

fn reference_feature(reference: Reference) -> &'static str {
    match reference {
        Reference::Known => "a known outlet",
        Reference::Named => "an outlet by use",
        Reference::Short => "an outlet in short",
        Reference::General => "the outlet of before",
        Reference::Described => "an outlet without a name",
    }
}

/// What stands beside an outlet.
fn word_features(
    parsed: &Parsed,
    tokens: &Range<usize>,
    sentence: &Range<usize>,
    features: &mut Vec<&'static str>,
) {
    let before: Vec<&str> = (sentence.start..tokens.start).rev().take(5).map(|at| parsed.word(at)).collect();
    let word = |at: usize| if sentence.contains(&at) { parsed.word(at) } else { "" };
    let preposition = before.iter().find_map(|word| match *word {
        "told" | "tells" | "telling" => Some("told it"),
        "to" => Some("to it"),
        "with" => Some("with it"),
        "by" => Some("by it"),
        "from" | "of" => Some("of it"),
        "on" | "in" => Some("on it"),
        "citing" | "quoting" => Some("citing it"),
        _ => None,
    });
    features.push(preposition.unwrap_or("bare"));
    let is_talk =
        |word: &&str| matches!(*word, "interview" | "conversation" | "comments" | "question" | "reference");
    if before.iter().any(is_talk) {
        features.push("an interview");
    }
    if super::name::is_speech(word(tokens.end))
        || matches!(word(tokens.end), "reported" | "quoted" | "writes" | "reports")
    {
        features.push("it says");
    }
    let is_citing = |at: &usize| matches!(parsed.word(*at), "citing" | "quoting" | "cited" | "quoted");
    if (tokens.end..sentence.end.min(tokens.end + 12)).any(|at| is_citing(&at)) {
        features.push("it cites");
    }
}

/// Where a candidate stands as seen from the statement.
fn place_features(
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

/// "Ushakov quoted Putin as saying": whoever stands before the verb.
fn quoter(parsed: &Parsed, cast: &Cast, outlets: &Outlets, statement: &Statement) -> Option<Found> {
    let tokens = parsed.tokens_in(*statement.speaker.first()?);
    let verb = tokens
        .start
        .checked_sub(1)
        .filter(|at| matches!(parsed.word(*at), "quoted" | "quotes" | "cited" | "cites"))?;
    let sentence = &parsed.sentences[parsed.sentence_of(verb)].tokens;
    let tokens = reporter::subject_before(parsed, verb, sentence)?;
    let inside = tokens.clone().find_map(|at| outlets.at(parsed, cast, at));
    let (tokens, outlet) = inside.map_or((tokens, None), |(tokens, outlet, _)| (tokens, Some(outlet)));
    Some(Found { tokens, outlet, features: vec!["quotes the speaker"] })
}

/// The sentences of the speaker, of the cue, and of the edges of the content.
fn sentences_of(parsed: &Parsed, statement: &Statement) -> Vec<usize> {
    let ends = |span: &Span| {
        let tokens = parsed.tokens_in(*span);
        let last = tokens.end.checked_sub(1).filter(|last| *last >= tokens.start);
        [last.map(|_| tokens.start), last]
    };
    let spans = statement.speaker.iter().chain(&statement.cue);
    let mut sentences: Vec<usize> =
        spans.flat_map(ends).flatten().map(|token| parsed.sentence_of(token)).collect();
    if sentences.is_empty() {
        sentences
            .extend(statement.content.iter().flat_map(ends).flatten().map(|token| parsed.sentence_of(token)));
    } else {
        // The sentence in which an indirect content ends: "… on Friday. X reports it."
        let last =
            statement.content.last().and_then(|span| ends(span)[1]).map(|token| parsed.sentence_of(token));
        let first =
            statement.content.first().and_then(|span| ends(span)[0]).map(|token| parsed.sentence_of(token));
        sentences.extend(first.into_iter().chain(last));
    }
    sentences.sort_unstable();
    sentences.dedup();
    sentences
}

/// Canonical names of the reporters found, by statement and number.
fn names_of(
    parsed: &Parsed,
    cast: &Cast,
    statements: &[Statement],
    found: &[Vec<Found>],
) -> HashMap<(usize, usize), Rc<str>> {
    let mut keys = vec![];
    let mut all: Vec<Statement> = statements.to_vec();
    for (at, found) in found.iter().enumerate() {
        for (number, relay) in found.iter().enumerate().filter(|(_, relay)| relay.outlet.is_none()) {
            let mut pseudo = statements[at].clone();
            pseudo.speaker = vec![parsed.span_of(relay.tokens.clone())];
            all.push(pseudo);
            keys.push((at, number));
        }
    }
    if keys.is_empty() {
        return HashMap::new();
    }
    speaker::assign(parsed, cast, &mut all);
    let named = all[statements.len()..]
        .iter()
        .zip(keys)
        .filter(|(pseudo, _)| pseudo.mention_type != MentionType::None);
    named.filter_map(|(pseudo, key)| Some((key, pseudo.speaker_name.clone()?))).collect()
}

/// What somebody goes on to say comes through whom the last words came through; everything below a credit line
/// "(Reuters) –" comes through Reuters.
fn inherit(parsed: &Parsed, statements: &mut [Statement]) {
    let mut last: HashMap<Rc<str>, usize> = HashMap::new();
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|at| hull(&statements[*at]).map(Span::start));
    for at in order {
        let Some(speaker) = statements[at].speaker_name.clone() else { continue };
        if let Some(before) = last.get(&speaker).copied().filter(|_| statements[at].relays.is_empty()) {
            let features = bequest_features(parsed, &statements[before], &statements[at]);
            if weigh::weight(&features) > 0.0 {
                statements[at].relays = statements[before].relays.clone();
            }
        }
        last.insert(speaker, at);
    }
    let Some((credit, start)) = credit(parsed) else { return };
    let is_below = |statement: &&mut Statement| hull(statement).is_some_and(|hull| hull.start() >= start);
    for statement in statements.iter_mut().filter(is_below) {
        statement.relays.push(credit.clone());
    }
}

/// What holds of two statements of one speaker, the second of which may have the relays of the first.
pub fn bequest_features(parsed: &Parsed, first: &Statement, second: &Statement) -> Vec<&'static str> {
    let token = |statement: &Statement| {
        hull(statement).map_or(0, |hull| parsed.tokens_in(hull).start.min(parsed.tokens.len() - 1))
    };
    let (one, other) = (token(first), token(second));
    let n_paragraphs = parsed.paragraph_of(other).saturating_sub(parsed.paragraph_of(one));
    let mut features = vec!["said before"];
    features.push(match n_paragraphs {
        0 => "same paragraph",
        1 => "next paragraph",
        _ => "later paragraph",
    });
    features.push(match second.mention_type {
        MentionType::None => "nobody named",
        MentionType::Pronoun => "goes on as a pronoun",
        _ => "named anew",
    });
    if first.kind != Kind::Indirect && second.kind != Kind::Indirect {
        features.push("both quoted");
    }
    if parsed.sentence_of(other).saturating_sub(parsed.sentence_of(one)) <= 1 {
        features.push("adjoining sentences");
    }
    if first.relays.len() > 1 {
        features.push("through several");
    }
    features
}

/// The agency of a credit line at the head of a paragraph, and where its text begins.
fn credit(parsed: &Parsed) -> Option<(Relay, usize)> {
    parsed.paragraphs.iter().take(30).find_map(|paragraph| {
        let tokens = &paragraph.tokens;
        let open = tokens.clone().take(8).find(|at| parsed.word(*at) == "(")?;
        let close = (open + 2..tokens.end.min(open + 6)).find(|at| parsed.word(*at) == ")")?;
        let dash = parsed.tokens.get(close + 1).filter(|_| close + 1 < tokens.end)?;
        let outlet = gazetteer().outlet(&phrase(parsed, &(open + 1..close)))?;
        let spans = vec![parsed.span_of(open + 1..close)];
        matches!(dash.of(parsed.text), "–" | "—" | "-" | "--")
            .then(|| (Relay { name: outlet.into(), spans }, dash.span.end()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::people::cast;
    use super::*;
    use crate::annotate::StatementId;

    /// Content in `[…]`, speaker in `{…}`, cue in `<…>`; the speaker and then the relays, divided by `<`.
    fn check(marked: &str, expected: &str) {
        let mut text = String::new();
        let mut statement = Statement::bare(StatementId(0), vec![]);
        let mut start = 0;
        for character in marked.chars() {
            match character {
                '[' | '{' | '<' => start = text.len(),
                ']' => statement.content.push(Span::new(start, text.len())),
                '}' => statement.speaker.push(Span::new(start, text.len())),
                '>' => statement.cue.push(Span::new(start, text.len())),
                _ => text.push(character),
            }
        }
        let parsed = Parsed::new(&text);
        let cast = cast(&parsed, &[]);
        let mut statements = vec![statement];
        detach(&parsed, &cast, &mut statements);
        speaker::assign(&parsed, &cast, &mut statements);
        assign(&parsed, &cast, &mut statements);
        let relays = statements[0].relays.iter().map(|relay| &*relay.name);
        let chain: Vec<&str> = statements[0].speaker_name.as_deref().into_iter().chain(relays).collect();
        assert_eq!(chain.join(" < "), expected);
    }

    #[test]
    fn outlets_pass_on() {
        check(
            "“[There is nothing new],” {Sergei Ryabkov} <was quoted as saying> by TASS.",
            "Sergei Ryabkov < TASS",
        );
        check(
            "“[It will not],” <said> {Sergei Ryabkov}, Friday, as reported by Interfax.",
            "Sergei Ryabkov < Interfax",
        );
        check(
            "{Sergei Ryabkov} <told> the state agency Novoreks that [it will not].",
            "Sergei Ryabkov < Novoreks",
        );
    }

    #[test]
    fn an_outlet_that_cites_gives_way() {
        check(
            "[Russia is talking], {TASS} <reported> on Friday, citing Sergei Ryabkov.",
            "Sergei Ryabkov < TASS",
        );
    }

    #[test]
    fn persons_pass_on() {
        check(
            "According to Yuri Ushakov, {Joe Biden} <assured> Putin that [there are no such plans].",
            "Joe Biden < Yuri Ushakov",
        );
        check(
            "{Vladimir Putin} <complained> that [it was late], Yuri Ushakov said.",
            "Vladimir Putin < Yuri Ushakov",
        );
    }
}
