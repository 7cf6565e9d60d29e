//! What the inspector says about the chosen statement.

use super::{certainty, statements};
use crate::annotate::scheme::Scheme;
use crate::annotate::{Annotated, Article, Kind, Polarity, Role, Statement, StatementId, Status};
use crate::app::keys::{Command, Keys};
use crate::app::{Model, describe, names};
use crate::text::Span;
use std::rc::Rc;

/// A statement in words.
mod wording;
use wording::{consequence, mention, numbers, sentence};

/// The chosen statement.
#[derive(Clone, PartialEq, Debug)]
pub struct InspectorView {
    /// Which.
    pub id: StatementId,
    /// "Statement 7 of 23".
    pub title: Rc<str>,
    /// "Ada Obi", "threatens", "the ministry": the statement as a sentence, with its letter.
    pub sentence: (Rc<str>, char, Rc<str>, Option<Rc<str>>),
    /// How its labels came to be.
    pub status: Status,
    /// Whether a person has decided.
    pub is_reviewed: bool,
    /// 1 to 3.
    pub certainty: u8,
    /// The probabilities behind it, for who asks.
    pub numbers: Rc<str>,
    /// "the minister" (description).
    pub mention: Option<Rc<str>>,
    /// Canonical name.
    pub speaker: Option<Rc<str>>,
    /// Role and affiliation, where the article gives them.
    pub about_speaker: Option<Rc<str>>,
    /// On the digits.
    pub candidates: Vec<CandidateView>,
    /// Every name in the project, for typing.
    pub known: Rc<Vec<Rc<str>>>,
    /// Coarse act of the stance.
    pub act: Rc<str>,
    /// The labels of the scheme.
    pub stances: Vec<StanceView>,
    /// Definition of the label in force.
    pub definition: Rc<str>,
    /// Its test.
    pub test: Rc<str>,
    /// "if new sanctions, then severance of relations": the words of condition, with "if" before them unless they say
    /// it or the like themselves, and of the consequence.
    pub consequence: Option<(Option<Rc<str>>, Option<Rc<str>>)>,
    /// The words that decided.
    pub because: Vec<Rc<str>>,
    /// Attitude to the target.
    pub polarity: Polarity,
    /// 1 to 3.
    pub intensity: u8,
    /// The act is negated.
    pub negated: bool,
    /// The act is veiled.
    pub veiled: bool,
    /// How much of it is quoted.
    pub kind: Kind,
    /// The statement whose content holds this one.
    pub parent: Option<StatementId>,
    /// Statements that may hold it, as number and excerpt.
    pub holders: Vec<(StatementId, Rc<str>)>,
    /// The words of each role.
    pub parts: Vec<PartView>,
    /// Canonical target.
    pub target: Option<Rc<str>>,
    /// Canonical addressee.
    pub addressee: Option<Rc<str>>,
    /// Innermost first.
    pub relays: Vec<Rc<str>>,
    /// Free remark.
    pub note: Rc<str>,
}

/// Somebody who may be the speaker.
#[derive(Clone, PartialEq, Debug)]
pub struct CandidateView {
    /// Key.
    pub digit: usize,
    /// Canonical name.
    pub name: Rc<str>,
    /// Why.
    pub why: Rc<str>,
    /// Whether it is the speaker now.
    pub is_current: bool,
}

/// A label of the scheme.
#[derive(Clone, PartialEq, Debug)]
pub struct StanceView {
    /// What sets it.
    pub command: Command,
    /// Key.
    pub letter: char,
    /// As shown.
    pub shown: Rc<str>,
    /// Coarse act.
    pub act: Rc<str>,
    /// Definition and test.
    pub hint: Rc<str>,
    /// Whether it is in force.
    pub is_current: bool,
    /// Whether the machine would choose it next.
    pub is_runner_up: bool,
}

/// The words that play a role.
#[derive(Clone, PartialEq, Debug)]
pub struct PartView {
    /// Which role.
    pub role: Role,
    /// The words, if any.
    pub words: Option<Rc<str>>,
    /// The key that marks them.
    pub key: Rc<str>,
}

/// The inspector of `model`; nothing when no statement is chosen.
pub fn view(model: &Model) -> Option<InspectorView> {
    let article = model.article()?;
    let entry = model.entry()?;
    let statement = &entry.statement;
    let scheme = model.session.scheme();
    let label = scheme.entry(&statement.stance.label);
    let text = &article.document.text;
    Some(InspectorView {
        id: statement.id,
        title: title(article, entry),
        sentence: sentence(text, scheme, statement),
        status: entry.status(),
        is_reviewed: entry.is_reviewed(),
        certainty: certainty::step(certainty::of(statement)),
        numbers: numbers(statement),
        mention: mention(text, statement),
        speaker: statement.speaker_name.clone(),
        about_speaker: about(model, article, statement.speaker_name.as_deref()),
        candidates: candidates(model, entry),
        known: model.known.clone(),
        act: describe::hue(scheme, &statement.stance.label),
        stances: stances(scheme, statement),
        definition: label.map_or_else(|| "".into(), |label| label.definition.clone()),
        test: label.map_or_else(|| "".into(), |label| label.test.clone()),
        consequence: consequence(text, statement),
        because: statement.stance.because.iter().map(|span: &Span| span.of(text).into()).collect(),
        polarity: statement.stance.polarity,
        intensity: statement.stance.intensity,
        negated: statement.stance.negated,
        veiled: statement.stance.veiled,
        kind: statement.kind,
        parent: statement.parent,
        holders: holders(article, statement),
        parts: parts(&model.keys, text, statement),
        target: statement.target_name.clone(),
        addressee: statement.addressee_name.clone(),
        relays: statement.relays.iter().map(|relay| relay.name.clone()).collect(),
        note: statement.note.clone(),
    })
}

fn title(article: &Article, entry: &Annotated) -> Rc<str> {
    let number = article.annotations.place(entry.statement.id).map_or(0, |idx| idx + 1);
    format!("Statement {number} of {}", article.annotations.entries.len()).into()
}

/// What the registry knows of somebody, else what the article says.
fn about(model: &Model, article: &Article, name: Option<&str>) -> Option<Rc<str>> {
    if let Some(entry) = model.session.registry().get(name?) {
        let parts = [&entry.role, &entry.affiliation, &entry.identifier];
        let parts: Vec<&str> =
            parts.into_iter().map(|part| &**part).filter(|part| !part.is_empty()).collect();
        return (!parts.is_empty()).then(|| parts.join(", ").into());
    }
    let analysis = article.analysis.as_ref()?;
    let person = analysis.people.iter().find(|person| Some(&*person.name) == name)?;
    match (&person.role, &person.affiliation) {
        (Some(role), Some(affiliation)) => Some(format!("{role}, {affiliation}").into()),
        (role, affiliation) => role.clone().or_else(|| affiliation.clone()),
    }
}

fn candidates(model: &Model, entry: &Annotated) -> Vec<CandidateView> {
    let view = |(idx, candidate): (usize, crate::annotate::Candidate)| CandidateView {
        digit: idx + 1,
        is_current: entry.statement.speaker_name.as_ref() == Some(&candidate.name),
        name: candidate.name,
        why: candidate.why,
    };
    names::candidates(model, entry).into_iter().enumerate().map(view).collect()
}

fn stances(scheme: &Scheme, statement: &Statement) -> Vec<StanceView> {
    let stance = &statement.stance;
    let runner_up = stance.ranking.iter().map(|(label, _)| label).find(|label| **label != stance.label);
    let view = |(idx, entry): (usize, &crate::annotate::scheme::SchemeLabel)| StanceView {
        command: Command::Stance(idx),
        letter: entry.key,
        shown: entry.shown.clone(),
        act: entry.hue().clone(),
        hint: format!("{} {}", entry.definition, entry.test).into(),
        is_current: entry.label == stance.label,
        is_runner_up: Some(&entry.label) == runner_up,
    };
    scheme.labels.iter().enumerate().map(view).collect()
}

/// The statement that holds it, and those whose content lies over a part of its own.
fn holders(article: &Article, statement: &Statement) -> Vec<(StatementId, Rc<str>)> {
    let overlaps =
        |other: &Statement| other.content.iter().any(|a| statement.content.iter().any(|b| a.overlaps(*b)));
    let is_holder = |other: &Statement| {
        other.id != statement.id
            && other.parent != Some(statement.id)
            && (statement.parent == Some(other.id) || overlaps(other))
    };
    let entries = article.annotations.entries.iter().enumerate();
    let holder = |(idx, entry): (usize, &std::rc::Rc<Annotated>)| {
        let other = &entry.statement;
        is_holder(other).then(|| {
            let speaker = statements::speaker(&article.document.text, entry);
            (other.id, format!("{} · {speaker}", idx + 1).into())
        })
    };
    entries.filter_map(holder).collect()
}

fn parts(keys: &Keys, text: &str, statement: &Statement) -> Vec<PartView> {
    let view = |role: Role| PartView {
        role,
        words: statements::words(text, statement.spans(role)),
        key: keys.of_command(Command::Mark(role)).unwrap_or("").into(),
    };
    Role::ALL.into_iter().map(view).collect()
}
