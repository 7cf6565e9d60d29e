//! Who the speaker of each statement is: canonical name, kind of mention, ranked candidates.
//!
//! Statements are taken in the order of the text, so that whoever spoke before is known.

use super::coref::{self, Anchor, Party, Scored, Turn};
use super::gazetteer::{Gender, gazetteer};
use super::mention::{Description, Determiner, Mention, mention};
use super::parsed::Parsed;
use super::people::{Cast, Figure};
use super::wordlist::List;
use crate::annotate::analysis::PersonSort;
use crate::annotate::{Candidate, Kind, MentionType, Statement};
use std::ops::Range;
use std::rc::Rc;

/// Most candidates that a statement keeps: as many as there are digit keys.
const MAX_CANDIDATES: usize = 9;

/// From this probability on a pronoun tells the gender of whom it stands for.
const SURE: f32 = 0.75;

/// Sets `speaker_name`, `mention_type` and `candidates` of each statement.
pub fn assign(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    let mut talk = Talk::new(cast);
    for at in in_order(parsed, statements) {
        talk.take(parsed, cast, &mut statements[at]);
    }
}

/// The statements in the order in which the text brings up their speakers.
fn in_order(parsed: &Parsed, statements: &[Statement]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..statements.len()).collect();
    let place = |at: usize| {
        let spans =
            || statements[at].content.iter().chain(&statements[at].speaker).chain(&statements[at].cue);
        let (start, end) = (spans().map(|span| span.start()).min(), spans().map(|span| span.end()).max());
        (start, std::cmp::Reverse(end), anchor_token(parsed, &statements[at]))
    };
    // One statement within another comes after the one around it.
    order.sort_by_key(|at| (place(*at), *at));
    order
}

fn anchor_token(parsed: &Parsed, statement: &Statement) -> usize {
    let span = statement.speaker.first().or(statement.content.first()).copied().unwrap_or_default();
    parsed.tokens_in(span).start.min(parsed.tokens.len().saturating_sub(1))
}

/// What is known at one point of the article: who may speak, who spoke.
struct Talk {
    parties: Vec<Party>,
    turns: Vec<Turn>,
}

impl Talk {
    /// Nobody has spoken yet.
    fn new(cast: &Cast) -> Talk {
        Talk { parties: cast.figures.iter().map(party).collect(), turns: vec![] }
    }

    fn take(&mut self, parsed: &Parsed, cast: &Cast, statement: &mut Statement) {
        if parsed.tokens.is_empty() {
            return;
        }
        let mention = mention(parsed, cast, &statement.speaker);
        let token = anchor_token(parsed, statement);
        statement.mention_type = mention_type(&mention);
        statement.candidates = self.decide(parsed, cast, statement, &mention, token);
        statement.speaker_name = statement.candidates.first().map(|candidate| candidate.name.clone());
        if let Some(name) = &statement.speaker_name {
            let party = self.parties.iter().position(|party| party.name == *name);
            let end = statement.content.last().map_or(token, |span| parsed.tokens_in(*span).end.max(1) - 1);
            let start = statement.content.first().map_or(token, |span| parsed.tokens_in(*span).start);
            let is_quoted = statement.kind != Kind::Indirect;
            // What is said within a statement does not make its speaker the last who spoke.
            let around =
                self.turns.iter().rev().take(4).position(|turn| turn.start <= start && end <= turn.end);
            let place = around.map_or(self.turns.len(), |back| self.turns.len() - 1 - back);
            if let Some(party) = party {
                self.turns.insert(place, Turn { party, token, start, end, is_quoted });
            }
        }
    }

    fn decide(
        &mut self,
        parsed: &Parsed,
        cast: &Cast,
        statement: &Statement,
        mention: &Mention,
        token: usize,
    ) -> Vec<Candidate> {
        match mention {
            Mention::Person(figure) => vec![certain(&cast.figures[*figure].name, "named here")],
            Mention::Persons(figures) => vec![certain(
                &joined(figures.iter().map(|figure| &*cast.figures[*figure].name)),
                "named here",
            )],
            Mention::Body(tokens) => vec![certain(&body_name(parsed, cast, tokens), "named here")],
            Mention::Description(description)
                if description.determiner == Determiner::Both && self.pair(parsed, description).is_some() =>
            {
                vec![certain(&self.pair(parsed, description).expect("just found"), "the two who talked")]
            }
            _ => {
                let anchor = Anchor {
                    mention,
                    token,
                    content: &statement.content,
                    is_quoted: statement.kind != Kind::Indirect,
                };
                let scored = coref::candidates(parsed, &self.parties, &self.turns, &anchor);
                self.ranked(parsed, mention, token, scored)
            }
        }
    }

    fn ranked(
        &mut self,
        parsed: &Parsed,
        mention: &Mention,
        token: usize,
        scored: Vec<Scored>,
    ) -> Vec<Candidate> {
        let mut ranked = coref::rank(mention, scored);
        ranked.truncate(MAX_CANDIDATES);
        if let (Mention::Description(description), Some((None, _, _))) = (mention, ranked.first()) {
            self.meet(parsed, description, token);
        }
        if let (Mention::Pronoun(pronoun), Some((Some(party), score, _))) = (mention, ranked.first())
            && self.parties[*party].gender == Gender::Unknown
            && *score > SURE
        {
            self.parties[*party].gender = pronoun.gender();
        }
        if let Some((Some(party), _, _)) = ranked.first() {
            let mentions = &mut self.parties[*party].mentions;
            let place = mentions.partition_point(|other| *other < token);
            mentions.insert(place, token);
        }
        let named = |(party, score, why): (Option<usize>, f32, &str)| {
            let name = match (party, mention) {
                (Some(party), _) => self.parties[party].name.clone(),
                (None, Mention::Description(description)) => own_name(parsed, description),
                (None, _) => return None,
            };
            Some(Candidate { name, score, why: why.into() })
        };
        let mut candidates: Vec<Candidate> = ranked.into_iter().filter_map(named).collect();
        let mut seen: Vec<Rc<str>> = vec![];
        candidates.retain(|candidate| {
            !seen.contains(&candidate.name) && {
                seen.push(candidate.name.clone());
                true
            }
        });
        candidates
    }

    /// A source without a name may be meant again later.
    fn meet(&mut self, parsed: &Parsed, description: &Description, token: usize) {
        let name = own_name(parsed, description);
        match self.parties.iter_mut().find(|party| party.name == name) {
            Some(party) => {
                let place = party.mentions.partition_point(|other| *other < token);
                party.mentions.insert(place, token);
            }
            None => {
                let words = description.tokens.clone().map(|at| parsed.word(at).to_lowercase());
                self.parties.push(Party {
                    name,
                    sort: None,
                    gender: gazetteer()
                        .role(parsed.word(description.head))
                        .map_or(Gender::Unknown, |role| role.1),
                    is_plural: description.is_plural,
                    mentions: vec![token],
                    guess: Gender::Unknown,
                    role_words: words.collect(),
                    role_heads: vec![parsed.word(description.head).to_lowercase()],
                    state: description.tokens.clone().find_map(|at| gazetteer().state(parsed.word(at))),
                });
            }
        }
    }

    /// "both leaders", "the two presidents": the two persons named most up to here.
    fn pair(&self, parsed: &Parsed, description: &Description) -> Option<Rc<str>> {
        let head = parsed.word(description.head).to_lowercase();
        let is_of_persons =
            description.tokens.len() <= 3 && (head == "both" || gazetteer().role(&head).is_some());
        if !is_of_persons {
            return None;
        }
        let n_before =
            |party: &Party| party.mentions.partition_point(|mention| *mention < description.tokens.start);
        let is_head = |party: &&Party| {
            head == "both"
                || party
                    .role_words
                    .iter()
                    .filter_map(|word| gazetteer().role(word))
                    .any(|role| matches!(role.0, "head" | "min"))
        };
        let persons =
            self.parties.iter().filter(|party| party.sort == Some(PersonSort::Person) && n_before(party) > 0);
        let mut persons: Vec<&Party> = persons.filter(is_head).collect();
        persons.sort_by_key(|party| std::cmp::Reverse(n_before(party)));
        (persons.len() >= 2).then(|| {
            persons.truncate(2);
            persons.sort_by_key(|party| party.mentions[0]);
            joined(persons.iter().map(|party| &*party.name))
        })
    }

    /// What the model sees at a statement whose speaker is not named in it.
    fn example(
        &self,
        parsed: &Parsed,
        cast: &Cast,
        statement: &Statement,
    ) -> Option<(usize, Vec<(Rc<str>, Scored)>)> {
        let mention = mention(parsed, cast, &statement.speaker);
        let token = anchor_token(parsed, statement);
        let anchor = Anchor {
            mention: &mention,
            token,
            content: &statement.content,
            is_quoted: statement.kind != Kind::Indirect,
        };
        if matches!(mention, Mention::Person(_) | Mention::Persons(_) | Mention::Body(_)) {
            return None;
        }
        let name = |candidate: &Scored| match (&mention, candidate.party) {
            (_, Some(party)) => self.parties[party].name.clone(),
            (Mention::Description(description), None) => own_name(parsed, description),
            _ => "".into(),
        };
        let scored = coref::candidates(parsed, &self.parties, &self.turns, &anchor);
        let named = scored.into_iter().map(|candidate| (name(&candidate), candidate)).collect();
        Some((coref::family(&mention), named))
    }
}

/// For training: what the model sees at each statement whose speaker is not named in it, as number of the
/// statement, family of the mention, and candidates by name.
pub fn examples(
    parsed: &Parsed,
    cast: &Cast,
    statements: &mut [Statement],
) -> Vec<(usize, usize, Vec<(Rc<str>, Scored)>)> {
    let mut talk = Talk::new(cast);
    let mut examples = vec![];
    for at in in_order(parsed, statements) {
        if parsed.tokens.is_empty() {
            break;
        }
        examples.extend(
            talk.example(parsed, cast, &statements[at]).map(|(family, candidates)| (at, family, candidates)),
        );
        talk.take(parsed, cast, &mut statements[at]);
    }
    examples
}

fn party(figure: &Figure) -> Party {
    Party {
        name: figure.name.clone(),
        sort: Some(figure.sort),
        gender: figure.gender,
        is_plural: false,
        mentions: figure.mentions.iter().map(|tokens| tokens.start).collect(),
        guess: figure.name.split_once(' ').map_or(Gender::Unknown, |(first, _)| gazetteer().guess(first)),
        role_words: figure.role_words.clone(),
        role_heads: figure.role_heads.clone(),
        state: figure.state,
    }
}

fn mention_type(mention: &Mention) -> MentionType {
    match mention {
        Mention::Nobody => MentionType::None,
        Mention::Pronoun(_) => MentionType::Pronoun,
        Mention::Person(_) | Mention::Persons(_) | Mention::Body(_) => MentionType::Name,
        Mention::Description(_) => MentionType::Description,
    }
}

fn certain(name: &str, why: &str) -> Candidate {
    Candidate { name: name.into(), score: 1.0, why: why.into() }
}

fn joined<'n>(names: impl Iterator<Item = &'n str>) -> Rc<str> {
    names.collect::<Vec<_>>().join("; ").into()
}

/// A source without a name is filed under the article's words for it.
fn own_name(parsed: &Parsed, description: &Description) -> Rc<str> {
    let mut tokens = description.tokens.clone();
    if tokens.len() > 1 && matches!(parsed.word(tokens.start), "the" | "The" | "a" | "an") {
        tokens.start += 1;
    }
    clean(parsed, tokens).into()
}

/// The words of some tokens on one line.
fn clean(parsed: &Parsed, tokens: Range<usize>) -> String {
    parsed.span_of(tokens).of(parsed.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "the Union" is the Union of a longer name that the article gave before.
fn body_name(parsed: &Parsed, cast: &Cast, tokens: &Range<usize>) -> String {
    let words = clean(parsed, tokens.clone());
    let last = parsed.word(tokens.end - 1);
    let is_definite = tokens.start > 0 && matches!(parsed.word(tokens.start - 1), "the" | "The");
    let is_general = List::GeneralBody.holds(last);
    if tokens.len() > 1 || !is_definite || is_general {
        return words;
    }
    let is_whole = |figure: &&Figure| {
        let ends_so = figure.name.rsplit(' ').next().is_some_and(|end| end.eq_ignore_ascii_case(last));
        let is_longer = figure.name.contains(' ') && figure.sort != PersonSort::Person;
        is_longer && ends_so && figure.mentions[0].start < tokens.start
    };
    let wholes = cast.figures.iter().filter(is_whole);
    wholes
        .max_by_key(|figure| figure.mentions.partition_point(|mention| mention.start < tokens.start))
        .map_or(words, |figure| figure.name.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::people::cast;
    use super::*;
    use crate::annotate::StatementId;
    use crate::text::Span;

    /// A text with `[q:contents]` and `[s:speakers]`; the names of the speakers.
    fn check(marked: &str, expected: &str) {
        let (mut text, mut statements) = (String::new(), vec![]);
        let mut open: Option<(char, usize)> = None;
        let mut rest = marked;
        while let Some(character) = rest.chars().next() {
            if let Some(role) = ['q', 's'].into_iter().find(|role| rest.starts_with(&format!("[{role}:"))) {
                open = Some((role, text.len()));
                rest = &rest[3..];
                continue;
            }
            rest = &rest[character.len_utf8()..];
            match (character, open.take()) {
                (']', Some(('q', start))) => {
                    statements.push(Statement::bare(StatementId(0), vec![Span::new(start, text.len())]))
                }
                (']', Some((_, start))) => {
                    let statement = statements.last_mut().expect("a content stands before its speaker");
                    statement.speaker = vec![Span::new(start, text.len())];
                }
                (character, was_open) => {
                    open = was_open;
                    text.push(character);
                }
            }
        }
        let parsed = Parsed::new(&text);
        assign(&parsed, &cast(&parsed), &mut statements);
        let names: Vec<&str> =
            statements.iter().map(|statement| statement.speaker_name.as_deref().unwrap_or("-")).collect();
        assert_eq!(names.join(" | "), expected);
    }

    #[test]
    fn pronouns_follow_who_spoke() {
        check(
            "“[q:No],” said [s:Yuri Ushakov, a Kremlin adviser]. “[q:Never],” [s:he] added. Maria Zakharova agreed. “[q:Yes],” [s:she] said.",
            "Yuri Ushakov | Yuri Ushakov | Maria Zakharova",
        );
    }

    #[test]
    fn descriptions_follow_roles() {
        check(
            "“[q:No],” said [s:Foreign Minister Ada Obi]. General Ben Oto left. “[q:Never],” said [s:the minister]. “[q:Rain],” said [s:a senior official]. “[q:Snow],” said [s:the general].",
            "Ada Obi | Ada Obi | senior official | Ben Oto",
        );
    }

    #[test]
    fn a_quotation_without_a_mention_goes_on() {
        check("“[q:No],” said [s:Ada Obi]. “[q:Never. Not in this house.]”", "Ada Obi | Ada Obi");
    }
}
