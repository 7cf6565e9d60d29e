//! What the bar at the top and the line at the bottom say.

use crate::app::keys::Command;
use crate::app::{Model, Notice, Order, Scope, View, search};
use std::rc::Rc;

/// The bar at the top.
#[derive(Clone, PartialEq, Debug)]
pub struct BarView {
    /// What fills the page.
    pub view: View,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// State of saving.
    pub save: SaveView,
    /// Whether the page is dark.
    pub is_dark: bool,
    /// Whether there is more to see than the welcome: a document, or a scheme in the making.
    pub has_views: bool,
}

/// Whether work is on disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SaveView {
    /// All of it.
    Saved,
    /// All of it, but the browser may clear it when the disk runs full.
    Lent,
    /// Another tab writes; this one reads.
    ReadOnly,
    /// Not what stands in the field that is being typed in.
    Typing,
    /// On its way.
    Saving,
    /// Not, for this reason.
    Failed(Rc<str>),
}

/// The line at the bottom.
#[derive(Clone, PartialEq, Debug)]
pub struct StatusView {
    /// What the last action did.
    pub notice: Notice,
    /// What is at work, how much of it is done, and of how much.
    pub progress: Option<(&'static str, usize, usize)>,
    /// Files being read.
    pub reading: usize,
    /// Further problems, beyond the one in the notice.
    pub problems: Vec<Rc<str>>,
    /// What retry means now, if anything.
    pub retry: Option<(&'static str, Command)>,
    /// Whether another version of the page is ready.
    pub has_update: bool,
}

/// What waits for a decision, and in which order it comes.
#[derive(Clone, PartialEq, Debug)]
pub struct QueueView {
    /// Open statements in the reach of the queue, with its name.
    pub remaining: Rc<str>,
    /// Its order in a word.
    pub order: &'static str,
}

impl StatusView {
    /// Whether the line has more to show than what was done: something to do next, or something under way.
    pub fn is_full(&self) -> bool {
        self.notice.offer.is_some()
            || self.progress.is_some()
            || self.retry.is_some()
            || self.has_update
            || self.reading > 0
            || self.problems.len() > 1
    }
}

/// The bar of `model`.
pub fn bar(model: &Model) -> BarView {
    BarView {
        view: model.view,
        can_undo: model.session.log().last().is_some(),
        can_redo: model.session.log().next().is_some(),
        save: save(model),
        is_dark: model.theme.is_dark(model.system_is_dark),
        has_views: model.articles().next().is_some() || model.has_draft_alone(),
    }
}

fn save(model: &Model) -> SaveView {
    match &model.save.failure {
        Some(reason) => SaveView::Failed(reason.clone()),
        None if model.save.is_taken => SaveView::ReadOnly,
        None if model.save.is_typing => SaveView::Typing,
        None if model.save.waiting.is_empty() && model.save.is_persistent == Some(false) => SaveView::Lent,
        None if model.save.waiting.is_empty() => SaveView::Saved,
        None => SaveView::Saving,
    }
}

/// The queue of `model`, in the reach of which so many statements are open; nothing while there is no article.
pub fn queue(model: &Model, remaining: usize) -> Option<QueueView> {
    model.articles().next()?;
    let reach = match model.queue.scope {
        Scope::Article => "here",
        Scope::Corpus => "in all articles",
    };
    let order = match model.queue.order {
        Order::Text => "in text order",
        Order::LeastCertain => "least certain first",
    };
    Some(QueueView { remaining: format!("{remaining} to review {reach}").into(), order })
}

/// The line of `model`.
pub fn status(model: &Model) -> StatusView {
    StatusView {
        notice: model.notice.clone(),
        progress: progress(model),
        reading: model.reading,
        problems: model.problems.clone(),
        retry: retry(model),
        has_update: model.has_update,
    }
}

fn progress(model: &Model) -> Option<(&'static str, usize, usize)> {
    let running = model.jobs.running.len();
    if let Some(work) = &model.work {
        return Some(work.task.progress());
    }
    if search::is_under_way(model) {
        let (done, total) = model.search.progress();
        return Some(("searching", done, total));
    }
    if let Some(running) = &model.export.running {
        return Some(("writing article", running.handed, running.articles.len()));
    }
    let n_reading = model.clerk.reading.len();
    if n_reading > 0 {
        let n_asked = model.clerk.n_asked.max(n_reading);
        return Some(("reading file", n_asked - n_reading, n_asked + model.reading));
    }
    if let Some(recall) = model.recall.as_ref().filter(|recall| recall.failure.is_none()) {
        let (done, total) = recall.progress;
        return Some(("reading back article", done, total));
    }
    (running > 0).then(|| ("analysing", model.jobs.total.saturating_sub(running), model.jobs.total))
}

fn retry(model: &Model) -> Option<(&'static str, Command)> {
    if model.save.is_taken {
        return Some(("Work here instead", Command::TakeOver));
    }
    if model.save.failure.is_some() {
        return Some(("Save again", Command::RetrySave));
    }
    if model.recall.as_ref().is_some_and(|recall| recall.failure.is_some()) {
        return Some(("Read the rest back", Command::Retry));
    }
    if model.jobs.unavailable.is_some() {
        return Some(("Start the engine again", Command::Retry));
    }
    if !model.jobs.failed.is_empty() {
        return Some(("Analyse what is missing", Command::Retry));
    }
    let is_outdated = model.jobs.renewal.is_none() && model.outdated().next().is_some();
    is_outdated.then_some(("Analyse again with the new engine", Command::Renew(Scope::Corpus)))
}
