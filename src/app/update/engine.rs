//! What the engine is asked and what it answers.

use super::{disk, dispatch, moving, perform, recall, renew};
use crate::annotate::edit::{Change, Edit};
use crate::annotate::{Analysis, Statement, StatementId};
use crate::app::describe::count;
use crate::app::model::Proposal;
use crate::app::{Effect, Focus, Model, Ticket, Write};
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
    let running: HashSet<DocumentId> = model.jobs.running.values().copied().collect();
    let missing: Vec<_> = model
        .articles()
        .filter(|article| !article.is_analysed() && !article.is_on_disk)
        .map(|article| article.document.clone())
        .filter(|document| !model.jobs.failed.contains(&document.id))
        .filter(|document| !running.contains(&document.id))
        .collect();
    if model.jobs.running.is_empty() {
        model.jobs.total = 0;
    }
    missing.into_iter().map(|document| Effect::Analyze(asked(model, document.id), document)).collect()
}

/// Notes that an analysis is asked for.
pub fn asked(model: &mut Model, id: DocumentId) -> Ticket {
    let ticket = model.ticket();
    model.jobs.running.insert(ticket, id);
    model.jobs.total += 1;
    ticket
}

/// The worker can take requests.
pub fn ready(model: &mut Model, engine: Rc<str>) -> Vec<Effect> {
    model.jobs.unavailable = None;
    model.jobs.engine = Some(engine);
    vec![]
}

/// Tries again what failed.
pub fn retry(model: &mut Model) -> Vec<Effect> {
    model.jobs.failed.clear();
    let mut effects = recall::retry(model);
    if model.jobs.unavailable.take().is_some() {
        effects.push(Effect::RestartEngine);
    }
    effects.extend(analyze_missing(model));
    if !model.jobs.running.is_empty() {
        model.say("The engine goes on with what is missing.");
    }
    effects
}

pub fn arrived(model: &mut Model, ticket: Ticket, id: DocumentId, analysis: Rc<Analysis>) -> Vec<Effect> {
    // An answer to a question that nobody asks any more: stopped, or closed meanwhile.
    if model.jobs.running.remove(&ticket).is_none() {
        return vec![];
    }
    if let Some(renewal) = &mut model.jobs.renewal
        && renewal.tickets.contains(&ticket)
    {
        renewal.arrived.push((id, analysis));
        return renew::settle(model);
    }
    let awaited = model.session.article(id).and_then(|article| article.analysis.clone());
    let analysis = match awaited.filter(|awaited| awaited.is_awaited()) {
        Some(awaited) => Rc::new(Rc::unwrap_or_clone(analysis).without(&awaited.boilerplate)),
        None => analysis,
    };
    let Some(analysis) = model.session.set_analysis(id, analysis) else { return vec![] };
    model.revision += 1;
    let mut effects = disk::save(model, vec![Write::Analysis(id, analysis)]);
    if model.open == Some(id) && model.chosen.is_none() {
        effects.extend(moving::choose_first(model));
    }
    finished(model);
    say_if_cut_off(model, id);
    effects
}

fn say_if_cut_off(model: &mut Model, id: DocumentId) {
    let Some(article) = model.session.article(id) else { return };
    let Some(unread) = article.analysis.as_ref().and_then(|analysis| analysis.unread) else { return };
    let percent = unread.start() * 100 / article.document.text.len().max(1);
    let name = article.document.name.clone();
    model.complain(format!(
        "{name} is too long for the engine: nothing was looked for after the first {percent} % of it; divide it into articles."
    ));
}

pub fn failed(model: &mut Model, ticket: Ticket) -> Vec<Effect> {
    if model.jobs.proposal.as_ref().is_some_and(|proposal| proposal.ticket == ticket) {
        return settle(model, None);
    }
    let Some(id) = model.jobs.running.remove(&ticket) else { return vec![] };
    let effects = renew::settle(model);
    if model.session.article(id).is_some_and(|article| !article.is_analysed()) {
        model.jobs.failed.insert(id);
        finished(model);
    }
    if let Some(article) = model.session.article(id) {
        let name = article.document.name.clone();
        model.complain(format!(
            "The engine broke on {name}, twice; you can annotate it by hand, the others are not affected."
        ));
    }
    model.revision += 1;
    effects
}

pub fn unavailable(model: &mut Model, reason: Rc<str>) -> Vec<Effect> {
    let why = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
    model.complain(format!(
        "The engine did not start{why}; documents open, and you can annotate and export by hand."
    ));
    model.jobs.unavailable = Some(reason);
    model.jobs.running.clear();
    model.revision += 1;
    let mut effects = renew::settle(model);
    if model.jobs.proposal.is_some() {
        effects.extend(settle(model, None));
    }
    effects
}

/// Stops all that runs and waits.
pub fn cancel(model: &mut Model) -> Vec<Effect> {
    if model.jobs.running.is_empty() {
        model.say("The engine is not running.");
        return vec![];
    }
    let stopped = std::mem::take(&mut model.jobs.running);
    let has_none = |id: &DocumentId| model.session.article(*id).is_some_and(|it| !it.is_analysed());
    let without: Vec<DocumentId> = stopped.into_values().filter(has_none).collect();
    let n_stopped = without.len();
    let n_documents = model.articles().count();
    model.jobs.failed.extend(without);
    let mut effects = vec![Effect::RestartEngine];
    effects.extend(renew::settle(model));
    model.say(match n_stopped {
        0 => "Stopped; every document keeps the analysis that it has.".to_owned(),
        _ => format!(
            "Stopped; {} of {n_documents} documents are here without an analysis. The engine goes on when you ask for it, or at the next visit.",
            n_stopped
        ),
    });
    effects.push(Effect::Focus(Focus::View));
    model.revision += 1;
    effects
}

fn finished(model: &mut Model) {
    if !model.jobs.running.is_empty() || model.jobs.total == 0 {
        return;
    }
    let n_statements: usize = model.articles().map(|article| article.annotations.entries.len()).sum();
    let n_documents = model.articles().count();
    model.say(format!("{} in {}.", count(n_statements, "statement"), count(n_documents, "document")));
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
