//! Files that the clerk reads: sent, read, asked about, taken in.

use super::{disk, engine, files, moving, perform, show, work};
use crate::annotate::annotations::Annotations;
use crate::annotate::edit::{Edit, enact};
use crate::annotate::{Analysis, Change};
use crate::app::describe::count;
use crate::app::incoming::Incoming;
use crate::app::taking::Taking;
use crate::app::{Dialog, Effect, FileRead, Model, Write};
use crate::clerk::{Handed, Job, Request, Taken};
use crate::dataset::Record;
use crate::dataset::intake::is_annotation;
use crate::text::DocumentId;
use std::rc::Rc;

/// Has the clerk read `file`.
pub fn read(model: &mut Model, file: FileRead, column: Option<Rc<str>>) -> Vec<Effect> {
    let Ok(bytes) = &file.bytes else { return vec![] };
    if model.clerk.is_away() {
        let name = &file.name;
        let sentence =
            format!("{name} cannot be read: only plain text can be while the page's reader is away.");
        model.problems.push(sentence.into());
        return vec![];
    }
    let job = Job(model.ticket().0);
    let (name, bytes) = (file.name.to_string(), bytes.clone());
    asked(model, job, file);
    vec![Effect::Clerk(Request::Read { job, name, bytes, column: column.map(|column| column.to_string()) })]
}

fn asked(model: &mut Model, job: Job, file: FileRead) {
    if model.clerk.reading.is_empty() && model.reading == 0 {
        model.clerk.n_asked = 0;
    }
    model.clerk.n_asked += 1;
    model.clerk.reading.insert(job, file);
}

/// Has the clerk read files that belong together; what is said of them goes by the name of the first annotations.
pub fn read_together(model: &mut Model, files: Vec<FileRead>) -> Vec<Effect> {
    let annotations: Vec<&FileRead> = files.iter().filter(|file| is_annotation(&file.name)).collect();
    let name = match &annotations[..] {
        [only] => only.name.clone(),
        [first, more @ ..] => format!("{} and {} more", first.name, more.len()).into(),
        [] => return vec![],
    };
    if model.clerk.is_away() {
        return read(model, FileRead { name, bytes: Ok(vec![]) }, None);
    }
    let job = Job(model.ticket().0);
    asked(model, job, FileRead { name, bytes: Ok(vec![]) });
    let handed = |file: FileRead| Some(Handed { name: file.name.to_string(), bytes: file.bytes.ok()? });
    vec![Effect::Clerk(Request::ReadTogether { job, files: files.into_iter().filter_map(handed).collect() })]
}

/// The clerk has read a file.
pub fn taken(model: &mut Model, job: Job, taken: Result<Taken, String>) -> Vec<Effect> {
    let Some(file) = model.clerk.reading.remove(&job) else { return vec![] };
    match taken {
        Ok(taken) => work::take(model, Taking::new(file, taken)),
        Err(error) => {
            model.problems.push(format!("{} {error}.", file.name).into());
            ended(model)
        }
    }
}

/// The page has read it too, or cannot for this reason: what is whole goes in at once, the rest waits for a word.
pub fn whole(model: &mut Model, taking: Taking, error: Option<String>) -> Vec<Effect> {
    let mut effects = vec![];
    if let Some(error) = error {
        model.problems.push(format!("{} {error}.", taking.file.name).into());
    } else {
        let incoming = incoming(taking);
        if incoming.remarks.is_empty() && !incoming.records.is_empty() {
            effects.extend(take(model, incoming.records));
        } else {
            model.clerk.waiting.push(incoming);
        }
    }
    effects.extend(ended(model));
    effects
}

/// Reads no more of the files; the one named is not taken in.
pub fn stop(model: &mut Model, name: Option<&str>) -> Vec<Effect> {
    let n_left = std::mem::take(&mut model.clerk.reading).len() + usize::from(name.is_some());
    let n_left = n_left + std::mem::take(&mut model.reading);
    model.say(format!(
        "Stopped; {} not taken in.",
        if n_left == 1 { "1 file was".into() } else { format!("{n_left} files were") }
    ));
    let mut effects = vec![Effect::RestartClerk, Effect::StopReading];
    if !model.clerk.waiting.is_empty() {
        effects.extend(ended(model));
    }
    effects
}

/// When all files have been read: says which could not be taken, and asks about those that wait for a word.
pub fn ended(model: &mut Model) -> Vec<Effect> {
    if model.reading > 0 || !model.clerk.reading.is_empty() {
        return vec![];
    }
    files::tell_problems(model);
    if model.clerk.waiting.is_empty() {
        return vec![];
    }
    if model.problems.is_empty() {
        say_waiting(model);
    }
    show(model, Dialog::Incoming)
}

fn say_waiting(model: &mut Model) {
    model.say(match model.clerk.waiting.len() {
        1 => "1 file waits for your word.".to_owned(),
        n => format!("{n} files wait for your word."),
    });
}

fn incoming(taking: Taking) -> Incoming {
    let Taking { file, taken, records, .. } = taking;
    let refused = taken.refused.iter().map(|(name, reason)| format!("{name} {reason}"));
    Incoming {
        file,
        records,
        remarks: taken.remarks.iter().cloned().chain(refused).map(Rc::from).collect(),
        columns: taken.columns.into_iter().map(Rc::from).collect(),
        column: taken.column.map(Rc::from),
    }
}

/// Has the file at `place` read again, with its texts from `column`.
pub fn choose_column(model: &mut Model, place: usize, column: Rc<str>) -> Vec<Effect> {
    if place >= model.clerk.waiting.len() {
        return vec![];
    }
    let Incoming { file, .. } = model.clerk.waiting.remove(place);
    model.dialog = None;
    read(model, file, Some(column))
}

/// Takes in what waits, or leaves it.
pub fn settle(model: &mut Model, is_wanted: bool) -> Vec<Effect> {
    model.dialog = None;
    let waiting = std::mem::take(&mut model.clerk.waiting);
    let records: Vec<Record> = waiting.into_iter().flat_map(|incoming| incoming.records).collect();
    if !is_wanted || records.is_empty() {
        model.say("Nothing was taken in.");
        return vec![];
    }
    take(model, records)
}

/// Takes records in: texts go to the engine, data sets come with their labels, as one change that undo takes back.
fn take(model: &mut Model, records: Vec<Record>) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    if records.iter().all(|record| record.is_text() && record.boilerplate.is_empty()) {
        return files::take(model, records.into_iter().map(|record| record.document).collect());
    }
    let (mut writes, mut edits, mut new) = (vec![], vec![], vec![]);
    let n_records = records.len();
    let mut n_lost = 0;
    for record in records {
        let id = record.document.id;
        if model.session.is_closed(id) {
            edits.push(Edit::Open(id));
            new.push(id);
        } else if model.session.add(record.document.clone()) {
            let (analysis, changes) = record.beginning();
            let analysis = Rc::new(analysis);
            let fitting = fitting(&record.document.text, &analysis, changes, &mut n_lost);
            writes.push(Write::Document(record.document));
            writes.extend(
                model.session.set_analysis(id, analysis).map(|analysis| Write::Analysis(id, analysis)),
            );
            edits.extend(fitting.into_iter().map(|change| Edit::Document(id, change)));
            new.push(id);
        }
    }
    finish(model, writes, edits, &new, n_records, n_lost)
}

/// The changes that can be done one after another.
fn fitting(text: &str, analysis: &Rc<Analysis>, changes: Vec<Change>, n_lost: &mut usize) -> Vec<Change> {
    let mut now = Annotations::of(analysis);
    let mut fitting = vec![];
    for change in changes {
        match enact(&mut now, text, &change) {
            Ok(()) => fitting.push(change),
            Err(_) => *n_lost += 1,
        }
    }
    fitting
}

fn finish(
    model: &mut Model,
    writes: Vec<Write>,
    edits: Vec<Edit>,
    new: &[DocumentId],
    n_records: usize,
    n_lost: usize,
) -> Vec<Effect> {
    let documents = count(new.len(), "document");
    model.revision += 1;
    let mut effects = disk::save(model, writes);
    if !edits.is_empty() {
        effects.extend(perform(model, Edit::Group(format!("labels of {documents} taken in").into(), edits)));
    }
    let here = match n_records - new.len() {
        0 => String::new(),
        n => format!(
            " {} here already; nothing was changed there.",
            if n == 1 { "One is".into() } else { format!("{n} are") }
        ),
    };
    let lost = match n_lost {
        0 => String::new(),
        n => format!(" {} did not fit and were left out.", count(n, "label")),
    };
    let can_undo = model.notice.can_undo;
    model.say(format!("{documents} taken in.{here}{lost}"));
    model.notice.can_undo = can_undo;
    if let Some(id) = new.first().filter(|_| model.open.is_none() || n_records == 1) {
        effects.extend(moving::open(model, *id));
    }
    effects.extend(engine::analyze_missing(model));
    effects
}
