//! What a person sees and does on the page: the one place that knows its marks.

use crate::browser::Browser;
use crate::server::Server;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The page in a browser.
pub struct Page {
    /// The browser that shows it.
    pub browser: Browser,
    /// The server that it came from.
    pub server: Server,
}

/// One line of the list of statements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Name of the speaker.
    pub speaker: String,
    /// The stance in words, after its letter.
    pub stance: String,
    /// How the statement begins.
    pub excerpt: String,
    /// "suggested", "corrected", …
    pub status: String,
}

impl Page {
    /// Waits until the page can be used: it has looked up what an earlier visit left.
    pub async fn ready(&self) {
        let script = "return document.querySelector('main:not([aria-busy=true])') !== null";
        self.browser.wait("the page to start", script, vec![]).await;
    }

    /// Drops files as from the desktop and waits until `n_documents` are listed and analysed.
    pub async fn drop_and_wait(&self, paths: &[PathBuf], n_documents: usize) {
        self.browser.drop_files(paths).await;
        self.analysed(n_documents).await;
    }

    /// Waits until `n_documents` are listed and the engine has answered for each.
    pub async fn analysed(&self, n_documents: usize) {
        // Of a long list only a part is drawn; the line at the bottom says whether the engine is still at others.
        let script = "const list = document.querySelector('nav[aria-label=Documents]');
            const rows = [...list?.querySelectorAll('li') ?? []];
            // A row that was never drawn has no inner text yet.
            const is_done = (row) => !/being analysed|not analysed/.test(row.textContent);
            return list?.querySelector('.pane__count').textContent === String(arguments[0]) && rows.every(is_done)
                && document.querySelector('.status__progress') === null";
        let what = format!("{n_documents} analysed documents");
        self.browser.wait(&what, script, vec![json!(n_documents)]).await;
    }

    /// Names in the list of documents, in order.
    pub async fn documents(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('nav[aria-label=Documents] .document__name')].map((name) => name.textContent)";
        strings(&self.browser.read(script, vec![]).await)
    }

    /// Opens a listed document by its name and waits until the article is it.
    pub async fn open_document(&self, name: &str) {
        self.browser
            .click_on(&format!("//nav[@aria-label='Documents']//button[contains(., '{name}')]"))
            .await;
        let script = "return document.querySelector('main')?.innerText.includes(arguments[0])";
        self.browser.wait(&format!("the article {name}"), script, vec![json!(name)]).await;
    }

    /// The article as it can be read, once it is drawn: its name comes first.
    pub async fn article(&self) -> String {
        let script = "return document.querySelector('main article')?.innerText.trim()";
        let text = self.browser.wait("the words of the article", script, vec![]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The list of statements.
    pub async fn rows(&self) -> Vec<Row> {
        let script = "const word = (row, part) => row.querySelector(part)?.textContent ?? '';
            return [...document.querySelectorAll('section[aria-label=Statements] [data-statement]')].map((row) => [
                word(row, '.row__speaker'), word(row, '.row__stance'), word(row, '.row__excerpt'), word(row, '.hidden'),
            ])";
        let rows = self.browser.read(script, vec![]).await;
        rows.as_array().into_iter().flatten().map(|row| Row::read(&strings(row))).collect()
    }

    /// Waits until the statement at `place` in the list reads `expected` in this part.
    pub async fn row_shows(&self, place: usize, part: &str, expected: &str) {
        let script = "const row = document.querySelectorAll('section[aria-label=Statements] [data-statement]')[arguments[0]];
            return row?.querySelector(arguments[1])?.textContent.includes(arguments[2])";
        let what = format!("statement {place} to show {expected}");
        self.browser.wait(&what, script, vec![json!(place), json!(part), json!(expected)]).await;
    }

    /// Clicks the statement at `place` in the list.
    pub async fn choose_statement(&self, place: usize) {
        let path = format!("(//section[@aria-label='Statements']//button[@data-statement])[{}]", place + 1);
        self.browser.click_on(&path).await;
        let script =
            "const rows = document.querySelectorAll('section[aria-label=Statements] [data-statement]');
            return rows[arguments[0]]?.getAttribute('aria-current') === 'true'";
        self.browser.wait("the chosen statement", script, vec![json!(place)]).await;
    }

    /// Place of the chosen statement in the list.
    pub async fn chosen(&self) -> usize {
        let script =
            "const rows = [...document.querySelectorAll('section[aria-label=Statements] [data-statement]')];
            const place = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');
            return place >= 0 && String(place)";
        let place = self.browser.wait("a chosen statement", script, vec![]).await;
        place.as_str().and_then(|place| place.parse().ok()).expect("the script gives a place")
    }

    /// The speaker's candidates in the inspector, first the one of digit 1.
    pub async fn candidates(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('section[aria-label=\"Chosen statement\"] .candidate__name')].map((name) => name.textContent)";
        strings(&self.browser.read(script, vec![]).await)
    }

    /// Waits until the last action's sentence, or the list of problems, holds these words.
    pub async fn says(&self, words: &str) {
        let script = "return document.querySelector('footer')?.textContent.includes(arguments[0])";
        self.browser.wait(&format!("the status line to say “{words}”"), script, vec![json!(words)]).await;
    }

    /// Waits until the page says that everything is on disk.
    pub async fn saved(&self) {
        let script = "return document.querySelector('header output')?.textContent.startsWith('saved')";
        self.browser.wait("the page to have saved", script, vec![]).await;
    }

    /// Presses keys and waits for what they show.
    pub async fn press_and_see(&self, keys: &[&str], selector: &str) {
        self.browser.press(keys).await;
        let script = "return document.querySelector(arguments[0]) !== null";
        self.browser.wait(selector, script, vec![json!(selector)]).await;
    }

    /// Waits until nothing on the page is what the CSS selector names.
    pub async fn gone(&self, selector: &str) {
        let script = "return document.querySelector(arguments[0]) === null";
        self.browser.wait(&format!("{selector} to go"), script, vec![json!(selector)]).await;
    }

    /// Waits until no colour fades any more.
    pub async fn still(&self) {
        let script =
            "return document.getAnimations().every((animation) => animation.playState !== 'running')";
        self.browser.wait("colours to have faded", script, vec![]).await;
    }

    /// Downloads the project in the format that is written to `file_name`; a copy stays in the journey's folder.
    pub async fn export(&self, file_name: &str) -> Vec<u8> {
        self.browser.click_on("//header//button[normalize-space()='Export']").await;
        let path = format!("//*[@role='dialog']//button[@data-file='{file_name}']");
        self.browser.wait_for(&path).await;
        self.browser.click_on(&path).await;
        let button = format!("//*[@role='dialog']//button[normalize-space()='Download {file_name}']");
        self.browser.wait_for(&button).await;
        self.browser.click_on(&button).await;
        self.browser.downloaded(file_name).await
    }

    /// Downloads several formats together as one archive.
    pub async fn export_together(&self, file_names: &[&str]) -> Vec<u8> {
        self.browser.click_on("//header//button[normalize-space()='Export']").await;
        for (idx, name) in file_names.iter().enumerate() {
            let button = format!("//*[@role='dialog']//button[@data-file='{name}']");
            self.browser.wait_for(&button).await;
            // The first one alone, the others beside it.
            let path = if idx == 0 { button } else { format!("{button}/preceding-sibling::input") };
            self.browser.click_on(&path).await;
        }
        self.browser
            .click_on("//*[@role='dialog']//button[contains(normalize-space(), 'demarche.zip')]")
            .await;
        self.browser.downloaded("demarche.zip").await
    }
}

impl Row {
    fn read(words: &[String]) -> Row {
        let word = |idx: usize| words.get(idx).cloned().unwrap_or_default();
        let status = word(3).trim_start_matches(", ").to_owned();
        Row { speaker: word(0), stance: word(1), excerpt: word(2), status }
    }
}

/// Copies the files of the built page, and those in its folders.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("target/ can be written");
    for entry in fs::read_dir(from).expect("the page is built").flatten() {
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(path, copied).expect("target/ can be written");
        }
    }
}

/// The three articles that come with the project.
pub fn samples() -> Vec<PathBuf> {
    texts_in(&crate::project().join("data/samples"))
}

/// The marked articles from which the engine learned, as plain files.
pub fn articles() -> Vec<PathBuf> {
    texts_in(&crate::project().join("data/articles"))
}

/// Real articles beside the project, when they are there; says so when they are not.
pub fn seeds() -> Vec<PathBuf> {
    let shared =
        std::env::var_os("DEMARCHE_SHARED").map_or_else(|| crate::project().join("../shared"), PathBuf::from);
    let found = texts_in(&shared.join("corpora/seeds"));
    if found.is_empty() {
        eprintln!("skipped: the articles of ../shared/corpora/seeds are not there");
    }
    found
}

/// The .txt files of a folder by name.
fn texts_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    // Browsers take no path with ".." in it.
    let paths = entries.filter_map(|entry| entry.ok()?.path().canonicalize().ok());
    let mut texts: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|it| it == "txt")).collect();
    texts.sort();
    texts
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|word| word.as_str().unwrap_or_default().to_owned()).collect()
}
