//! How dropped and picked files, and folders in them, become named bytes.
//!
//! Files wait on the disk until those before them have been taken in: memory that the page has once had stays its own.

use crate::app::{FileRead, MAX_FILE_BYTES, Msg, ReadError, Taken};
use crate::dataset::intake::is_annotation;
use crate::dataset::intake::names::{is_hidden, is_litter};
use crate::dataset::project;
use crate::order;
use gloo::utils::window;
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, Event, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry, HtmlInputElement, Response,
};
use yew::Callback;

/// So many files are handed over at once: few renderings, and the first articles appear early.
const BATCH: usize = 25;

/// The next files wait while the page holds more bytes than this of those before, and look again so soon.
const MOST_HELD: usize = 8 << 20;
const WAIT_MILLISECONDS: i32 = 10;

thread_local! {
    /// Bytes that were handed over and have not been taken in.
    static HELD: Cell<usize> = const { Cell::new(0) };
    /// Counts how often reading was stopped.
    static STOPS: Cell<u32> = const { Cell::new(0) };
}

/// The page holds so many bytes of files that it has not taken in.
pub fn mind_held(n_bytes: usize) {
    HELD.set(n_bytes);
}

/// What has not been handed over yet is left where it is.
pub fn stop_reading() {
    STOPS.set(STOPS.get().wrapping_add(1));
}

/// A file with its path, or why there is none.
type Found = (String, Result<File, ReadError>);

/// Reads picked files; a folder picker gives their paths.
pub fn read_list(files: &FileList, send: Callback<Msg>) {
    let files = (0..files.length())
        .filter_map(|idx| files.get(idx))
        .map(|file| (path_of(&file), file))
        .filter(|(path, _)| !is_litter(path))
        .map(
            |(path, file)| {
                if is_within_hidden(&path) { (path, Err(ReadError::Hidden)) } else { (path, Ok(file)) }
            },
        )
        .collect();
    spawn_local(async move { read_all(files, &send).await });
}

/// What a picker's input does when files were picked.
pub fn on_files(send: Callback<Msg>) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        if let Some(files) = input.files() {
            read_list(&files, send.clone());
        }
        // The same file may be picked again.
        input.set_value("");
    })
}

/// What an input for one file of this sort does when one was picked.
pub fn on_file(taken: Taken, send: Callback<Msg>) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            let send = send.clone();
            spawn_local(async move {
                let name = file.name().into();
                send.emit(Msg::FileTaken(taken, FileRead { name, bytes: read(Ok(file)).await }));
            });
        }
        input.set_value("");
    })
}

/// Reads what was dropped: files, folders and folders in them, or plain text.
pub fn read_drop(data: &DataTransfer, send: Callback<Msg>) {
    // Entries must be taken while the event lasts.
    let items = data.items();
    let entries: Vec<FileSystemEntry> = (0..items.length())
        .filter_map(|idx| items.get(idx))
        .filter(|item| item.kind() == "file")
        .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
        .collect();
    if entries.is_empty() {
        return read_without_entries(data, send);
    }
    spawn_local(async move {
        let mut files = vec![];
        for entry in entries {
            collect(entry, &mut files).await;
        }
        read_all(files, &send).await;
    });
}

fn read_without_entries(data: &DataTransfer, send: Callback<Msg>) {
    match data.files() {
        Some(files) if files.length() > 0 => read_list(&files, send),
        _ => {
            if let Ok(text) = data.get_data("text/plain")
                && !text.is_empty()
            {
                send.emit(Msg::TextPasted(text.into()));
            }
        }
    }
}

async fn read_all(files: Vec<Found>, send: &Callback<Msg>) {
    send.emit(Msg::ReadingStarted(files.len()));
    let n_stops = STOPS.get();
    let (mut batch, mut n_bytes) = (Vec::with_capacity(BATCH), 0);
    // Annotations find their texts only among the files that are handed over with them.
    let is_whole = files.iter().any(|(name, _)| is_annotation(name));
    for (name, file) in files {
        while batch.is_empty() && HELD.get() > MOST_HELD && STOPS.get() == n_stops {
            wait().await;
        }
        if STOPS.get() != n_stops {
            return;
        }
        let bytes = read(file).await;
        n_bytes += bytes.as_ref().map_or(0, Vec::len);
        batch.push(FileRead { name: name.into(), bytes });
        if !is_whole && (batch.len() == BATCH || n_bytes > MOST_HELD) {
            send.emit(Msg::FilesRead(std::mem::take(&mut batch)));
            n_bytes = 0;
        }
    }
    send.emit(Msg::FilesRead(batch));
    send.emit(Msg::ReadingEnded);
}

/// Reads samples, which lie beside the page.
pub fn read_samples(names: Vec<&'static str>, send: Callback<Msg>) {
    spawn_local(async move {
        let mut files = vec![];
        for name in names {
            let bytes = fetched(name).await.map_err(|_| ReadError::Unreadable);
            files.push(FileRead { name: name.into(), bytes });
        }
        send.emit(Msg::FilesRead(files));
        send.emit(Msg::ReadingEnded);
    });
}

async fn fetched(name: &str) -> Result<Vec<u8>, JsValue> {
    let response = JsFuture::from(window().fetch_with_str(&format!("samples/{name}"))).await?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec())
}

async fn wait() {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, WAIT_MILLISECONDS);
    });
    let _ = JsFuture::from(promise).await;
}

async fn read(file: Result<File, ReadError>) -> Result<Vec<u8>, ReadError> {
    let file = file?;
    let is_project = project::is_project(&file.name(), &[]);
    let most = if is_project { project::MAX_BYTES } else { MAX_FILE_BYTES };
    if file.size() > most as f64 {
        return Err(ReadError::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| ReadError::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn path_of(file: &File) -> String {
    let path =
        js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

/// Whether a file lies hidden in a folder. One picked by itself is wanted.
fn is_within_hidden(path: &str) -> bool {
    path.contains('/') && is_hidden(path)
}

/// Every file under `root`, in the order of their paths; hidden and unreadable ones are named.
async fn collect(root: FileSystemEntry, files: &mut Vec<Found>) {
    let mut waiting = vec![root];
    while let Some(entry) = waiting.pop() {
        let path = entry.full_path().trim_start_matches('/').to_owned();
        if is_within_hidden(&path) {
            files.push((path, Err(ReadError::Hidden)));
        } else if entry.is_directory() {
            match children(entry.unchecked_into()).await {
                Ok(entries) => waiting.extend(entries),
                Err(error) => files.push((path, Err(error))),
            }
        } else {
            files.push((path, file_of(entry.unchecked_into()).await.ok_or(ReadError::Unreadable)));
        }
    }
    order::sort_by(files, |a, b| a.0.cmp(&b.0));
}

async fn file_of(entry: FileSystemFileEntry) -> Option<File> {
    let promise = promised(|resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    JsFuture::from(promise).await.ok().map(JsCast::unchecked_into)
}

/// The entries of a folder, the last one first; browsers give at most a hundred at a time.
async fn children(folder: FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, ReadError> {
    let reader: FileSystemDirectoryReader = folder.create_reader();
    let mut found: Vec<FileSystemEntry> = vec![];
    loop {
        let promise = promised(|resolve, reject| {
            let _ = reader.read_entries_with_callback_and_callback(&resolve, &reject);
        });
        let batch = JsFuture::from(promise).await.map_err(|_| ReadError::Unreadable)?;
        let batch: Array = batch.unchecked_into();
        if batch.length() == 0 {
            break;
        }
        found.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
    found.retain(|entry| !is_litter(&entry.name()));
    order::sort_by_key(&mut found, |entry| std::cmp::Reverse(entry.name()));
    Ok(found)
}

/// A callback pair of the old file API as a promise.
fn promised(start: impl FnOnce(Function, Function)) -> Promise {
    let mut start = Some(start);
    Promise::new(&mut |resolve, reject| {
        if let Some(start) = start.take() {
            start(resolve, reject);
        }
    })
}
