//! What was saved comes back on the next visit, and what the disk refuses is refused whole.

use demarche::annotate::edit::{Change, Edit};
use demarche::annotate::log::{LogEntry, Step};
use demarche::annotate::{Analysis, StatementId, Stored};
use demarche::app::{Msg, Write};
use demarche::dataset::project;
use demarche::text::Document;
use demarche::web::storage::Storage;
use js_sys::Function;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Callback;

#[wasm_bindgen_test]
async fn what_was_saved_comes_back() {
    let visit = Visit::new().await;
    let writes = project();
    assert_eq!(visit.ask(|storage| storage.save(1, writes)).await, Msg::Saved(1));
    let next = Visit::new().await;
    assert_eq!(next.stored.documents[0].document, document());
    assert_eq!(next.stored.documents[0].analysis, Some(Rc::new(Analysis::empty())));
    assert_eq!((next.stored.steps.len(), next.stored.since_snapshot), (1, 1));

    // A snapshot takes the place of the lines before it; more lines follow.
    let steps = [step(), Step::Undo, step()];
    let snapshot = vec![Write::Snapshot(steps.clone().into()), Write::Step(Step::Undo)];
    assert_eq!(next.ask(|storage| storage.save(2, snapshot)).await, Msg::Saved(2));
    let last = Visit::new().await;
    let undone = [step(), Step::Undo];
    assert_eq!((&last.stored.steps[..], last.stored.since_snapshot), (&undone[..], 1));

    // Forgetting leaves nothing.
    assert_eq!(last.ask(|storage| storage.save(3, vec![Write::Forget])).await, Msg::Saved(3));
    assert_eq!(Visit::new().await.stored, Stored::default());
}

#[wasm_bindgen_test]
async fn a_save_that_fails_at_any_step_writes_nothing() {
    let visit = Visit::new().await;
    assert_eq!(visit.ask(|storage| storage.save(1, vec![Write::Forget])).await, Msg::Saved(1));
    for n_before in 0..5 {
        refuse_after(n_before);
        let writes = project();
        let said = visit.ask(|storage| storage.save(2, writes)).await;
        mend();
        let Msg::SaveFailed(2, reason) = said else { panic!("step {n_before} was refused, yet {said:?}") };
        assert_eq!(&*reason, "the disk space for this page is used up");
        assert_eq!(Visit::new().await.stored, Stored::default(), "nothing before step {n_before} is kept");
    }
    let writes = project();
    assert_eq!(visit.ask(|storage| storage.save(3, writes)).await, Msg::Saved(3));
    assert_eq!(visit.ask(|storage| storage.save(4, vec![Write::Forget])).await, Msg::Saved(4));
}

#[wasm_bindgen_test]
async fn a_page_that_has_not_seen_the_last_save_writes_nothing() {
    let (first, second) = (Visit::new().await, Visit::new().await);
    let writes = project();
    assert_eq!(first.ask(|storage| storage.save(1, writes)).await, Msg::Saved(1));
    let said = second.ask(|storage| storage.save(1, vec![Write::Step(Step::Undo)])).await;
    assert!(matches!(said, Msg::SaveFailed(1, reason) if reason.contains("another tab")));
    assert_eq!(first.ask(|storage| storage.save(2, vec![Write::Forget])).await, Msg::Saved(2));
}

#[wasm_bindgen_test]
async fn what_version_1_stored_is_read_and_gone_on_with() {
    let visit = Visit::new().await;
    assert_eq!(visit.ask(|storage| storage.save(1, vec![Write::Forget])).await, Msg::Saved(1));
    let expected = store_as_version_1().await;

    let visit = Visit::new().await;
    assert_eq!(visit.stored.documents, expected.documents);
    assert_eq!(visit.stored.steps, expected.steps);
    assert_eq!((visit.stored.damage.len(), visit.stored.since_snapshot), (0, expected.steps.len()));

    // The work goes on, and what the new version adds has its place.
    let writes = vec![Write::Step(Step::Undo), Write::Snapshot(expected.steps.clone().into())];
    assert_eq!(visit.ask(|storage| storage.save(1, writes)).await, Msg::Saved(1));
    let last = Visit::new().await;
    assert_eq!((&last.stored.documents, last.stored.since_snapshot), (&expected.documents, 0));
    assert_eq!(last.ask(|storage| storage.save(2, vec![Write::Forget])).await, Msg::Saved(2));
}

/// Puts the stored project file of version 1 into a database as version 1 of the page made it: three stores, JSON as
/// text, no snapshot and no revision. Gives what stands in it.
async fn store_as_version_1() -> Stored {
    let file = include_str!("../projects/version-1.demarche");
    let (mut documents, mut analyses, mut journal) = (vec![], vec![], vec![]);
    for line in file.lines().skip(1) {
        let json = line.splitn(3, ' ').nth(2).expect("checksum, number, record");
        let record: serde_json::Value = serde_json::from_str(json).expect("it is whole");
        if let Some(document) = record.get("document") {
            documents.push(document.to_string());
        } else if let Some(analysis) = record.get("analysis") {
            let id = analysis["document"].as_str().expect("it names its document");
            analyses.push((id.to_owned(), analysis["analysis"].to_string()));
        } else if let Some(edit) = record.get("edit") {
            journal.push(serde_json::json!({ "Do": edit["entry"] }).to_string());
        }
    }
    journal.push("\"Undo\"".to_owned());
    let script = format!(
        "return new Promise((resolve, reject) => {{
             const request = indexedDB.open('demarche', 1);
             request.onupgradeneeded = () => {{
                 const made = request.result;
                 const documents = made.createObjectStore('documents', {{ autoIncrement: true }});
                 for (const text of {documents}) documents.add(text);
                 const analyses = made.createObjectStore('analyses');
                 for (const [id, text] of {analyses}) analyses.put(text, id);
                 const journal = made.createObjectStore('journal', {{ autoIncrement: true }});
                 for (const text of {journal}) journal.add(text);
             }};
             request.onsuccess = () => {{ request.result.close(); resolve(); }};
             request.onerror = request.onblocked = reject;
         }})",
        documents = serde_json::json!(documents),
        analyses = serde_json::json!(analyses),
        journal = serde_json::json!(journal),
    );
    let promise = Function::new_no_args(&script).call0(&JsValue::NULL).expect("a script of our own runs");
    JsFuture::from(js_sys::Promise::from(promise)).await.expect("the database is made");
    project::read(file.as_bytes()).expect("it is whole")
}

fn document() -> Document {
    Document::new("<b>a&amp;b</b>.txt", "\u{201C}No \u{1F600},\u{201D} she said.\r\n")
}

fn step() -> Step {
    let edit = Edit::Document(document().id, Change::Confirm(StatementId(0)));
    Step::Do(LogEntry { edit, at: 1.0 })
}

fn project() -> Vec<Write> {
    let id = document().id;
    vec![
        Write::Document(document()),
        Write::Analysis(id, Rc::new(Analysis::empty())),
        Write::Step(step()),
        Write::Document(Document::new("b.txt", "It rains.")),
    ]
}

/// A visit to the storage, with what it found.
struct Visit {
    storage: Storage,
    stored: Stored,
    said: Rc<RefCell<Option<Msg>>>,
    told: Rc<RefCell<Option<Function>>>,
}

impl Visit {
    async fn new() -> Visit {
        let (said, told): (Rc<RefCell<Option<Msg>>>, Rc<RefCell<Option<Function>>>) = Default::default();
        let (heard, resolve) = (said.clone(), told.clone());
        let send = Callback::from(move |msg: Msg| {
            heard.replace(Some(msg));
            if let Some(resolve) = resolve.take() {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        let mut visit = Visit { storage: Storage::new(send), stored: Stored::default(), said, told };
        let Msg::Restored(stored) = visit.ask(|storage| storage.load()).await else {
            panic!("nothing came back")
        };
        visit.stored = *stored;
        visit
    }

    /// The message that a request is answered with.
    async fn ask(&self, ask: impl FnOnce(&Storage)) -> Msg {
        let promise = js_sys::Promise::new(&mut |resolve, _| drop(self.told.replace(Some(resolve))));
        ask(&self.storage);
        JsFuture::from(promise).await.expect("the promise is only ever kept");
        self.said.take().expect("an answer came before the promise was kept")
    }
}

/// Lets so many requests through and refuses the next one, as a full disk does.
fn refuse_after(n_before: u32) {
    let script = format!(
        "const real = {{ add: IDBObjectStore.prototype.add, put: IDBObjectStore.prototype.put }};
         globalThis.mend = () => Object.assign(IDBObjectStore.prototype, real);
         let left = {n_before};
         for (const name of ['add', 'put']) IDBObjectStore.prototype[name] = function (...values) {{
             if (left-- === 0) throw new DOMException('full', 'QuotaExceededError');
             return real[name].apply(this, values);
         }};"
    );
    let _ = Function::new_no_args(&script).call0(&JsValue::NULL).expect("a script of our own runs");
}

fn mend() {
    let _ = Function::new_no_args("globalThis.mend()").call0(&JsValue::NULL).expect("it was set before");
}
