//! Toward whom or what each statement is.
//!
//! The object of the cue ("accused *Moscow* of", "urged *both sides* to") comes first; then, for acts between
//! parties, somebody named in the content who is not of the speaker's side; then what the content is about, its
//! first noun phrase; and at last the other party of the article. A denial is toward the claim that it denies.

use super::addressee::noun_phrase;
use super::parsed::Parsed;
use super::stance::features::{Side, is_own};
use super::stance::lexicon::is;
use super::stance::side::side;
use super::stance::words::Words;
use crate::annotate::Statement;
use crate::annotate::analysis::{Person, PersonSort};
use crate::text::Span;
use std::ops::Range;
use std::rc::Rc;

/// Sets `target` and `target_name` of each statement.
pub fn assign(parsed: &Parsed, people: &[Person], statements: &mut [Statement]) {
    let words = Words::new(parsed);
    for statement in statements {
        let found = target(&words, people, statement);
        statement.target = found.span.into_iter().collect();
        statement.target_name = found.name;
    }
}

#[derive(Default)]
struct Target {
    span: Option<Span>,
    name: Option<Rc<str>>,
}

fn target(words: &Words, people: &[Person], statement: &Statement) -> Target {
    let side = side(words, people, statement);
    let topic = topic(words, statement);
    let label = statement.stance.label.as_str();
    let is_between_parties = matches!(label, "THREATEN" | "DEMAND" | "REJECT" | "COMMIT" | "PROPOSE");
    let pronoun = topic.clone().filter(|topic| topic.len() == 1 && is_pronoun(words, topic.start));
    if let Some(object) = object(words, statement) {
        return described(words, people, object, label);
    }
    if (is_between_parties || topic.is_none())
        && let Some(named) = named(words, people, statement, &side)
    {
        return named;
    }
    match topic {
        Some(topic) if pronoun.is_none() && !(label == "THREATEN") => described(words, people, topic, label),
        _ => {
            let other = named(words, people, statement, &side)
                .unwrap_or_else(|| other_party(people, statement, &side));
            let span = pronoun.and_then(|pronoun| words.span(pronoun));
            Target { span: span.or(other.span), ..other }
        }
    }
}

fn is_pronoun(words: &Words, at: usize) -> bool {
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

/// What stands between the cue and the content, or between two pieces of the cue, when the cue takes an object.
fn object(words: &Words, statement: &Statement) -> Option<Range<usize>> {
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
fn topic(words: &Words, statement: &Statement) -> Option<Range<usize>> {
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

/// Somebody named in the content who is not of the speaker's side.
fn named(words: &Words, people: &[Person], statement: &Statement, side: &Side) -> Option<Target> {
    let inside = |mention: &Span| statement.content.iter().any(|span| span.encloses(*mention));
    let foreign = |mention: &Span| !words.within(*mention).any(|at| is_own(words, at, side));
    let mentions =
        people.iter().flat_map(|person| person.mentions.iter().map(move |mention| (*mention, person)));
    let (span, person) = mentions
        .filter(|(mention, person)| {
            inside(mention) && foreign(mention) && statement.speaker_name.as_ref() != Some(&person.name)
        })
        .min_by_key(|(mention, _)| (mention.start(), mention.end()))?;
    Some(Target { span: Some(span), name: Some(person.name.clone()) })
}

/// The state, else the organisation or person, that the article names most and that is not of the speaker's side.
fn other_party(people: &[Person], statement: &Statement, side: &Side) -> Target {
    let is_other = |person: &&Person| {
        let name = person.name.to_lowercase();
        statement.speaker_name.as_ref() != Some(&person.name)
            && !name.split(' ').any(|word| side.own.iter().any(|own| word.starts_with(own.as_str())))
            && !statement.relays.iter().any(|relay| relay.name == person.name)
    };
    let state = people.iter().filter(is_other).find(|person| person.sort == PersonSort::State);
    let person = state.or_else(|| people.iter().find(is_other));
    Target { span: None, name: person.map(|person| person.name.clone()) }
}

/// A noun phrase as target: by its canonical name when it is one, else by its own words.
fn described(words: &Words, people: &[Person], phrase: Range<usize>, label: &str) -> Target {
    let Some(span) = words.span(phrase.clone()) else { return Target::default() };
    let known = people.iter().find(|person| {
        person
            .mentions
            .iter()
            .any(|mention| mention.overlaps(span) && words.within(*mention).len() + 1 >= phrase.len())
    });
    let bare = phrase
        .clone()
        .find(|at| !matches!(words.lower[*at].as_str(), "the" | "a" | "an"))
        .unwrap_or(phrase.start);
    let own_words = words.span(bare..phrase.end).map_or("", |span| span.of(words.parsed.text));
    let name: Rc<str> = match known {
        Some(person) => person.name.clone(),
        None if label == "DENY" && !is(&words.stem[phrase.end - 1], "claim") => {
            format!("claim about {own_words}").into()
        }
        None => own_words.into(),
    };
    Target { span: Some(span), name: Some(name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Label, Stance, StatementId};

    /// Content in braces, cue in brackets; expected is the name of the target.
    fn check(label: &str, marked: &str, expected: &str) {
        let mut statement = Statement::bare(StatementId(0), vec![]);
        let (mut text, mut start) = (String::new(), 0);
        for character in marked.chars() {
            match character {
                '{' | '[' => start = text.len(),
                '}' => statement.content.push(Span::new(start, text.len())),
                ']' => statement.cue.push(Span::new(start, text.len())),
                _ => text.push(character),
            }
        }
        statement.stance = Stance::plain(Label::new(label));
        let parsed = Parsed::new(&text);
        let mut statements = vec![statement];
        assign(&parsed, &[], &mut statements);
        assert_eq!(statements[0].target_name.as_deref().unwrap_or(""), expected, "{marked}");
    }

    #[test]
    fn the_object_of_the_cue() {
        check("ACCUSE", "Kyiv [accused] the invaders [of] {shelling the town}.", "invaders");
        check("DEMAND", "The minister [urged] both sides {to show restraint}.", "both sides");
    }

    #[test]
    fn what_the_content_is_about() {
        check("APPROVE", "He [hailed] {the release of the hostages}.", "release of the hostages");
        check("ACCUSE", "He [said] {the raiders had burnt the nets}.", "raiders");
    }

    #[test]
    fn a_denial_is_toward_a_claim() {
        check("DENY", "He [denied] {the charges}.", "charges");
        check("DENY", "He [said] {the ship was not armed}.", "claim about ship");
    }
}
