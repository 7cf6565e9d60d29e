//! Which noun phrases of a statement may be what it is toward.

use crate::annotate::Statement;
use crate::nlp::addressee::noun_phrase;
use crate::nlp::stance::lexicon::is;
use crate::nlp::stance::words::Words;
use std::ops::Range;

/// What stands between the cue and the content, or between two pieces of the cue, when the cue takes an object.
pub fn object(words: &Words, statement: &Statement) -> Option<Range<usize>> {
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
    let start = if matches!(words.lower[start].as_str(), "on" | "upon" | "for" | "to" | "with" | "at") {
        start + 1
    } else {
        start
    };
    let found = noun_phrase(words, start..first);
    let is_other = !found.is_empty()
        && !words.of(&statement.speaker).contains(&found.start)
        && !is_pronoun(words, found.start);
    is_other.then_some(found)
}

/// Classes of cues that take whom they are toward as their object.
const OBJECT_CUES: [&str; 8] =
    ["accuse", "demand", "approve", "reject", "commit", "threaten", "warn", "propose"];

/// Whether a stem, or the stem whose "e" its form has lost ("accus"), is of a class.
fn belongs(stem: &str, class: &str) -> bool {
    is(stem, class) || is(&format!("{stem}e"), class)
}

/// The first noun phrase of the content: its subject, or the object of its infinitive.
pub fn topic(words: &Words, statement: &Statement) -> Option<Range<usize>> {
    let span = statement.content.first()?;
    let content = words.within(*span);
    let mut start = content.clone().find(|at| {
        words.is_word(*at)
            && !matches!(words.lower[*at].as_str(), "but" | "and" | "that" | "if" | "so" | "yes" | "no")
    })?;
    let opening = words.lower[start].as_str();
    if opening == "to" || opening == "not" || (opening.ends_with("ing") && opening.len() > 5) {
        let verbs = if opening == "not" {
            3
        } else if opening == "to" {
            2
        } else {
            1
        };
        start = (start + verbs).min(content.end);
        while start < content.end
            && matches!(
                words.lower[start].as_str(),
                "on" | "at" | "for" | "to" | "with" | "from" | "in" | "up" | "out" | "of"
            )
        {
            start += 1;
        }
    }
    let whole = noun_phrase(words, start..content.end);
    let end = whole.clone().skip(1).find(|at| is_verb(words, *at)).unwrap_or(whole.end);
    let topic = start..end.min(start + 6);
    (!topic.is_empty()).then_some(topic)
}

/// Whether a later word of a clause is likely its verb; there is no tagger to ask.
fn is_verb(words: &Words, at: usize) -> bool {
    let word = words.lower[at].as_str();
    let stem = words.stem[at].as_str();
    is(stem, "modal")
        || is(stem, "negation")
        || matches!(
            stem,
            "be" | "have"
                | "do"
                | "go"
                | "come"
                | "take"
                | "make"
                | "give"
                | "get"
                | "say"
                | "know"
                | "want"
                | "need"
                | "only"
                | "also"
                | "still"
                | "now"
        )
        || (word.ends_with("ed") && !words.is_capital(at) && word.len() > 4)
}

/// Whether a token stands for somebody named elsewhere.
pub fn is_pronoun(words: &Words, at: usize) -> bool {
    matches!(
        words.lower[at].as_str(),
        "it" | "they"
            | "them"
            | "he"
            | "she"
            | "him"
            | "her"
            | "you"
            | "this"
            | "that"
            | "we"
            | "i"
            | "there"
            | "who"
    )
}
