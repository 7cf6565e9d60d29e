//! What is known at one point of an article: who may speak, who spoke; and who speaks next.

use super::anchor_token;
use super::naming::{author, body_name, joined, own_words};
use crate::annotate::analysis::PersonSort;
use crate::annotate::{Candidate, Kind, MentionType, Statement};
use crate::nlp::coref::{self, Anchor, Party, Room, Scored, Turn};
use crate::nlp::gazetteer::{Gender, gazetteer};
use crate::nlp::mention::{Description, Determiner, Mention, mention};
use crate::nlp::parsed::Parsed;
use crate::nlp::people::{Cast, Figure};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Most candidates that a statement keeps: as many as there are digit keys.
const MAX_CANDIDATES: usize = 9;

/// From this probability on a pronoun tells the gender of whom it stands for.
const SURE: f32 = 0.75;

/// Who may speak and who spoke.
pub struct Talk<'a> {
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) cast: &'a Cast,
    pub(super) room: Room,
}

impl<'a> Talk<'a> {
    /// Nobody has spoken yet.
    pub fn new(parsed: &'a Parsed<'a>, cast: &'a Cast) -> Talk<'a> {
        let party = |figure: &Figure| party(parsed, figure);
        Talk { parsed, cast, room: Room::new(cast.figures.iter().map(party).collect()) }
    }

    /// Gives a statement its speaker and remembers who spoke.
    pub fn take(&mut self, statement: &mut Statement) {
        let mention = mention(self.parsed, self.cast, &statement.speaker);
        let token = anchor_token(self.parsed, statement);
        statement.mention_type = mention_type(&mention);
        statement.candidates = self.decide(statement, &mention, token);
        statement.speaker_name = statement.candidates.first().map(|candidate| candidate.name.clone());
        let named = statement.speaker_name.as_ref().and_then(|name| self.room.find(name));
        let Some(party) = named.or_else(|| self.body(&mention)) else {
            return;
        };
        let tokens = |span: &crate::text::Span| self.parsed.tokens_in(*span);
        self.room.speak(Turn {
            party,
            token,
            start: statement.content.first().map_or(token, |span| tokens(span).start),
            end: statement.content.last().map_or(token, |span| tokens(span).end.max(1) - 1),
            is_quoted: statement.kind != Kind::Indirect,
        });
    }

    /// What the model sees at a statement whose speaker is not named in it.
    pub fn example(&self, statement: &Statement) -> Option<(usize, Vec<(Rc<str>, Scored)>)> {
        let mention = mention(self.parsed, self.cast, &statement.speaker);
        let token = anchor_token(self.parsed, statement);
        if self.known(statement, &mention).is_some() {
            return None;
        }
        let own = self.own_name(statement, &mention);
        let name = |candidate: &Scored| match candidate.party {
            Some(party) => self.room.party(party).name.clone(),
            None => own.clone().unwrap_or_default(),
        };
        let scored = coref::candidates(self.parsed, &self.room, &self.anchor(statement, &mention, token));
        let named = scored.into_iter().map(|candidate| (name(&candidate), candidate)).collect();
        Some((coref::family(&mention), named))
    }

    fn decide(&mut self, statement: &Statement, mention: &Mention, token: usize) -> Vec<Candidate> {
        if let Some((name, why)) = self.known(statement, mention) {
            return vec![Candidate { name, score: 1.0, why: why.into() }];
        }
        let own = self.own_name(statement, mention);
        let scored = coref::candidates(self.parsed, &self.room, &self.anchor(statement, mention, token));
        self.ranked(mention, own, token, scored)
    }

    /// The speaker when there is nothing to choose, and why.
    fn known(&self, statement: &Statement, mention: &Mention) -> Option<(Rc<str>, &'static str)> {
        let named = |figure: &usize| self.cast.figures[*figure].name.clone();
        match mention {
            Mention::Person(figure) => Some((named(figure), "named here")),
            Mention::Persons(figures) => {
                let names: Vec<Rc<str>> = figures.iter().map(named).collect();
                Some((joined(names.iter().map(|name| &**name)), "named here"))
            }
            Mention::Body(tokens) => Some((self.body_name(tokens), "named here")),
            Mention::Bodies(bodies) => {
                let names: Vec<Rc<str>> = bodies.iter().map(|tokens| self.body_name(tokens)).collect();
                Some((joined(names.iter().map(|name| &**name)), "named here"))
            }
            Mention::Description(description) => {
                let author = || author(self.parsed, self.cast, description).map(Rc::from);
                let written = || self.writer(statement, description);
                let pair = || self.pair(description).map(|pair| (pair, "the two who talked"));
                author()
                    .or_else(written)
                    .map(|name| (name, "author of these words"))
                    .or_else(|| (description.determiner == Determiner::Both).then(pair).flatten())
            }
            _ => None,
        }
    }

    /// The party that the words for a body name.
    fn body(&self, mention: &Mention) -> Option<usize> {
        let Mention::Body(tokens) = mention else { return None };
        let (number, _) = self.cast.names_in(tokens).last()?;
        self.cast.figure_of[number]
    }

    /// A state's own name; a capital, a seat or another body as the article calls it.
    fn body_name(&self, tokens: &std::ops::Range<usize>) -> Rc<str> {
        let words = body_name(self.parsed, self.cast, tokens);
        let state = gazetteer().state(&words).filter(|_| !gazetteer().is_metonym(&words));
        state.map_or_else(|| words.as_str().into(), Rc::from)
    }

    fn anchor<'s>(&self, statement: &'s Statement, mention: &'s Mention, token: usize) -> Anchor<'s> {
        let owner = match mention {
            Mention::Description(description) => {
                self.meant_owner(statement, description).and_then(|owner| self.room.find(&owner))
            }
            _ => None,
        };
        Anchor { owner, ..anchor(statement, mention, token) }
    }

    fn ranked(
        &mut self,
        mention: &Mention,
        own: Option<Rc<str>>,
        token: usize,
        scored: Vec<Scored>,
    ) -> Vec<Candidate> {
        let mut ranked = coref::rank(mention, scored);
        ranked.truncate(MAX_CANDIDATES);
        match (mention, ranked.first()) {
            (Mention::Description(description), Some((None, _, _))) => {
                self.meet(description, own.clone(), token)
            }
            (_, Some((Some(party), score, _))) => {
                self.learn_gender(mention, *party, *score);
                self.room.mention(*party, token);
            }
            _ => {}
        }
        let named = |(party, score, why): (Option<usize>, f32, &str)| {
            let name = party.map_or(own.clone(), |party| Some(self.room.party(party).name.clone()))?;
            Some(Candidate { name, score, why: why.into() })
        };
        let mut candidates: Vec<Candidate> = ranked.into_iter().filter_map(named).collect();
        let mut seen = HashSet::new();
        candidates.retain(|candidate| seen.insert(candidate.name.clone()));
        candidates
    }

    fn learn_gender(&mut self, mention: &Mention, party: usize, score: f32) {
        let Mention::Pronoun(pronoun) = mention else { return };
        if self.room.party(party).gender == Gender::Unknown && score > SURE {
            self.room.party_mut(party).gender = pronoun.gender();
        }
    }

    /// A source without a name may be meant again later.
    fn meet(&mut self, description: &Description, own: Option<Rc<str>>, token: usize) {
        let parsed = self.parsed;
        let name = own.unwrap_or_else(|| own_words(parsed, self.cast, description));
        if let Some(party) = self.room.find(&name) {
            return self.room.mention(party, token);
        }
        let words = description.tokens.clone().map(|at| parsed.word(at).to_lowercase());
        let role = gazetteer().role(parsed.word(description.head));
        self.room.enter(Party {
            name,
            sort: None,
            gender: role.map_or(Gender::Unknown, |role| role.1),
            is_plural: description.is_plural,
            mentions: vec![token],
            guess: Gender::Unknown,
            role_words: words.collect(),
            role_heads: vec![parsed.word(description.head).to_lowercase()],
            state: description.tokens.clone().find_map(|at| gazetteer().state(parsed.word(at))),
            has_spoken: false,
        });
    }

    /// "both leaders", "the two presidents": the two persons named most of late.
    fn pair(&self, description: &Description) -> Option<Rc<str>> {
        let head = self.parsed.word(description.head).to_lowercase();
        let is_of_persons =
            description.tokens.len() <= 3 && (head == "both" || gazetteer().role(&head).is_some());
        if !is_of_persons {
            return None;
        }
        let is_head = |party: &Party| {
            let mut roles = party.role_words.iter().filter_map(|word| gazetteer().role(word));
            head == "both" || roles.any(|role| matches!(role.0, "head" | "min"))
        };
        let mut n_times: HashMap<usize, usize> = HashMap::new();
        for (_, party) in self.room.before(description.tokens.start) {
            let candidate = self.room.party(party);
            if candidate.sort == Some(PersonSort::Person) && is_head(candidate) {
                *n_times.entry(party).or_default() += 1;
            }
        }
        let mut persons: Vec<(usize, usize)> = n_times.into_iter().collect();
        persons.sort_by_key(|(party, n_times)| (std::cmp::Reverse(*n_times), *party));
        let (first, second) = (persons.first()?.0, persons.get(1)?.0);
        let names = [first.min(second), first.max(second)].map(|party| self.room.party(party).name.clone());
        Some(joined(names.iter().map(|name| &**name)))
    }
}

pub(super) fn anchor<'a>(statement: &'a Statement, mention: &'a Mention, token: usize) -> Anchor<'a> {
    Anchor {
        mention,
        token,
        content: &statement.content,
        is_quoted: statement.kind != Kind::Indirect,
        owner: None,
    }
}

/// A figure as one who may speak; menus and teasers name nobody who is meant by a "he".
fn party(parsed: &Parsed, figure: &Figure) -> Party {
    let starts = figure.mentions.iter().map(|tokens| tokens.start);
    let is_text = |at: &usize| !parsed.is_boilerplate(parsed.tokens[*at].span.start());
    Party {
        name: figure.name.clone(),
        sort: Some(figure.sort),
        gender: figure.gender,
        is_plural: false,
        mentions: starts.filter(is_text).collect(),
        guess: figure.name.split_once(' ').map_or(Gender::Unknown, |(first, _)| gazetteer().guess(first)),
        role_words: figure.role_words.clone(),
        role_heads: figure.role_heads.clone(),
        state: figure.state,
        has_spoken: false,
    }
}

fn mention_type(mention: &Mention) -> MentionType {
    match mention {
        Mention::Nobody => MentionType::None,
        Mention::Pronoun(_) => MentionType::Pronoun,
        Mention::Person(_) | Mention::Persons(_) | Mention::Body(_) | Mention::Bodies(_) => MentionType::Name,
        Mention::Description(_) => MentionType::Description,
    }
}
