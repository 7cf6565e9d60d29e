//! Which noun phrases of a statement may be what it is toward.

use crate::annotate::Statement;
use crate::nlp::addressee::noun_phrase;
use crate::nlp::stance::lexicon::is;
use crate::nlp::stance::words::Words;
use crate::nlp::wordlist::List;
use std::ops::Range;

/// What stands between the cue and the content, or between two pieces of the cue, when the cue takes an object.
pub fn object(words: &Words, statement: &Statement) -> Option<Range<usize>> {
    let start = object_start(words, statement)?;
    let first = *words.of(&statement.content).first()?;
    let found = nominal(words, start, first)?;
    let is_other = !words.of(&statement.speaker).contains(&found.start) && !is_pronoun(words, found.start);
    is_other.then_some(found)
}

/// Where the object of the cue starts.
pub fn object_start(words: &Words, statement: &Statement) -> Option<usize> {
    let cue = words.of(&statement.cue);
    let content = words.of(&statement.content);
    let (&first_cue, &first) = (cue.first()?, content.first()?);
    let takes_object = cue.iter().any(|at| OBJECT_CUES.iter().any(|class| belongs(&words.stem[*at], class)));
    if !takes_object || first_cue > first {
        return None;
    }
    let start = cue.iter().copied().find(|at| at + 1 < first && !cue.contains(&(at + 1)))? + 1;
    if start >= first || !words.is_word(start) {
        return None;
    }
    let is_governed = matches!(words.lower[start].as_str(), "on" | "upon" | "for" | "to" | "with" | "at");
    Some(start + usize::from(is_governed))
}

/// Classes of cues that take whom they are toward as their object.
const OBJECT_CUES: [&str; 8] =
    ["accuse", "demand", "approve", "reject", "commit", "threaten", "warn", "propose"];

/// Whether a stem, or the stem whose "e" its form has lost ("accus"), is of a class.
fn belongs(stem: &str, class: &str) -> bool {
    is(stem, class) || is(&format!("{stem}e"), class)
}

/// Where the content's first noun phrase may start: behind joining words and a leading infinitive.
fn opening(words: &Words, content: &Range<usize>) -> Option<usize> {
    let joins =
        |at: &usize| matches!(words.lower[*at].as_str(), "but" | "and" | "that" | "if" | "so" | "yes" | "no");
    let mut start = content.clone().find(|at| words.is_word(*at) && !joins(at))?;
    let opening = words.lower[start].as_str();
    let n_verbs = match opening {
        "not" => 3,
        "to" => 2,
        _ if opening.ends_with("ing") && opening.len() > 5 => 1,
        _ => return Some(start),
    };
    start = (start + n_verbs).min(content.end);
    while start < content.end && List::Preposition.holds(&words.lower[start]) {
        start += 1;
    }
    Some(start)
}

/// The first noun phrase of the content: its subject, or the object of its infinitive.
pub fn topic(words: &Words, statement: &Statement) -> Option<Range<usize>> {
    let content = words.within(*statement.content.first()?);
    nominal(words, opening(words, &content)?, content.end)
}

/// Most further noun phrases of a content that are looked at.
const MOST_PHRASES: usize = 8;

/// The noun phrases of the content behind its first words: what has an article, a preposition, an infinitive or a
/// participle before it.
pub fn further(words: &Words, statement: &Statement) -> Vec<Range<usize>> {
    let mut found = vec![];
    for span in &statement.content {
        let content = words.within(*span);
        let start = opening(words, &content).unwrap_or(content.end);
        // What stands within the first noun phrase is no other one.
        let first = nominal(words, start, content.end);
        let mut at = first.map_or(start + 1, |first| first.end).max(content.start + 1);
        while at < content.end && found.len() < MOST_PHRASES {
            let opens = is_article(words, at)
                || List::Preposition.holds(&words.lower[at - 1])
                || follows_verb(words, at, content.start);
            match opens.then(|| nominal(words, at, content.end)).flatten() {
                Some(phrase) => {
                    at = phrase.end;
                    found.push(phrase);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// "to lift sanctions", "lifting sanctions", "would lift sanctions"
fn follows_verb(words: &Words, at: usize, start: usize) -> bool {
    let Some(verb) = at.checked_sub(1).filter(|verb| *verb >= start && words.is_word(*verb)) else {
        return false;
    };
    let is_participle = words.lower[verb].ends_with("ing") && words.lower[verb].len() > 5;
    let is_governed = verb > start && (words.lower[verb - 1] == "to" || is(&words.stem[verb - 1], "modal"));
    !words.is_capital(verb) && (is_participle || is_governed)
}

fn is_article(words: &Words, at: usize) -> bool {
    List::Article.holds(&words.lower[at])
}

/// Longest noun phrase, in tokens.
const LONGEST: usize = 6;

/// The noun phrase that starts at a token; none where a pronoun, a verb or a number stands there.
pub fn nominal(words: &Words, start: usize, limit: usize) -> Option<Range<usize>> {
    let whole = noun_phrase(words, start..limit);
    let ends = |at: &usize| is_verb(words, *at) || is_loose(words, *at);
    let end = whole.clone().skip(1).find(ends).unwrap_or(whole.end).min(start + LONGEST);
    // A possessive is cut off with what it owned.
    let is_noun = |at: &usize| {
        let word = words.lower[*at].as_str();
        words.is_word(*at)
            && !List::StandIn.holds(word)
            && !List::Function.holds(word)
            && !is_article(words, *at)
            && !is_verb(words, *at)
            && !is_loose(words, *at)
            && word.chars().any(char::is_alphabetic)
            && !word.starts_with(['\'', '’'])
    };
    let end = (start..end.max(start)).rev().find(is_noun)? + 1;
    let is_clause = List::StandIn.holds(&words.lower[start]) && !is_determiner(words, start)
        || is_loose(words, start)
        || List::FiniteVerb.holds(&words.lower[start]);
    (!is_clause).then_some(start..end)
}

/// "these ships", "all sides": stand-ins that may stand before a noun.
fn is_determiner(words: &Words, at: usize) -> bool {
    List::Quantifier.holds(&words.lower[at])
}

fn is_loose(words: &Words, at: usize) -> bool {
    let word = words.lower[at].as_str();
    List::LooseAdverb.holds(word) || word.ends_with("ly") && word.len() > 5 && !words.is_capital(at)
}

/// Whether a word of a clause is likely its verb; there is no tagger to ask.
fn is_verb(words: &Words, at: usize) -> bool {
    let (word, stem) = (words.lower[at].as_str(), words.stem[at].as_str());
    is(stem, "modal")
        || is(stem, "negation")
        || List::FiniteVerb.holds(word)
        || matches!(stem, "be" | "have" | "do" | "go" | "come" | "get" | "say" | "know" | "want")
        || (word.ends_with("ed") && !words.is_capital(at) && word.len() > 4)
}

/// Whether a token stands for somebody named elsewhere.
pub fn is_pronoun(words: &Words, at: usize) -> bool {
    List::StandIn.holds(&words.lower[at]) && !is_determiner(words, at)
        || matches!(words.lower[at].as_str(), "this" | "that" | "her")
}
