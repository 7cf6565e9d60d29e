//! The project in IndexedDB: documents, analyses, and a journal that only grows between snapshots.
//!
//! One transaction a save, saves in order; "saved" is said only when the transaction is complete. Every save counts
//! the revision up, so that a page that has not seen the last one writes nothing.

use super::database::{self, DiskError, StoreForm};
use super::page;
use crate::annotate::edit::Edit;
use crate::annotate::log::{LogEntry, Step};
use crate::annotate::{Analysis, Stored, StoredDocument};
use crate::app::{Msg, Ticket, Write};
use crate::dataset::project;
use crate::text::{Document, DocumentId};
use js_sys::Array;
use serde::{Serialize, de::DeserializeOwned};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbDatabase, IdbKeyRange, IdbRequest, IdbTransaction};
use yew::Callback;

const DATABASE: &str = "demarche";
/// Version 2 added snapshots and the revision; what version 1 held is read as it is.
const VERSION: u32 = 2;
const DOCUMENTS: &str = "documents";
const ANALYSES: &str = "analyses";
const JOURNAL: &str = "journal";
const SNAPSHOT: &str = "snapshot";
const META: &str = "meta";
const STORES: [&str; 5] = [DOCUMENTS, ANALYSES, JOURNAL, SNAPSHOT, META];

const FORMS: [StoreForm; 5] = [
    StoreForm { name: DOCUMENTS, counts: true },
    StoreForm { name: ANALYSES, counts: false },
    StoreForm { name: JOURNAL, counts: true },
    StoreForm { name: SNAPSHOT, counts: false },
    StoreForm { name: META, counts: false },
];

/// So many writes are asked for, and so many documents read, before the page can be drawn.
const AT_ONCE: usize = 100;
const READ_AT_ONCE: u32 = 500;

/// Keys of the only records in their stores.
const JOURNAL_SO_FAR: &str = "journal";
const REVISION: &str = "revision";

/// A handle to the storage; clones share one queue of saves.
#[derive(Clone)]
pub struct Storage {
    queue: Rc<RefCell<Queue>>,
    /// The revision that this page knows; none before it has read what is there.
    revision: Rc<Cell<Option<f64>>>,
    send: Callback<Msg>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(u64, Vec<Write>)>,
    is_running: bool,
}

impl Storage {
    /// A storage that answers through `send`.
    pub fn new(send: Callback<Msg>) -> Storage {
        Storage { queue: Rc::default(), revision: Rc::default(), send }
    }

    /// Loads everything but the analyses; answers [`Msg::Restored`] or [`Msg::RestoreFailed`].
    pub fn load(&self) {
        let storage = self.clone();
        spawn_local(async move {
            let loaded = load().await;
            storage.revision.set(loaded.as_ref().ok().map(|(_, revision)| *revision));
            storage.send.emit(match loaded {
                Ok((stored, _)) => Msg::Restored(Box::new(stored)),
                Err(error) => Msg::RestoreFailed(error.to_string().into()),
            });
        });
    }

    /// Loads the analyses of these documents; answers [`Msg::Recalled`] or [`Msg::RecallFailed`].
    pub fn recall(&self, ticket: Ticket, documents: Vec<DocumentId>) {
        let send = self.send.clone();
        spawn_local(async move {
            send.emit(match recall(&documents).await {
                Ok(analyses) => Msg::Recalled(ticket, documents.into_iter().zip(analyses).collect()),
                Err(error) => Msg::RecallFailed(ticket, error.to_string().into()),
            });
        });
    }

    /// Saves after what is being saved; answers [`Msg::Saved`] or [`Msg::SaveFailed`] with `number`.
    pub fn save(&self, number: u64, writes: Vec<Write>) {
        self.queue.borrow_mut().waiting.push_back((number, writes));
        if !std::mem::replace(&mut self.queue.borrow_mut().is_running, true) {
            let storage = self.clone();
            spawn_local(async move { storage.drain().await });
        }
    }

    async fn drain(&self) {
        loop {
            let next = self.queue.borrow_mut().waiting.pop_front();
            let Some((number, writes)) = next else { break };
            match self.write(&writes).await {
                Ok(()) => self.send.emit(Msg::Saved(number)),
                Err(error) => {
                    // What was to follow would leave a gap in the journal: the page sends it all again.
                    self.queue.borrow_mut().waiting.clear();
                    self.send.emit(match error {
                        DiskError::Cleared => Msg::StoreCleared(number),
                        _ => Msg::SaveFailed(number, error.to_string().into()),
                    });
                }
            }
        }
        self.queue.borrow_mut().is_running = false;
    }

    async fn write(&self, writes: &[Write]) -> Result<(), DiskError> {
        let known = self.revision.get().ok_or(DiskError::Unread)?;
        let database = open().await?;
        let written = write(&database, known, writes).await;
        database.close();
        if written == Err(DiskError::Cleared) {
            self.revision.set(Some(0.0));
        }
        written?;
        self.revision.set(Some(known + 1.0));
        if writes.contains(&Write::Forget) {
            self.revision.set(Some(0.0));
            // The stores are empty already; an open tab may keep the empty database alive.
            let _ = database::delete(DATABASE).await;
            page::forget().await;
        }
        Ok(())
    }
}

async fn open() -> Result<IdbDatabase, DiskError> {
    database::open(DATABASE, VERSION, &FORMS).await
}

async fn write(database: &IdbDatabase, known: f64, writes: &[Write]) -> Result<(), DiskError> {
    let transaction = database::begin(database, &STORES, "readwrite")?;
    let asked = async {
        match revision(&transaction).await? {
            found if found == known => {}
            0.0 => return Err(DiskError::Cleared),
            _ => return Err(DiskError::Changed),
        }
        for some in writes.chunks(AT_ONCE) {
            let mut last = None;
            for write in some {
                last = Some(put(&transaction, write)?);
            }
            // Requests are answered in order. The page is drawn in between, and what was asked for need not be kept.
            if let Some(last) = last {
                let why = |error| transaction.error().map_or(error, |error| JsValue::from(error).into());
                database::answer(last).await.map_err(why)?;
            }
        }
        let next = JsValue::from(known + 1.0);
        database::store(&transaction, META)?.put_with_key(&next, &REVISION.into())?;
        Ok(())
    };
    // Without the abort, what was asked for before the refusal would be written all the same.
    if let Err(error) = asked.await {
        let _ = transaction.abort();
        return Err(error);
    }
    database::completed(&transaction).await
}

/// Asks for one write; whether it succeeds is the transaction's to say.
fn put(transaction: &IdbTransaction, write: &Write) -> Result<IdbRequest, DiskError> {
    let store = |name| database::store(transaction, name);
    Ok(match write {
        Write::Document(document) => store(DOCUMENTS)?.add(&json(document))?,
        Write::Analysis(id, analysis) => {
            store(ANALYSES)?.put_with_key(&json(&**analysis), &id.to_string().into())?
        }
        Write::Step(step) => store(JOURNAL)?.add(&json(step))?,
        Write::Snapshot(steps) => {
            let log = Stored { steps: steps.to_vec(), ..Stored::default() };
            let text = String::from_utf8_lossy(&project::write(&log)).into_owned();
            store(SNAPSHOT)?.put_with_key(&text.into(), &JOURNAL_SO_FAR.into())?;
            store(JOURNAL)?.clear()?
        }
        Write::Clear | Write::Forget => {
            for name in [DOCUMENTS, ANALYSES, SNAPSHOT] {
                store(name)?.clear()?;
            }
            store(JOURNAL)?.clear()?
        }
    })
}

async fn revision(transaction: &IdbTransaction) -> Result<f64, DiskError> {
    let found = database::answer(database::store(transaction, META)?.get(&REVISION.into())?).await?;
    Ok(found.as_f64().unwrap_or(0.0))
}

async fn load() -> Result<(Stored, f64), DiskError> {
    let database = open().await?;
    let loaded = read(&database).await;
    database.close();
    loaded
}

async fn read(database: &IdbDatabase) -> Result<(Stored, f64), DiskError> {
    let transaction = database::begin(database, &STORES, "readonly")?;
    let store = |name| database::store(&transaction, name);
    let revision = revision(&transaction).await?;
    let snapshot = database::answer(store(SNAPSHOT)?.get(&JOURNAL_SO_FAR.into())?).await?;
    let journal = list(database::answer(store(JOURNAL)?.get_all()?).await?);

    let mut stored = snapshot_of(&snapshot);
    stored.has_more = true;
    let n_documents = read_documents(&transaction, &mut stored.documents).await?;
    if stored.documents.len() < n_documents {
        let n_lost = n_documents - stored.documents.len();
        stored.damage.push(format!("{n_lost} of {n_documents} documents cannot be read"));
    }
    stored.since_snapshot = journal.len();
    append(&mut stored, &journal);
    Ok((stored, revision))
}

/// Reads the documents that can be read, some at a time; how many there are.
async fn read_documents(
    transaction: &IdbTransaction,
    documents: &mut Vec<StoredDocument>,
) -> Result<usize, DiskError> {
    let store = database::store(transaction, DOCUMENTS)?;
    let (mut n_documents, mut range) = (0, JsValue::UNDEFINED);
    loop {
        // Keys and values come in the same order; when the values are there, so are the keys.
        let keys = store.get_all_keys_with_key_and_limit(&range, READ_AT_ONCE)?;
        let values = list(database::answer(store.get_all_with_key_and_limit(&range, READ_AT_ONCE)?).await?);
        n_documents += values.len();
        let found = values.iter().filter_map(parse::<Document>);
        documents.extend(found.map(|document| StoredDocument { document, analysis: None }));
        let last = Array::from(&keys.result()?).to_vec().pop();
        let Some(last) = last.filter(|_| values.len() == READ_AT_ONCE as usize) else { break };
        range = IdbKeyRange::lower_bound_with_open(&last, true)?.into();
    }
    Ok(n_documents)
}

/// The analyses of these documents, where there is one that can be read.
async fn recall(documents: &[DocumentId]) -> Result<Vec<Option<Rc<Analysis>>>, DiskError> {
    let database = open().await?;
    let analyses = read_analyses(&database, documents).await;
    database.close();
    analyses
}

async fn read_analyses(
    database: &IdbDatabase,
    documents: &[DocumentId],
) -> Result<Vec<Option<Rc<Analysis>>>, DiskError> {
    let transaction = database::begin(database, &[ANALYSES], "readonly")?;
    let store = database::store(&transaction, ANALYSES)?;
    let mut asked = vec![];
    for document in documents {
        asked.push(store.get(&document.to_string().into())?);
    }
    // Requests are answered in order: with the last one, all have been.
    if let Some(last) = asked.last() {
        database::answer(last.clone()).await?;
    }
    asked.iter().map(|request| Ok(parse::<Analysis>(&request.result()?).map(Rc::new))).collect()
}

/// The journal up to the last snapshot.
fn snapshot_of(value: &JsValue) -> Stored {
    let Some(text) = value.as_string() else { return Stored::default() };
    let damaged = |error: project::ProjectError| Stored {
        damage: vec![format!("the snapshot of the journal {error}")],
        ..Stored::default()
    };
    project::read(text.as_bytes()).unwrap_or_else(damaged)
}

/// The journal after it; a line that cannot be read keeps its place, so that undo means what it meant.
fn append(stored: &mut Stored, journal: &[JsValue]) {
    let mut n_lost = 0;
    for line in journal {
        stored.steps.push(parse::<Step>(line).unwrap_or_else(|| {
            n_lost += 1;
            Step::Do(LogEntry { edit: Edit::Group("a lost change".into(), vec![]), at: 0.0 })
        }));
    }
    if n_lost > 0 {
        stored.damage.push(format!("{n_lost} changes cannot be read"));
    }
}

fn list(values: JsValue) -> Vec<JsValue> {
    Array::from(&values).to_vec()
}

// Values are JSON text: the same shape as in the project file, and readable in the browser's own tools.
fn json<T: Serialize>(value: &T) -> JsValue {
    serde_json::to_string(value).map_or(JsValue::NULL, JsValue::from)
}

fn parse<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&value.as_string()?).ok()
}
