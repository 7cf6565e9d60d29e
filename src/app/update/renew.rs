//! Analysing again with a newer engine: the answers are gathered and enter the log as one edit.

use super::{engine, show, work};
use crate::annotate::edit::{Change, Edit};
use crate::annotate::rerun::rerun;
use crate::annotate::{Analysis, Annotated};
use crate::app::keys::Command;
use crate::app::model::{News, NewsItem, NewsSort, Renewal};
use crate::app::{Dialog, Effect, Model, Scope, describe, views};
use crate::text::{Document, DocumentId};
use std::rc::Rc;

/// So many changed statements are kept to be shown.
const MOST_SHOWN: usize = 500;

/// Asks for new analyses of what an older engine has read, here or everywhere.
pub fn ask(model: &mut Model, scope: Scope) -> Vec<Effect> {
    let is_in_reach = |document: &&Document| scope == Scope::Corpus || model.open == Some(document.id);
    let outdated = model.outdated().map(|article| &article.document);
    let documents: Vec<Document> = outdated.filter(is_in_reach).cloned().collect();
    if model.jobs.renewal.is_some() {
        model.say("The articles are being analysed again already.");
        return vec![];
    }
    if documents.is_empty() {
        model.say("Nothing here was analysed by another engine than this page's.");
        return vec![];
    }
    if model.jobs.running.is_empty() {
        model.jobs.total = 0;
    }
    let mut renewal = Renewal::default();
    let effects = documents.into_iter().map(|document| {
        let ticket = engine::asked(model, document.id);
        renewal.tickets.insert(ticket);
        Effect::Analyze(ticket, document)
    });
    let effects = effects.collect();
    model.jobs.renewal = Some(renewal);
    model.say("Analysing again; your decisions stand.");
    effects
}

/// Lays the answers under the decisions as one edit, once no more are awaited.
pub fn settle(model: &mut Model) -> Vec<Effect> {
    let is_done =
        |renewal: &mut Renewal| renewal.tickets.iter().all(|ticket| !model.jobs.running.contains_key(ticket));
    let Some(renewal) = model.jobs.renewal.take_if(is_done) else { return vec![] };
    let arrived: Vec<(DocumentId, Rc<Analysis>)> =
        renewal.arrived.into_iter().filter(|(id, _)| !model.session.is_closed(*id)).collect();
    if arrived.is_empty() {
        return vec![];
    }
    let news = news(model, &arrived);
    let edits =
        arrived.into_iter().map(|(id, analysis)| Edit::Document(id, Change::Renew(analysis))).collect();
    let edit = Edit::Group(news.title.clone(), edits);
    work::start(model, edit, work::Epilogue { news: Some(news), ..Default::default() })
}

/// The analyses are in force; what they changed can be looked at.
pub fn tell(model: &mut Model, news: News) {
    if !news.items.is_empty() {
        model.notice.offer = Some(("What changed".into(), Command::ShowNews));
    }
    model.news = news;
    if model.entry().is_none() {
        model.chosen = None;
    }
}

/// Shows what the last renewal changed.
pub fn show_news(model: &mut Model) -> Vec<Effect> {
    if model.news.items.is_empty() {
        model.say("No article has been analysed again on this visit.");
        return vec![];
    }
    show(model, Dialog::News)
}

/// What the analyses will change.
fn news(model: &Model, arrived: &[(DocumentId, Rc<Analysis>)]) -> News {
    let mut counts = [0; 3];
    let mut items = vec![];
    for (id, analysis) in arrived {
        let Some(article) = model.session.article(*id) else { continue };
        let rerun = rerun(&article.annotations, analysis);
        let found = rerun.found.iter().filter_map(|id| rerun.annotations.get(*id));
        let all = [
            (NewsSort::Found, found.collect::<Vec<_>>()),
            (NewsSort::Lost, rerun.lost.iter().collect()),
            (NewsSort::Differing, rerun.differing.iter().collect()),
        ];
        for (count, (sort, entries)) in counts.iter_mut().zip(all) {
            *count += entries.len();
            let free = MOST_SHOWN.saturating_sub(items.len());
            items.extend(entries.into_iter().take(free).map(|entry| {
                let now = rerun.annotations.get(entry.statement.id).filter(|_| sort == NewsSort::Differing);
                item(model, &article.document, sort, entry, now)
            }));
        }
    }
    let [found, lost, differing] = counts;
    let title = format!("analysed again: {found} found, {lost} gone, {differing} differ").into();
    News { title, items }
}

fn item(
    model: &Model,
    document: &Document,
    sort: NewsSort,
    entry: &Annotated,
    now: Option<&Rc<Annotated>>,
) -> NewsItem {
    let words = |entry: &Annotated| -> Rc<str> {
        let stance = describe::shown(model.session.scheme(), &entry.statement.stance.label);
        format!("{} {stance}", views::statements::speaker(&document.text, entry)).into()
    };
    NewsItem {
        document: document.id,
        statement: (sort != NewsSort::Lost).then_some(entry.statement.id),
        sort,
        was: words(entry),
        is: now.map(|now| words(now)),
        excerpt: views::statements::excerpt_of(&document.text, &entry.statement),
    }
}
