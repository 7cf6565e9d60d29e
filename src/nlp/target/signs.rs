//! What holds of a candidate, for the model: its words, its place, and what the article makes of it.

use super::phrase::is_pronoun;
use super::scene::{History, Scene};
use crate::annotate::Statement;
use crate::annotate::analysis::PersonSort;
use crate::nlp::stance::features::{Side, is_own};
use crate::nlp::stance::lexicon::is;
use crate::nlp::stance::words::Words;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::ops::Range;
use std::rc::Rc;

/// Person, organisation or state.
pub fn of_sort(sort: PersonSort) -> &'static str {
    match sort {
        PersonSort::Person => "a person",
        PersonSort::Organisation => "an organisation",
        PersonSort::State => "a state",
    }
}

/// The words of a noun phrase.
pub fn of_phrase(words: &Words, side: &Side, phrase: &Range<usize>) -> Vec<&'static str> {
    let last = &words.stem[phrase.end - 1];
    let holds = [
        (phrase.len() == 1 && is_pronoun(words, phrase.start), "a pronoun"),
        (phrase.len() > 3, "long"),
        (phrase.clone().any(|at| words.is_capital(at)), "has a capital"),
        (phrase.clone().any(|at| is_own(words, at, side)), "of the speaker's side"),
        (is_hearer(last), "who only hears"),
        (is(last, "claim"), "a claim"),
        (is(last, "proposal"), "a proposal"),
        (is(last, "cut") || is(last, "force"), "a hard measure"),
        (is(last, "official"), "an office"),
        (is(last, "cooperate") || is(last, "good"), "something good"),
        (is(last, "harm") || is(last, "wrong"), "something bad"),
    ];
    holds.into_iter().filter(|(holds, _)| *holds).map(|(_, feature)| feature).collect()
}

/// "reporters", "the radio": told something, not aimed at.
fn is_hearer(noun: &str) -> bool {
    matches!(
        noun,
        "reporter" | "journalist" | "correspondent" | "media" | "crowd" | "investor" | "shareholder"
    ) || List::OutletNoun.holds(noun)
}

/// Where a noun phrase inside the content stands, and what stands before it.
pub fn of_place(words: &Words, number: usize, phrase: &Range<usize>) -> Vec<&'static str> {
    let before = phrase.start.checked_sub(1).map_or("", |at| words.lower[at].as_str());
    let governed = match before {
        "of" => "behind of",
        "by" | "with" => "behind by",
        "against" | "toward" | "towards" | "on" | "over" | "about" => "behind a preposition of direction",
        "to" | "for" => "behind to",
        "from" | "in" | "at" | "into" | "through" | "within" | "between" => "behind another preposition",
        _ => "behind no preposition",
    };
    let place = match number {
        0 => "the first phrase",
        1 => "the second phrase",
        _ => "a later phrase",
    };
    let determined = match words.lower[phrase.start].as_str() {
        "the" => "definite",
        "a" | "an" | "any" => "indefinite",
        "his" | "her" | "its" | "their" | "our" => "possessive",
        _ => "bare",
    };
    vec![governed, place, determined]
}

/// What stands around a name in the content.
pub fn of_mention(words: &Words, side: &Side, content: Span, mention: Span) -> Vec<&'static str> {
    let tokens = words.within(mention);
    let before = tokens.start.checked_sub(1).map_or("", |at| words.lower[at].as_str());
    let mut features = vec![];
    match before {
        "against" | "toward" | "towards" | "on" | "with" | "to" | "from" | "at" => {
            features.push("behind a preposition of direction");
        }
        "in" | "of" | "by" | "for" | "near" => features.push("behind another preposition"),
        _ => {}
    }
    if words.lower.get(tokens.end).is_some_and(|after| after == "'s") {
        features.push("an owner");
    }
    if tokens.start == words.within(content).start {
        features.push("opens the content");
    }
    if tokens.into_iter().any(|at| is_own(words, at, side)) {
        features.push("of the speaker's side");
    }
    features
}

/// "if *the Senate* does not act": whether words open the condition.
pub fn opens_condition(words: &Words, statement: &Statement, place: Span) -> Option<&'static str> {
    let place = words.within(place).start;
    let opens = |span: &Span| (words.within(*span).start..).take(3).any(|at| at == place);
    statement.condition.iter().any(opens).then_some("opens the condition")
}

/// Whether words stand in the condition or in the consequence.
pub fn of_part(statement: &Statement, place: Span) -> Option<&'static str> {
    let holds = |spans: &[Span]| spans.iter().any(|span| span.overlaps(place));
    match () {
        () if holds(&statement.condition) => Some("in the condition"),
        () if holds(&statement.consequence) && !statement.condition.is_empty() => Some("in the consequence"),
        () => None,
    }
}

/// What the whole article makes of a name.
pub fn of_article(scene: &Scene, history: &History, name: &Rc<str>) -> Vec<&'static str> {
    let mut features = vec![match scene.rank(name) {
        None => "named by its own words",
        Some(0..=1) => "one of the two named most",
        Some(2..=5) => "one of the six named most",
        Some(_) => "named rarely",
    }];
    if scene.is_in_headline(name) {
        features.push("in the headline");
    }
    features.push(match history.n_times(name) {
        0 => "no target before",
        1 => "a target once",
        _ => "a target again and again",
    });
    if history.speakers.iter().flatten().any(|speaker| speaker == name) {
        features.push("one of the last who spoke");
    }
    features
}
