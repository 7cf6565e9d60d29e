//! The project in IndexedDB: documents, analyses, and a journal that only grows.
//!
//! One transaction a save, saves in order; "saved" is said only when the transaction is complete.

use crate::annotate::{Analysis, log::Step};
use crate::app::{Msg, Stored, StoredDocument, Write};
use crate::text::Document;
use rexie::{ObjectStore, Rexie, TransactionMode};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

const DATABASE: &str = "demarche";
const VERSION: u32 = 1;
const DOCUMENTS: &str = "documents";
const ANALYSES: &str = "analyses";
const JOURNAL: &str = "journal";
const STORES: [&str; 3] = [DOCUMENTS, ANALYSES, JOURNAL];

/// A handle to the storage; clones share one queue of saves.
#[derive(Clone)]
pub struct Storage {
    queue: Rc<RefCell<Queue>>,
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
        Storage { queue: Rc::default(), send }
    }

    /// Loads everything; answers [`Msg::Restored`] or [`Msg::RestoreFailed`].
    pub fn load(&self) {
        let send = self.send.clone();
        spawn_local(async move {
            send.emit(match load().await {
                Ok(stored) => Msg::Restored(Box::new(stored)),
                Err(error) => Msg::RestoreFailed(error.to_string().into()),
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
            match write(&writes).await {
                Ok(()) => self.send.emit(Msg::Saved(number)),
                Err(error) => {
                    // What was to follow would leave a gap in the journal: the page sends it all again.
                    self.queue.borrow_mut().waiting.clear();
                    self.send.emit(Msg::SaveFailed(number, sentence(&error).into()));
                }
            }
        }
        self.queue.borrow_mut().is_running = false;
    }
}

fn sentence(error: &rexie::Error) -> String {
    let text = error.to_string();
    if text.contains("Quota") { "the disk space for this page is used up".to_owned() } else { text }
}

async fn open() -> rexie::Result<Rexie> {
    Rexie::builder(DATABASE)
        .version(VERSION)
        .add_object_store(ObjectStore::new(DOCUMENTS).auto_increment(true))
        .add_object_store(ObjectStore::new(ANALYSES))
        .add_object_store(ObjectStore::new(JOURNAL).auto_increment(true))
        .build()
        .await
}

async fn load() -> rexie::Result<Stored> {
    let database = open().await?;
    let transaction = database.transaction(&STORES, TransactionMode::ReadOnly)?;
    let documents: Vec<Document> = parsed(transaction.store(DOCUMENTS)?.get_all(None, None).await?);
    let analyses = transaction.store(ANALYSES)?;
    // Keys and values come in the same order.
    let keys = analyses.get_all_keys(None, None).await?.into_iter().filter_map(|key| key.as_string());
    let mut analyses: HashMap<String, JsValue> = keys.zip(analyses.get_all(None, None).await?).collect();
    let mut stored = Stored { documents: vec![], steps: vec![] };
    for document in documents {
        let key = document.id.to_string();
        let analysis = analyses.remove(&key);
        stored.documents.push(StoredDocument {
            analysis: analysis.and_then(|json| parse::<Analysis>(&json)).map(Rc::new),
            document,
        });
    }
    stored.steps = parsed::<Step>(transaction.store(JOURNAL)?.get_all(None, None).await?);
    transaction.done().await?;
    database.close();
    Ok(stored)
}

async fn write(writes: &[Write]) -> rexie::Result<()> {
    let database = open().await?;
    let transaction = database.transaction(&STORES, TransactionMode::ReadWrite)?;
    for write in writes {
        match write {
            Write::Document(document) => {
                transaction.store(DOCUMENTS)?.add(&json(document), None).await?;
            }
            Write::Analysis(id, analysis) => {
                let key = JsValue::from(id.to_string());
                transaction.store(ANALYSES)?.put(&json(&**analysis), Some(&key)).await?;
            }
            Write::Step(step) => {
                transaction.store(JOURNAL)?.add(&json(step), None).await?;
            }
            Write::Forget => {
                for store in STORES {
                    transaction.store(store)?.clear().await?;
                }
            }
        }
    }
    transaction.done().await?;
    database.close();
    Ok(())
}

// Values are JSON text: the same shape as the project file, and readable in the browser's own tools.
fn json<T: Serialize>(value: &T) -> JsValue {
    serde_json::to_string(value).map_or(JsValue::NULL, JsValue::from)
}

fn parse<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&value.as_string()?).ok()
}

/// The values that can be read; a single broken record costs itself only.
fn parsed<T: DeserializeOwned>(values: Vec<JsValue>) -> Vec<T> {
    values.iter().filter_map(parse).collect()
}
