//! Who is named beside a statement that may pass it on, and what holds of each.

use super::outlet::Outlets;
use super::reporter;
use super::signs::{place_features, reference_feature, word_features};
use crate::annotate::Statement;
use crate::nlp::mention::{Mention, mention};
use crate::nlp::parsed::Parsed;
use crate::nlp::people::Cast;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Somebody or something found that may pass words on.
pub(super) struct Found {
    /// Where.
    pub tokens: Range<usize>,
    /// Its name, when it is an outlet.
    pub outlet: Option<Rc<str>>,
    /// What holds of it.
    pub features: Vec<&'static str>,
}

/// Which tokens are speaker or cue of some statement.
pub(super) struct Busy {
    statements: HashMap<usize, Vec<usize>>,
}

impl Busy {
    /// Of these statements.
    pub fn new(parsed: &Parsed, statements: &[Statement]) -> Busy {
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
pub(super) fn found(
    parsed: &Parsed,
    cast: &Cast,
    outlets: &Outlets,
    busy: &Busy,
    statements: &[Statement],
    number: usize,
) -> Vec<Found> {
    let statement = &statements[number];
    let mut found: Vec<Found> = quoter(parsed, cast, outlets, statement).into_iter().collect();
    found.extend(in_mention(parsed, cast, outlets, statement));
    found.extend(reader(parsed, cast, statement));
    found.extend(interviewer(parsed, cast, outlets, statement));
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
        if is_credited(parsed, &tokens) {
            return None;
        }
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
    let what = match mention(parsed, cast, &[parsed.span_of(tokens.clone())]) {
        Mention::Nobody => return None,
        Mention::Pronoun(_) => "a pronoun",
        Mention::Person(_) | Mention::Persons(_) => "a person",
        Mention::Body(_) | Mention::Bodies(_) => "a body",
        Mention::Description(_) => "a description",
    };
    let is_word = |at: &usize| parsed.tokens[*at].shape == Shape::Word;
    let closes = form == "X said" && (tokens.end..sentence.end).filter(is_word).count() == 1;
    let mut features = vec!["a reporter", form, what];
    features.extend(closes.then_some("closes the sentence"));
    Some(Found { tokens, outlet: None, features })
}

/// "(Continental Wire) –", "/BASKINFORM/": an agency's own report is not passed on by it.
fn is_credited(parsed: &Parsed, tokens: &Range<usize>) -> bool {
    let head = parsed.paragraphs[parsed.paragraph_of(tokens.start)].tokens.start;
    let before = tokens.start.checked_sub(1).map_or("", |at| parsed.word(at));
    let after = parsed.tokens.get(tokens.end).map_or("", |token| token.of(parsed.text));
    tokens.start - head <= 10 && matches!((before, after), ("(", ")") | ("/", "/"))
}

/// "a source quoted by Dalinform": an outlet within the mention of who speaks.
fn in_mention(parsed: &Parsed, cast: &Cast, outlets: &Outlets, statement: &Statement) -> Option<Found> {
    let mention = parsed.tokens_in(*statement.speaker.first()?);
    let is_by = |at: &usize| {
        List::PassingOn.holds(parsed.word(*at))
            && parsed.tokens.get(at + 1).is_some_and(|next| next.of(parsed.text) == "by")
    };
    let opens = |at: &usize| is_by(at) || matches!(parsed.word(*at), "through" | "via");
    let opening = mention.clone().find(opens)?;
    let (tokens, outlet, reference) =
        (opening + 1..mention.end.min(opening + 6)).find_map(|at| outlets.at(parsed, cast, at))?;
    Some(Found {
        tokens,
        outlet: Some(outlet),
        features: vec![reference_feature(reference), "by it", "quoted by"],
    })
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

/// "The clerk read out a letter from the mission. In it the envoy said": whoever read it.
fn reader(parsed: &Parsed, cast: &Cast, statement: &Statement) -> Option<Found> {
    let (own, before) = with_sentence_before(parsed, statement)?;
    let is_so = |at: usize, words: &[&str]| own.contains(&at) && words.contains(&parsed.word(at));
    let is_letter = |at: usize| List::Document.holds_lower(parsed.word(at));
    let opens_in_it = is_so(own.start, &["In"])
        && (is_so(own.start + 1, &["it"]) || is_so(own.start + 1, &["the"]) && is_letter(own.start + 2));
    if !opens_in_it {
        return None;
    }
    let reads = |at: &usize| {
        matches!(parsed.word(*at), "read" | "delivered" | "relayed" | "presented")
            && (at + 1..before.end.min(at + 6)).any(is_letter)
    };
    let verb = before.clone().find(reads)?;
    let tokens = reporter::subject_before(parsed, verb, before)?;
    let is_known = mention(parsed, cast, &[parsed.span_of(tokens.clone())]) != Mention::Nobody;
    is_known.then(|| Found { tokens, outlet: None, features: vec!["a reporter", "read it out"] })
}

/// "… an interview of the president with RTR on Saturday. In it he accused …": the outlet of the sentence before.
fn interviewer(parsed: &Parsed, cast: &Cast, outlets: &Outlets, statement: &Statement) -> Option<Found> {
    let (own, before) = with_sentence_before(parsed, statement)?;
    let is_so = |at: usize, words: &[&str]| own.contains(&at) && words.contains(&parsed.word(at));
    let is_talk = |at: &usize| List::Talk.holds(parsed.word(*at));
    let opens_in_it = is_so(own.start, &["In"])
        && (is_so(own.start + 1, &["it"])
            || is_so(own.start + 1, &["the"])
                && (own.start + 2..own.end.min(own.start + 4)).any(|at| is_talk(&at)));
    let talk = before.clone().find(is_talk).filter(|_| opens_in_it)?;
    let (tokens, outlet, reference) = (talk + 1..before.end).find_map(|at| outlets.at(parsed, cast, at))?;
    let features = vec![reference_feature(reference), "an interview", "of the sentence before"];
    Some(Found { tokens, outlet: Some(outlet), features })
}

/// The sentence in which a statement begins, and the one before it in its paragraph.
fn with_sentence_before<'p>(
    parsed: &'p Parsed,
    statement: &Statement,
) -> Option<(&'p Range<usize>, &'p Range<usize>)> {
    let spans = statement.content.iter().chain(&statement.cue).chain(&statement.speaker);
    let first = parsed.tokens_in(*spans.min()?).start.min(parsed.tokens.len() - 1);
    let number = parsed.sentence_of(first);
    let (own, before) = (&parsed.sentences[number].tokens, &parsed.sentences[number.checked_sub(1)?].tokens);
    (parsed.paragraph_of(before.start) == parsed.paragraph_of(own.start)).then_some((own, before))
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
