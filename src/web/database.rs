//! IndexedDB as futures: opening, requests, transactions that are complete or did not happen.
//!
//! Our own over web-sys: the crates for it report an aborted transaction as a finished one and cannot ask for durability.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransaction};

/// Why the disk was not reached; each is a sentence's part.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DiskError {
    /// No IndexedDB: switched off, or a private window of some browsers.
    #[error("this browser keeps no data for this page, as in a private window")]
    Unavailable,
    /// The page's share of the disk is used up.
    #[error("the disk space for this page is used up")]
    Full,
    /// Written by a later version of the page.
    #[error("the work here was written by a later version of this page; reload it")]
    Later,
    /// A connection of an earlier version is open.
    #[error("another tab holds an earlier version of this page; close it")]
    Blocked,
    /// Somebody else wrote in between.
    #[error("another tab has changed the project; reload this page")]
    Changed,
    /// The browser has deleted it all, asked to or in want of space.
    #[error("the browser has deleted what was stored here")]
    Cleared,
    /// Nothing may be added to what could not be read.
    #[error("what is stored here could not be read")]
    Unread,
    /// Anything else, in the browser's words.
    #[error("{0}")]
    Other(String),
}

impl From<JsValue> for DiskError {
    fn from(value: JsValue) -> DiskError {
        let Some(exception) = value.dyn_ref::<DomException>() else {
            return DiskError::Other("the browser refused".to_owned());
        };
        match exception.name().as_str() {
            "QuotaExceededError" => DiskError::Full,
            "VersionError" => DiskError::Later,
            "SecurityError" | "InvalidStateError" => DiskError::Unavailable,
            name => DiskError::Other(format!("{name}: {}", exception.message())),
        }
    }
}

/// A store to be made when it is not there.
pub struct StoreForm {
    /// Its name.
    pub name: &'static str,
    /// Whether keys count up by themselves.
    pub counts: bool,
}

/// Opens the database, with every store of `forms` in it; what is there already stays.
///
/// # Errors
/// When there is no storage, or it is of a later version.
pub async fn open(name: &str, version: u32, forms: &'static [StoreForm]) -> Result<IdbDatabase, DiskError> {
    let request = factory()?.open_with_u32(name, version)?;
    let upgraded = request.clone();
    let upgrade = Closure::once(move || {
        let database: Option<IdbDatabase> = upgraded.result().ok().and_then(|it| it.dyn_into().ok());
        database.iter().for_each(|database| make_stores(database, forms));
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(request.result()?.unchecked_into()),
        Err(event) if is_called(&event, "blocked") => Err(DiskError::Blocked),
        Err(_) => Err(error_of(&request)),
    }
}

/// Deletes the database of this name.
///
/// # Errors
/// When the browser refuses, or a tab has it open.
pub async fn delete(name: &str) -> Result<(), DiskError> {
    let request = factory()?.delete_database(name)?;
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop).map_err(|_| DiskError::Blocked)
}

fn factory() -> Result<IdbFactory, DiskError> {
    gloo::utils::window().indexed_db()?.ok_or(DiskError::Unavailable)
}

fn make_stores(database: &IdbDatabase, forms: &[StoreForm]) {
    let there = database.object_store_names();
    for form in forms.iter().filter(|form| !there.contains(form.name)) {
        let options = web_sys::IdbObjectStoreParameters::new();
        options.set_auto_increment(form.counts);
        let _ = database.create_object_store_with_optional_parameters(form.name, &options);
    }
}

/// A transaction over `stores`. One that writes is complete only when the disk has it.
///
/// # Errors
/// When the database is closed or lacks a store.
pub fn begin(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, DiskError> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    // web-sys has no stable name for the third argument.
    let function: Function = Reflect::get(database, &"transaction".into())?.unchecked_into();
    Ok(function.call3(database, &names, &mode.into(), &options)?.unchecked_into())
}

/// The store of this name.
///
/// # Errors
/// When the transaction does not cover it.
pub fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, DiskError> {
    Ok(transaction.object_store(name)?)
}

/// What a request is answered with.
///
/// # Errors
/// When it failed; the transaction is then aborted.
pub async fn answer(request: IdbRequest) -> Result<JsValue, DiskError> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => Err(error_of(&request)),
    }
}

/// Waits until everything in `transaction` is on disk.
///
/// # Errors
/// When it was aborted: nothing of it is.
pub async fn completed(transaction: &IdbTransaction) -> Result<(), DiskError> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or_else(
            || DiskError::Other("the browser gave the save up".to_owned()),
            |error| JsValue::from(error).into(),
        )),
    }
}

fn error_of(request: &IdbRequest) -> DiskError {
    match request.error() {
        Ok(Some(error)) => JsValue::from(error).into(),
        Ok(None) | Err(_) => DiskError::Unavailable,
    }
}

fn is_called(event: &JsValue, name: &str) -> bool {
    event.dyn_ref::<web_sys::Event>().is_some_and(|event| event.type_() == name)
}
