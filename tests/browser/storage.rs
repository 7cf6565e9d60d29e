//! What was saved comes back on the next visit, and what the disk refuses is refused whole.

use demarche::annotate::edit::{Change, Edit};
use demarche::annotate::log::{LogEntry, Step};
use demarche::annotate::{Analysis, StatementId, Stored};
use demarche::app::{Msg, Ticket, Write};
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
    // Opening, the transaction, each store, each request; refused at once, or taken and then given up.
    check_failures("throw new DOMException('full', 'QuotaExceededError')", THROWN, 15).await;
    check_failures(
        "{ const request = real.apply(this, values);
           request.addEventListener('success', () => request.transaction.abort());
           return request; }",
        ABORTED,
        6,
    )
    .await;
}

/// What may fail when it is called, and what may fail later.
const THROWN: &str = "[[IDBFactory, 'open'], [IDBDatabase, 'transaction'], [IDBTransaction, 'objectStore'],
    [IDBObjectStore, 'get'], [IDBObjectStore, 'add'], [IDBObjectStore, 'put'], [IDBObjectStore, 'clear']]";
const ABORTED: &str =
    "[[IDBObjectStore, 'get'], [IDBObjectStore, 'add'], [IDBObjectStore, 'put'], [IDBObjectStore, 'clear']]";

/// Fails the first of these calls, the second, and so on until a save makes fewer, which are `least` at least.
async fn check_failures(failure: &str, calls: &str, least: u32) {
    let visit = Visit::new().await;
    assert_eq!(visit.ask(|storage| storage.save(1, vec![Write::Forget])).await, Msg::Saved(1));
    let mut n_before = 0;
    loop {
        fail_after(n_before, failure, calls);
        let mut writes = project();
        writes.push(Write::Snapshot(vec![step()].into()));
        let said = visit.ask(|storage| storage.save(2, writes)).await;
        if mend() {
            assert_eq!(said, Msg::Saved(2));
            break;
        }
        assert!(matches!(&said, Msg::SaveFailed(2, _)), "call {n_before} failed, yet {said:?}");
        assert_eq!(Visit::new().await.stored, Stored::default(), "nothing before call {n_before} is kept");
        n_before += 1;
    }
    assert!(n_before >= least, "a save makes only {n_before} of these calls");
    assert_eq!(Visit::new().await.stored.documents.len(), 2);
    assert_eq!(visit.ask(|storage| storage.save(3, vec![Write::Forget])).await, Msg::Saved(3));
}

#[wasm_bindgen_test]
async fn what_the_browser_has_deleted_is_noticed_and_written_again() {
    let visit = Visit::new().await;
    let writes = project();
    assert_eq!(visit.ask(|storage| storage.save(1, writes)).await, Msg::Saved(1));
    run("return settled(indexedDB.deleteDatabase('demarche'))").await;
    let said = visit.ask(|storage| storage.save(2, vec![Write::Step(Step::Undo)])).await;
    assert_eq!(said, Msg::StoreCleared(2));
    let mut whole = vec![Write::Clear];
    whole.extend(project());
    assert_eq!(visit.ask(|storage| storage.save(2, whole)).await, Msg::Saved(2));
    assert_eq!(Visit::new().await.stored.documents.len(), 2);
    assert_eq!(visit.ask(|storage| storage.save(3, vec![Write::Forget])).await, Msg::Saved(3));
}

#[wasm_bindgen_test]
async fn a_disk_that_cannot_be_reached_is_said_in_plain_words() {
    for (obstacle, expected) in [
        (
            "const { open } = IDBFactory.prototype;
             IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') };
             globalThis.remove = async () => { IDBFactory.prototype.open = open; };",
            "this browser keeps no data for this page, as in a private window",
        ),
        (
            "const held = await settled(indexedDB.open('demarche', 1));
             globalThis.remove = async () => { held.close(); };",
            "another tab holds an earlier version of this page; close it",
        ),
        (
            "const later = await settled(indexedDB.open('demarche', 99));
             later.close();
             globalThis.remove = async () => {};",
            "the work here was written by a later version of this page; reload it",
        ),
    ] {
        run("return settled(indexedDB.deleteDatabase('demarche'))").await;
        run(obstacle).await;
        let visit = Visit::untold();
        let said = visit.ask(|storage| storage.load()).await;
        assert_eq!(said, Msg::RestoreFailed(expected.into()));
        // What could not be read is not written over.
        let said = visit.ask(|storage| storage.save(1, vec![Write::Step(Step::Undo)])).await;
        assert!(matches!(said, Msg::SaveFailed(1, _)), "{said:?}");
        run("return remove()").await;
        run("return settled(indexedDB.deleteDatabase('demarche'))").await;
    }
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
        let mut visit = Visit::untold();
        let Msg::Restored(stored) = visit.ask(|storage| storage.load()).await else {
            panic!("nothing came back")
        };
        visit.stored = *stored;
        assert!(std::mem::take(&mut visit.stored.has_more), "analyses come one by one");
        let ids = visit.stored.documents.iter().map(|it| it.document.id).collect();
        let Msg::Recalled(Ticket(7), found) = visit.ask(|storage| storage.recall(Ticket(7), ids)).await
        else {
            panic!("no analyses came back")
        };
        for (stored, (id, analysis)) in visit.stored.documents.iter_mut().zip(found) {
            assert_eq!(stored.document.id, id);
            stored.analysis = analysis;
        }
        visit
    }

    /// A visit that has not looked yet.
    fn untold() -> Visit {
        let (said, told): (Rc<RefCell<Option<Msg>>>, Rc<RefCell<Option<Function>>>) = Default::default();
        let (heard, resolve) = (said.clone(), told.clone());
        let send = Callback::from(move |msg: Msg| {
            heard.replace(Some(msg));
            if let Some(resolve) = resolve.take() {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        Visit { storage: Storage::new(send), stored: Stored::default(), said, told }
    }

    /// The message that a request is answered with.
    async fn ask(&self, ask: impl FnOnce(&Storage)) -> Msg {
        let promise = js_sys::Promise::new(&mut |resolve, _| drop(self.told.replace(Some(resolve))));
        ask(&self.storage);
        JsFuture::from(promise).await.expect("the promise is only ever kept");
        self.said.take().expect("an answer came before the promise was kept")
    }
}

/// Lets so many of these calls through and fails the next one.
fn fail_after(n_before: u32, failure: &str, calls: &str) {
    let script = format!(
        "const calls = {calls}.map(([{{ prototype }}, name]) => [prototype, name, prototype[name]]);
         let left = {n_before};
         globalThis.mend = () => {{
             for (const [prototype, name, real] of calls) prototype[name] = real;
             return left >= 0;
         }};
         for (const [prototype, name, real] of calls) prototype[name] = function (...values) {{
             if (left-- === 0) {failure};
             return real.apply(this, values);
         }};"
    );
    let _ = Function::new_no_args(&script).call0(&JsValue::NULL).expect("a script of our own runs");
}

/// Lets everything through again; whether nothing had failed.
fn mend() -> bool {
    let mended = Function::new_no_args("return globalThis.mend()").call0(&JsValue::NULL);
    mended.expect("it was set before").is_truthy()
}

/// Runs a script that may wait for the database.
async fn run(script: &str) {
    let script = format!(
        "const settled = (request) => new Promise((resolve, reject) => {{
             request.onsuccess = () => resolve(request.result);
             request.onerror = reject;
         }});
         return (async () => {{ {script} }})()"
    );
    let promise = Function::new_no_args(&script).call0(&JsValue::NULL).expect("a script of our own runs");
    JsFuture::from(js_sys::Promise::from(promise)).await.expect("a script of our own comes to its end");
}
