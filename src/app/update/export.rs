//! The export panel, and how an export goes to the clerk piece by piece.

use super::show;
use crate::annotate::Article;
use crate::app::export::{Chosen, Preview, Reach, Running, Setting};
use crate::app::search;
use crate::app::{Dialog, Effect, File, Model, describe};
use crate::clerk::{Job, Request, Written};
use crate::dataset::{Format, jsonl};
use crate::order;
use std::rc::Rc;

/// So many articles, or articles with about so many statements, go to the clerk at once: the page answers in between.
const ARTICLES: usize = 100;
const STATEMENTS: usize = 2_000;

/// So many articles are looked at for a preview.
const SHOWN: usize = 200;

/// Opens the panel.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let mut effects = show(model, Dialog::Export);
    effects.extend(preview(model));
    effects
}

/// Changes what the panel is set to.
pub fn set(model: &mut Model, setting: Setting) -> Vec<Effect> {
    let export = &mut model.export;
    match setting {
        Setting::Only(format) => {
            export.formats = order::set([format]);
            export.shown = format;
        }
        Setting::Too(format, true) => {
            export.formats.insert(format);
            export.shown = format;
        }
        Setting::Too(format, false) => {
            export.formats.remove(&format);
        }
        Setting::Reach(reach) => export.reach = reach,
        Setting::Options(options) => export.options = options,
    }
    preview(model)
}

/// Asks how the shown format begins.
fn preview(model: &mut Model) -> Vec<Effect> {
    let (chosen, scheme) = (chosen(model), model.session.scheme().id.clone());
    let articles = model.articles().take(SHOWN);
    // One with statements tells more.
    let records: Vec<_> = articles.filter_map(|article| chosen.record(article, &scheme)).collect();
    let record = records.iter().find(|record| !record.rows.is_empty()).or(records.first());
    let Some(record) = record else {
        model.export.preview = Preview::Refused(nothing(model.export.reach).into());
        return vec![];
    };
    let mut lines = vec![];
    if let Err(error) = jsonl::line(record, &mut lines) {
        model.export.preview = Preview::Refused(error.to_string().into());
        return vec![];
    }
    if model.clerk.is_away() {
        let text: String = String::from_utf8_lossy(&lines).chars().take(2_000).collect();
        model.export.preview = Preview::Text(text.into());
        return vec![];
    }
    let job = Job(model.ticket().0);
    model.export.preview = Preview::Waiting(job);
    vec![Effect::Clerk(Request::Show {
        job,
        lines,
        format: model.export.shown,
        options: model.export.options,
    })]
}

fn nothing(reach: Reach) -> &'static str {
    match reach {
        Reach::All => "there is no article to export",
        Reach::Filtered => "no statement fits the filter of the table",
        Reach::Reviewed => "no statement has been reviewed yet",
    }
}

fn chosen(model: &Model) -> Chosen {
    match model.export.reach {
        Reach::All => Chosen::All,
        Reach::Filtered => Chosen::These(order::set(search::fitting(model))),
        Reach::Reviewed => Chosen::Reviewed,
    }
}

/// The preview has come.
pub fn shown(model: &mut Model, job: Job, text: Result<String, String>) -> Vec<Effect> {
    if model.export.preview == Preview::Waiting(job) {
        model.export.preview = match text {
            Ok(text) => Preview::Text(text.into()),
            Err(error) => Preview::Refused(error.into()),
        };
    }
    vec![]
}

/// Begins an export of what the panel says.
pub fn start(model: &mut Model) -> Vec<Effect> {
    if model.export.formats.is_empty() {
        model.complain("Choose a format first.");
        return vec![];
    }
    let (chosen, scheme) = (chosen(model), model.session.scheme().id.clone());
    let articles: Vec<_> = model.articles().cloned().collect();
    if !articles.iter().any(|article| chosen.record(article, &scheme).is_some()) {
        model.complain(format!("{}.", describe::sentence(nothing(model.export.reach))));
        return vec![];
    }
    model.dialog = None;
    if model.clerk.is_away() {
        return alone(model, &articles, &chosen, &scheme);
    }
    let job = Job(model.ticket().0);
    model.say(format!("Writing {} …", describe::count(articles.len(), "article")));
    model.export.running = Some(Running { job, articles, handed: 0, n_records: 0, chosen, scheme });
    hand_on(model, job)
}

/// Hands the next piece to the clerk, or asks for the file when there is none left.
pub fn hand_on(model: &mut Model, job: Job) -> Vec<Effect> {
    let Some(running) = model.export.running.as_mut().filter(|running| running.job == job) else {
        return vec![];
    };
    let n_articles = piece(&running.articles[running.handed.min(running.articles.len())..]);
    let piece = running.articles.iter().skip(running.handed).take(n_articles);
    let records: Vec<_> =
        piece.filter_map(|article| running.chosen.record(article, &running.scheme)).collect();
    if running.handed >= running.articles.len() {
        let formats: Vec<Format> = model.export.formats.iter().copied().collect();
        let (n_records, options) = (running.n_records, model.export.options);
        return vec![Effect::Clerk(Request::Write { job, n_records, formats, options })];
    }
    running.handed += n_articles;
    running.n_records += records.len();
    match jsonl::export(&records) {
        Ok(lines) => vec![Effect::Clerk(Request::Keep { job, lines })],
        Err(error) => refused(model, &error.to_string()),
    }
}

/// How many of `articles` go to the clerk at once: one at least.
fn piece(articles: &[Article]) -> usize {
    let mut n_statements = 0;
    let is_in = |article: &&Article| {
        let is_room = n_statements < STATEMENTS;
        n_statements += article.annotations.entries.len();
        is_room
    };
    articles.iter().take(ARTICLES).take_while(is_in).count()
}

/// Writes no further.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    model.export.running = None;
    model.say("Stopped; nothing was exported.");
    vec![Effect::RestartClerk]
}

/// The file has come, or the reason why there is none.
pub fn written(model: &mut Model, job: Job, written: Result<Written, String>) -> Vec<Effect> {
    if model.export.running.take_if(|running| running.job == job).is_none() {
        return vec![];
    }
    match written {
        Ok(Written { name, media_type, bytes }) => offer(model, File { name, mime: media_type, bytes }),
        Err(reason) => refused(model, &reason),
    }
}

fn offer(model: &mut Model, file: File) -> Vec<Effect> {
    model.say(format!("{} is in your downloads.", file.name));
    vec![Effect::Download(file)]
}

/// No file, and why.
pub fn refused(model: &mut Model, reason: &str) -> Vec<Effect> {
    model.export.running = None;
    model.complain(format!("Nothing was exported: {reason}."));
    vec![]
}

/// Without the clerk the page still writes its own format, which loses nothing.
fn alone(model: &mut Model, articles: &[Article], chosen: &Chosen, scheme: &Rc<str>) -> Vec<Effect> {
    let records: Vec<_> = articles.iter().filter_map(|article| chosen.record(article, scheme)).collect();
    match jsonl::export(&records) {
        Ok(bytes) => {
            let name = Format::Jsonl.file_name().to_owned();
            let effects = offer(model, File { name, mime: "application/x-ndjson".to_owned(), bytes });
            if !model.export.formats.contains(&Format::Jsonl) {
                model.say(
                    "Only Demarche JSONL can be written here now; the batch program makes any format of it.",
                );
            }
            effects
        }
        Err(error) => refused(model, &error.to_string()),
    }
}
