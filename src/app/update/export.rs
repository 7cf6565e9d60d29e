//! The export panel, and how an export goes to the clerk piece by piece.

use super::show;
use crate::annotate::Article;
use crate::app::export::{Chosen, Preview, Reach, Running, Setting};
use crate::app::outgoing::Outgoing;
use crate::app::search;
use crate::app::{Dialog, Effect, File, Model, describe};
use crate::clerk::{Form, Job, Request, Written};
use crate::dataset::{Format, jsonl};
use crate::order;
use std::rc::Rc;

/// So many articles, or articles with about so many statements, go to the clerk at once: the page answers in between.
const ARTICLES: usize = 100;
const STATEMENTS: usize = 2_000;

/// A file of more bytes is a large one.
const LARGE: usize = 8 << 20;

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
    let formats = model.export.formats.iter().copied().collect();
    model.export.running = Some(Running {
        job,
        articles,
        handed: 0,
        n_open: 0,
        n_records: 0,
        chosen,
        scheme,
        form: Form { formats, options: model.export.options },
        outgoing: Outgoing::new(job),
        fetched: None,
    });
    // One piece more than the clerk is at, so that page and clerk work side by side.
    let mut effects = hand_on(model);
    effects.extend(hand_on(model));
    effects
}

/// The clerk has a piece, and this part of the file is written.
pub fn kept(model: &mut Model, job: Job, part: &[u8]) -> Vec<Effect> {
    let Some(running) = model.export.running.as_mut().filter(|running| running.job == job) else {
        return vec![];
    };
    running.n_open -= 1;
    let mut effects = Vec::from_iter(running.outgoing.add(part));
    effects.extend(hand_on(model));
    effects
}

/// Hands the next piece to the clerk, or asks for the file when there is none left.
fn hand_on(model: &mut Model) -> Vec<Effect> {
    let Some(running) = &mut model.export.running else { return vec![] };
    let (job, form) = (running.job, running.form.clone());
    if running.handed >= running.articles.len() {
        let n_records = running.n_records;
        let is_last = running.n_open == 0;
        return Vec::from_iter(is_last.then_some(Effect::Clerk(Request::Write { job, n_records, form })));
    }
    let n_articles = piece(&running.articles[running.handed..]);
    let piece = running.articles.iter().skip(running.handed).take(n_articles);
    let records: Vec<_> =
        piece.filter_map(|article| running.chosen.record(article, &running.scheme)).collect();
    running.handed += n_articles;
    running.n_open += 1;
    running.n_records += records.len();
    match jsonl::export(&records) {
        Ok(lines) => vec![Effect::Clerk(Request::Keep { job, lines, form })],
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
    let left = model.export.running.take().and_then(|running| running.outgoing.leave());
    model.say("Stopped; nothing was exported.");
    new_clerk(model).into_iter().chain(left).collect()
}

/// A new clerk, unless files wait for the one there is: what it writes in vain is heeded by nobody.
fn new_clerk(model: &Model) -> Option<Effect> {
    model.clerk.reading.is_empty().then_some(Effect::RestartClerk)
}

/// The file is written, or the reason why there is none has come.
pub fn written(model: &mut Model, job: Job, written: Result<Written, String>) -> Vec<Effect> {
    let Some(running) = model.export.running.as_mut().filter(|running| running.job == job) else {
        return vec![];
    };
    match written {
        Ok(written) => {
            running.fetched = Some((written, 0));
            fetch(model, job)
        }
        Err(reason) => refused(model, &reason),
    }
}

/// The clerk hands this part of the file over.
pub fn fetched(model: &mut Model, job: Job, part: &[u8]) -> Vec<Effect> {
    let running = model.export.running.as_mut().filter(|running| running.job == job);
    let Some(Running { fetched: Some((_, n_fetched)), outgoing, .. }) = running else { return vec![] };
    if part.is_empty() {
        return refused(model, "the clerk lost some of the file on the way; try again");
    }
    *n_fetched += part.len();
    let mut effects = Vec::from_iter(outgoing.add(part));
    effects.extend(fetch(model, job));
    effects
}

/// Asks for more of the file; the person gets it when it is whole.
fn fetch(model: &mut Model, job: Job) -> Vec<Effect> {
    let is_whole = |running: &mut Running| {
        running.fetched.as_ref().is_some_and(|(written, n_fetched)| *n_fetched >= written.n_bytes)
    };
    let Some(running) = model.export.running.take_if(is_whole) else {
        let fetched = model.export.running.as_ref().and_then(|running| running.fetched.as_ref());
        let request = fetched.map(|(_, at)| Effect::Clerk(Request::Fetch { job, at: *at }));
        return request.into_iter().collect();
    };
    let Some((Written { name, media_type, n_bytes }, _)) = running.fetched else { return vec![] };
    model.say(format!("{name} is in your downloads."));
    let mut effects = running.outgoing.offer(name, media_type);
    // What it took to make a large file in one go is memory that only an end gives back.
    if n_bytes > LARGE {
        effects.extend(new_clerk(model));
    }
    effects
}

fn offer(model: &mut Model, file: File) -> Vec<Effect> {
    model.say(format!("{} is in your downloads.", file.name));
    vec![Effect::Download(file)]
}

/// No file, and why.
pub fn refused(model: &mut Model, reason: &str) -> Vec<Effect> {
    let left = model.export.running.take().and_then(|running| running.outgoing.leave());
    model.complain(format!("Nothing was exported: {reason}."));
    left.into_iter().collect()
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
