//! What the engine is asked and what it answers.

use super::{disk, dispatch, moving, perform};
use crate::annotate::edit::{Change, Edit};
use crate::annotate::{Analysis, Statement, StatementId};
use crate::app::model::Proposal;
use crate::app::{Effect, Model, Ticket, Write};
use crate::text::{DocumentId, Span};
use std::collections::HashSet;
use std::rc::Rc;

/// Statements added before the engine has spoken are numbered from here, out of the way of its own.
const EARLY: u32 = 1 << 20;

/// Asks for the analysis of every open document that has none.
pub fn analyze_missing(model: &mut Model) -> Vec<Effect> {
    if model.jobs.unavailable.is_some() {
        return vec![];
    }
    let asked: HashSet<DocumentId> = model.jobs.running.values().copied().collect();
    let missing: Vec<_> = model
        .articles()
        .filter(|article| !article.is_analysed())
        .map(|article| article.document.clone())
        .filter(|document| !model.jobs.failed.contains(&document.id))
        .filter(|document| !asked.contains(&document.id))
        .collect();
    if model.jobs.running.is_empty() {
        model.jobs.total = 0;
    }
    let ask = |document: crate::text::Document| {
        let ticket = model.ticket();
        model.jobs.running.insert(ticket, document.id);
        model.jobs.total += 1;
        Effect::Analyze(ticket, document)
    };
    missing.into_iter().map(ask).collect()
}

/// Tries again what failed.
pub fn retry(model: &mut Model) -> Vec<Effect> {
    model.jobs.failed.clear();
    let mut effects = vec![];
    if model.jobs.unavailable.take().is_some() {
        effects.push(Effect::RestartEngine);
    }
    effects.extend(analyze_missing(model));
    effects
}

pub fn arrived(model: &mut Model, ticket: Ticket, id: DocumentId, analysis: Rc<Analysis>) -> Vec<Effect> {
    // An answer to a question that nobody asks any more: stopped, or closed meanwhile.
    if model.jobs.running.remove(&ticket).is_none() {
        return vec![];
    }
    let awaited = model.session.article(id).and_then(|article| article.analysis.clone());
    let analysis = match awaited.filter(|awaited| awaited.is_awaited()) {
        Some(awaited) => Rc::new(Rc::unwrap_or_clone(analysis).without(&awaited.boilerplate)),
        None => analysis,
    };
    if !model.session.set_analysis(id, analysis.clone()) {
        return vec![];
    }
    model.revision += 1;
    let mut effects = disk::save(model, vec![Write::Analysis(id, analysis)]);
    if model.open == Some(id) && model.chosen.is_none() {
        effects.extend(moving::choose_first(model));
    }
    finished(model);
    effects
}

pub fn failed(model: &mut Model, ticket: Ticket) -> Vec<Effect> {
    if model.jobs.proposal.as_ref().is_some_and(|proposal| proposal.ticket == ticket) {
        return settle(model, None);
    }
    let Some(id) = model.jobs.running.remove(&ticket) else { return vec![] };
    model.jobs.failed.insert(id);
    finished(model);
    if let Some(article) = model.session.article(id) {
        let name = article.document.name.clone();
        model.complain(format!(
            "The engine broke on {name}; you can annotate it by hand, the others are not affected."
        ));
    }
    model.revision += 1;
    vec![]
}

pub fn unavailable(model: &mut Model, reason: Rc<str>) -> Vec<Effect> {
    let why = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
    model.complain(format!(
        "The engine did not start{why}; documents open, and you can annotate and export by hand."
    ));
    model.jobs.unavailable = Some(reason);
    model.jobs.running.clear();
    model.revision += 1;
    if model.jobs.proposal.is_some() { settle(model, None) } else { vec![] }
}

/// Stops all that runs and waits.
pub fn cancel(model: &mut Model) -> Vec<Effect> {
    if model.jobs.running.is_empty() {
        model.say("The engine is not running.");
        return vec![];
    }
    let stopped = std::mem::take(&mut model.jobs.running);
    let n_stopped = stopped.len();
    model.jobs.failed.extend(stopped.into_values());
    model.say(format!("Stopped; {n_stopped} documents have no analysis yet."));
    model.notice.offer = Some(("Analyse them".into(), crate::app::keys::Command::Retry));
    model.revision += 1;
    vec![Effect::RestartEngine]
}

fn finished(model: &mut Model) {
    if !model.jobs.running.is_empty() || model.jobs.total == 0 {
        return;
    }
    let n_statements: usize = model.articles().map(|article| article.annotations.entries.len()).sum();
    let n_documents = model.articles().count();
    let documents =
        if n_documents == 1 { "1 document".to_owned() } else { format!("{n_documents} documents") };
    model.say(format!("{n_statements} statements in {documents}."));
}

/// Adds a missed statement over `content`: the engine proposes cue, speaker and stance.
pub fn add(model: &mut Model, content: Span) -> Vec<Effect> {
    let Some(article) = model.article() else { return vec![] };
    let (document, analysis) = (article.document.clone(), article.analysis.clone());
    let ticket = model.ticket();
    let proposal = Proposal { ticket, document: document.id, content, held: vec![] };
    model.jobs.proposal = Some(proposal);
    if model.jobs.unavailable.is_some() {
        return settle(model, None);
    }
    model.say("Looking for cue, speaker and stance …");
    let analysis = analysis.unwrap_or_else(|| Rc::new(Analysis::empty()));
    vec![Effect::Propose(ticket, document, analysis, content)]
}

pub fn proposed(model: &mut Model, ticket: Ticket, id: DocumentId, statement: Statement) -> Vec<Effect> {
    match &model.jobs.proposal {
        Some(proposal) if proposal.ticket == ticket && proposal.document == id => {
            settle(model, Some(statement))
        }
        _ => vec![],
    }
}

/// Adds the statement as proposed, or bare, and then does what was asked for meanwhile.
fn settle(model: &mut Model, proposed: Option<Statement>) -> Vec<Effect> {
    let Some(proposal) = model.jobs.proposal.take() else { return vec![] };
    let Some(article) = model.session.article(proposal.document) else { return vec![] };
    let fresh = article.annotations.fresh_id();
    let id = if !article.is_analysed() { StatementId(fresh.0.max(EARLY)) } else { fresh };
    let bare = Statement::bare(id, vec![proposal.content]);
    // What the person selected is the content, whatever the engine makes of it.
    let statement = proposed.map_or(bare, |proposed| Statement {
        id,
        content: if proposed.content.is_empty() { vec![proposal.content] } else { proposed.content.clone() },
        confidence: 1.0,
        ..proposed
    });
    let is_still_open = model.open == Some(proposal.document);
    let mut effects = perform(model, Edit::Document(proposal.document, Change::Add(Box::new(statement))));
    if !is_still_open {
        return effects;
    }
    model.selection = None;
    effects.push(Effect::Deselect);
    effects.extend(moving::choose(model, id));
    for msg in proposal.held {
        effects.extend(dispatch(model, msg));
    }
    effects
}
