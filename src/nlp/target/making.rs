//! Everybody and everything that a statement may be toward.

use super::Candidate;
use super::phrase::{further, object, topic};
use super::pronoun::{meant, pronouns};
use super::scene::{History, Scene};
use super::signs;
use crate::annotate::Statement;
use crate::annotate::analysis::{Person, PersonSort};
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::stance::features::{Side, is_own};
use crate::nlp::stance::lexicon::is;
use crate::nlp::stance::side::side;
use crate::nlp::stance::words::Words;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::ops::Range;
use std::rc::Rc;

/// Most of those named in a stretch who are looked at.
const MOST_NAMED: usize = 8;

/// Most of those named in the sentence before who are looked at.
const MOST_BEFORE: usize = 4;

/// Most of an article's parties who are looked at for the other ones.
const MOST_PARTIES: usize = 20;

/// Candidates in the making for one statement.
struct Making<'a> {
    words: &'a Words<'a>,
    scene: &'a Scene<'a>,
    history: &'a History,
    statement: &'a Statement,
    side: Side,
    made: Vec<Candidate>,
}

/// The candidates of a statement.
pub fn candidates(words: &Words, scene: &Scene, history: &History, statement: &Statement) -> Vec<Candidate> {
    let mut side = side(words, &scene.named, statement);
    side.own.extend(scene.introductions(words, statement.speaker_name.as_deref().unwrap_or("")));
    let mut making = Making { words, scene, history, statement, side, made: vec![] };
    if let Some(phrase) = object(words, statement) {
        making.phrase(phrase, "the object of the cue", vec![]);
    }
    if let Some(phrase) = topic(words, statement) {
        making.phrase(phrase, "the topic", vec![]);
    }
    for (number, phrase) in further(words, statement).into_iter().enumerate() {
        let features = signs::of_place(words, number, &phrase);
        making.phrase(phrase, "a phrase of the content", features);
    }
    making.named_in_content();
    making.named_beside();
    making.named_before();
    making.pronouns();
    making.of_before();
    making.charge();
    making.parties();
    making.finished()
}

impl Making<'_> {
    /// A noun phrase: by its canonical name when it is one, else by its own words.
    fn phrase(&mut self, phrase: Range<usize>, source: &'static str, more: Vec<&'static str>) {
        let words = self.words;
        let Some(span) = words.span(phrase.clone()) else { return };
        let mut features = signs::of_phrase(words, &self.side, &phrase);
        features.extend(more);
        features.extend(signs::of_part(self.statement, span));
        features.extend(signs::opens_condition(words, self.statement, span));
        let known = self.scene.over(span);
        let known = known.filter(|(mention, _)| words.within(*mention).len() + 1 >= phrase.len());
        let is_article = |at: &usize| matches!(words.lower[*at].as_str(), "the" | "a" | "an");
        let bare = phrase.clone().find(|at| !is_article(at)).unwrap_or(phrase.start);
        let own_words = words.span(bare..phrase.end).map_or("", |span| span.of(words.parsed.text));
        let is_denial = self.statement.stance.label.as_str() == "DENY" && source == "the topic";
        let name: Rc<str> = match known {
            Some((_, person)) => {
                features.push(signs::of_sort(person.sort));
                person.name.clone()
            }
            None if is_denial && !is(&words.stem[phrase.end - 1], "claim") => {
                format!("claim about {own_words}").into()
            }
            None => own_words.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        };
        self.add(Some(span), name, source, &features);
    }

    /// Everybody named in the content.
    fn named_in_content(&mut self) {
        let (statement, scene) = (self.statement, self.scene);
        let mut number = 0;
        for span in &statement.content {
            for (mention, person) in scene.within(*span).take(MOST_NAMED) {
                let mut features = vec![signs::of_sort(person.sort)];
                features.push(match number {
                    0 => "the first named",
                    1 => "the second named",
                    _ => "named later",
                });
                features.extend(signs::of_mention(self.words, &self.side, *span, mention));
                features.extend(signs::of_part(statement, mention));
                features.extend(signs::opens_condition(self.words, statement, mention));
                number += 1;
                self.add(Some(mention), person.name.clone(), "named in the content", &features);
            }
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
            let mut features = vec![signs::of_sort(person.sort)];
            if self.words.within(mention).any(|at| is_own(self.words, at, &self.side)) {
                features.push("of the speaker's side");
            }
            features.extend(signs::of_part(statement, mention));
            self.add(Some(mention), person.name.clone(), "named beside", &features);
        }
    }

    /// Those named last in the sentence before.
    fn named_before(&mut self) {
        let spans = self.statement.content.iter().chain(&self.statement.cue).chain(&self.statement.speaker);
        let Some(first) = self.words.of(&spans.copied().collect::<Vec<_>>()).into_iter().min() else {
            return;
        };
        let start = self.words.sentence(first).start;
        let Some(before) = start.checked_sub(1).map(|before| self.words.sentence(before)) else { return };
        let Some(span) = self.words.span(before) else { return };
        let scene = self.scene;
        let named: Vec<(Span, &Person)> = scene.within(span).collect();
        for (number, (_, person)) in named.iter().rev().take(MOST_BEFORE).enumerate() {
            let place = if number == 0 { "the last there" } else { "not the last there" };
            let is_first = number + 1 == named.len();
            let mut features = vec![signs::of_sort(person.sort), place];
            features.extend(is_first.then_some("the first there"));
            self.add(None, person.name.clone(), "named in the sentence before", &features);
        }
    }

    /// "accused him of", "they must leave": whom the pronoun means.
    fn pronouns(&mut self) {
        for pronoun in pronouns(self.words, self.statement) {
            let Some(name) = meant(self.words, self.scene, self.history, self.statement, &pronoun) else {
                continue;
            };
            let span = self.words.place(pronoun.at);
            let mut features = vec![pronoun.sort, pronoun.place];
            features.extend(signs::of_part(self.statement, span));
            features.extend(signs::opens_condition(self.words, self.statement, span));
            self.add(Some(span), name, "a pronoun", &features);
        }
    }

    /// The one spoken to, and whom and by whom the words before were.
    fn of_before(&mut self) {
        let (statement, history) = (self.statement, self.history);
        if let (Some(name), span) = (statement.addressee_name.clone(), statement.addressee.first().copied()) {
            self.add(span, name, "the addressee", &[]);
        }
        let speaker = statement.speaker_name.as_ref();
        let named = [
            (history.of(speaker), "the speaker's last target"),
            (history.last.clone(), "the last target"),
            (history.other_speaker(speaker), "who spoke before"),
        ];
        for (name, source) in named {
            if let Some(name) = name {
                self.add(None, name, source, &[]);
            }
        }
    }

    /// What a denial answers: the charge or the claim of whoever spoke before.
    fn charge(&mut self) {
        let speaker = self.statement.speaker_name.as_ref();
        if self.statement.stance.label.as_str() != "DENY" {
            return;
        }
        if let Some(other) = self.history.other_speaker(speaker) {
            let is_charge = self.history.other_act(speaker) == Some("ACCUSE");
            let noun = if is_charge { "charge" } else { "claim" };
            self.add(None, format!("{noun} of {other}").into(), "what was claimed before", &[noun]);
        }
    }

    /// The states and the persons or bodies that the article names most and that are not of the speaker's side.
    fn parties(&mut self) {
        let scene = self.scene;
        let is_other = |name: &str| {
            let name = name.to_lowercase();
            !name.split(' ').any(|word| self.side.own.iter().any(|own| word.starts_with(own.as_str())))
        };
        let others = scene.people.iter().take(MOST_PARTIES).filter(|person| is_other(&person.name));
        let (states, others): (Vec<_>, Vec<_>) = others.partition(|person| person.sort == PersonSort::State);
        let places = ["named most", "named second", "named third"];
        for (people, n, source) in [(states, 3, "the other state"), (others, 2, "the other party")] {
            for (person, place) in people.into_iter().zip(places).take(n) {
                self.add(None, person.name.clone(), source, &[signs::of_sort(person.sort), place]);
            }
        }
    }

    /// Adds a candidate; one that was found by another way already has the features of both.
    fn add(&mut self, span: Option<Span>, name: Rc<str>, source: &'static str, features: &[&'static str]) {
        // Moscow is Russia here: the act is toward the state.
        let state = gazetteer().state(&name).filter(|_| name.starts_with(char::is_uppercase));
        let name = state.map_or(name, Rc::from);
        let is_relay = self.statement.relays.iter().any(|relay| relay.name == name);
        if Some(&name) == self.statement.speaker_name.as_ref() || is_relay || List::StandIn.holds_lower(&name)
        {
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

    /// All of them, with what the whole article says of each.
    fn finished(mut self) -> Vec<Candidate> {
        let label = self.statement.stance.label.as_str();
        for candidate in &mut self.made {
            for feature in signs::of_article(self.scene, self.history, &candidate.name) {
                candidate.features.push(feature.into());
                candidate.features.push(format!("{label} {feature}"));
            }
        }
        self.made
    }
}
