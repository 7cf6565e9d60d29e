//! Everybody and everything that a statement may be toward, each with the features that hold of it.

use super::Candidate;
use super::phrase::{further, is_pronoun, object, topic};
use super::scene::{History, Scene};
use crate::annotate::Statement;
use crate::annotate::analysis::PersonSort;
use crate::nlp::stance::features::{Side, is_own};
use crate::nlp::stance::lexicon::is;
use crate::nlp::stance::side::side;
use crate::nlp::stance::words::Words;
use crate::text::Span;
use std::ops::Range;
use std::rc::Rc;

/// Most of those named in a stretch who are looked at.
const MOST_NAMED: usize = 8;

/// Most of an article's parties who are looked at for the other one.
const MOST_PARTIES: usize = 20;

/// Candidates in the making for one statement.
struct Making<'a> {
    words: &'a Words<'a>,
    scene: &'a Scene<'a>,
    statement: &'a Statement,
    side: Side,
    made: Vec<Candidate>,
}

/// The candidates of a statement.
pub fn candidates(words: &Words, scene: &Scene, history: &History, statement: &Statement) -> Vec<Candidate> {
    let side = side(words, scene.people, statement);
    let mut making = Making { words, scene, statement, side, made: vec![] };
    if let Some(phrase) = object(words, statement) {
        making.phrase(phrase, "the object of the cue");
    }
    if let Some(phrase) = topic(words, statement) {
        making.phrase(phrase, "the topic");
    }
    for (number, phrase) in further(words, statement).into_iter().enumerate() {
        making.further_phrase(number, phrase);
    }
    making.named_in_content();
    making.named_beside();
    if let (Some(name), span) = (statement.addressee_name.clone(), statement.addressee.first().copied()) {
        making.add(span, name, "the addressee", &[]);
    }
    if let Some(name) = history.of(statement.speaker_name.as_ref()) {
        making.add(None, name, "the speaker's last target", &[]);
    }
    if let Some(name) = history.last.clone() {
        making.add(None, name, "the last target", &[]);
    }
    let speaker = statement.speaker_name.as_ref();
    let other = history.speakers.iter().flatten().find(|name| Some(*name) != speaker);
    if let Some(name) = other.cloned() {
        making.add(None, name, "who spoke before", &[]);
    }
    making.parties();
    making.made
}

impl Making<'_> {
    /// A noun phrase inside the content, with what stands before it.
    fn further_phrase(&mut self, number: usize, phrase: Range<usize>) {
        let before = phrase.start.checked_sub(1).map_or("", |at| self.words.lower[at].as_str());
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
        let determined = match self.words.lower[phrase.start].as_str() {
            "the" => "definite",
            "a" | "an" | "any" => "indefinite",
            "his" | "her" | "its" | "their" | "our" => "possessive",
            _ => "bare",
        };
        self.phrase_with(phrase, "a phrase of the content", vec![governed, place, determined]);
    }

    /// A noun phrase: by its canonical name when it is one, else by its own words.
    fn phrase(&mut self, phrase: Range<usize>, source: &'static str) {
        self.phrase_with(phrase, source, vec![]);
    }

    fn phrase_with(&mut self, phrase: Range<usize>, source: &'static str, more: Vec<&'static str>) {
        let words = self.words;
        let Some(span) = words.span(phrase.clone()) else { return };
        let mut features = self.phrase_features(&phrase);
        features.extend(more);
        let known = self.scene.over(span);
        let known = known.filter(|(mention, _)| words.within(*mention).len() + 1 >= phrase.len());
        let is_article = |at: &usize| matches!(words.lower[*at].as_str(), "the" | "a" | "an");
        let bare = phrase.clone().find(|at| !is_article(at)).unwrap_or(phrase.start);
        let own_words = words.span(bare..phrase.end).map_or("", |span| span.of(words.parsed.text));
        let is_denial = self.statement.stance.label.as_str() == "DENY" && source == "the topic";
        let name: Rc<str> = match known {
            Some((_, person)) => {
                features.push(sort_feature(person.sort));
                person.name.clone()
            }
            None if is_denial && !is(&words.stem[phrase.end - 1], "claim") => {
                format!("claim about {own_words}").into()
            }
            None => own_words.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        };
        self.add(Some(span), name, source, &features);
    }

    fn phrase_features(&self, phrase: &Range<usize>) -> Vec<&'static str> {
        let words = self.words;
        let mut features = vec![];
        if phrase.len() == 1 && is_pronoun(words, phrase.start) {
            features.push("a pronoun");
        }
        if phrase.len() > 3 {
            features.push("long");
        }
        if phrase.clone().any(|at| words.is_capital(at)) {
            features.push("has a capital");
        }
        if phrase.clone().any(|at| is_own(words, at, &self.side)) {
            features.push("of the speaker's side");
        }
        if is(&words.stem[phrase.end - 1], "claim") {
            features.push("a claim");
        }
        features
    }

    /// Everybody named in the content.
    fn named_in_content(&mut self) {
        let (statement, scene) = (self.statement, self.scene);
        let mut number = 0;
        for span in &statement.content {
            for (mention, person) in scene.within(*span).take(MOST_NAMED) {
                let mut features = vec![sort_feature(person.sort)];
                features.push(match number {
                    0 => "the first named",
                    1 => "the second named",
                    _ => "named later",
                });
                self.mention_features(*span, mention, &mut features);
                number += 1;
                self.add(Some(mention), person.name.clone(), "named in the content", &features);
            }
        }
    }

    fn mention_features(&self, content: Span, mention: Span, features: &mut Vec<&'static str>) {
        let tokens = self.words.within(mention);
        let before = tokens.start.checked_sub(1).map_or("", |at| self.words.lower[at].as_str());
        match before {
            "against" | "toward" | "towards" | "on" | "with" | "to" | "from" | "at" => {
                features.push("behind a preposition of direction");
            }
            "in" | "of" | "by" | "for" | "near" => features.push("behind another preposition"),
            _ => {}
        }
        if self.words.lower.get(tokens.end).is_some_and(|after| after == "'s") {
            features.push("an owner");
        }
        if tokens.start == self.words.within(content).start {
            features.push("opens the content");
        }
        if tokens.into_iter().any(|at| is_own(self.words, at, &self.side)) {
            features.push("of the speaker's side");
        }
    }

    /// Everybody named in the sentence of the cue, outside the content.
    fn named_beside(&mut self) {
        let Some(first) = self.words.of(&self.statement.cue).first().copied() else { return };
        let Some(sentence) = self.words.span(self.words.sentence(first)) else { return };
        let (statement, scene) = (self.statement, self.scene);
        let is_taken = |mention: &Span| {
            statement.content.iter().chain(&statement.speaker).any(|span| span.overlaps(*mention))
        };
        for (mention, person) in
            scene.within(sentence).filter(|(mention, _)| !is_taken(mention)).take(MOST_NAMED)
        {
            let mut features = vec![sort_feature(person.sort)];
            if self.words.within(mention).any(|at| is_own(self.words, at, &self.side)) {
                features.push("of the speaker's side");
            }
            self.add(Some(mention), person.name.clone(), "named beside", &features);
        }
    }

    /// The state and the person or body that the article names most and that are not of the speaker's side.
    fn parties(&mut self) {
        let scene = self.scene;
        let is_other = |name: &str| {
            let name = name.to_lowercase();
            !name.split(' ').any(|word| self.side.own.iter().any(|own| word.starts_with(own.as_str())))
        };
        let others = scene.people.iter().take(MOST_PARTIES).filter(|person| is_other(&person.name));
        let (states, others): (Vec<_>, Vec<_>) = others.partition(|person| person.sort == PersonSort::State);
        for (found, source) in [(states.first(), "the other state"), (others.first(), "the other party")] {
            if let Some(person) = found {
                self.add(None, person.name.clone(), source, &[sort_feature(person.sort)]);
            }
        }
    }

    /// Adds a candidate; one that was found by another way already has the features of both.
    fn add(&mut self, span: Option<Span>, name: Rc<str>, source: &'static str, features: &[&'static str]) {
        let is_relay = self.statement.relays.iter().any(|relay| relay.name == name);
        if Some(&name) == self.statement.speaker_name.as_ref() || is_relay {
            return;
        }
        let label = self.statement.stance.label.as_str();
        let mut all = vec![source.to_string(), format!("{label} {source}")];
        for feature in features {
            all.push(format!("{source}, {feature}"));
            all.push(format!("{label} {feature}"));
        }
        match self.made.iter_mut().find(|other| other.name == name) {
            Some(other) => {
                other.span = other.span.or(span);
                all.push("found twice".into());
                all.retain(|feature| !other.features.contains(feature));
                other.features.extend(all);
            }
            None => self.made.push(Candidate { span, name, features: all }),
        }
    }
}

fn sort_feature(sort: PersonSort) -> &'static str {
    match sort {
        PersonSort::Person => "a person",
        PersonSort::Organisation => "an organisation",
        PersonSort::State => "a state",
    }
}
