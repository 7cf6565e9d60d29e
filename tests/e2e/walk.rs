//! A walk past everything that the page can show: each view, each dialog, and what comes up at work. Who walks along
//! takes pictures of it, or asks whether everyone can use it.

use crate::page::{Page, samples};
use crate::{access, effort, pictures, project};
use demarche::dataset::{self, Format, Options, Record};
use demarche::text::Document;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

/// The guide beside a view.
const GUIDE: &str = "aside[aria-label='Stance labels and their tests']";

/// Who walks along.
#[derive(Clone, Copy)]
pub enum Eye {
    /// Takes pictures.
    Painter,
    /// Asks axe-core.
    Auditor,
}

impl Eye {
    /// Looks at what is seen now, in several sizes and both themes.
    pub async fn look(self, page: &Page, name: &str) {
        match self {
            Eye::Painter => pictures::everywhere(page, name).await,
            Eye::Auditor => access::audit_everywhere(page, name).await,
        }
    }
}

/// The views in their order, and the dialogs that are always at hand.
pub async fn views(page: &Page, eye: Eye) {
    page.browser.resize(1440, 900).await;
    page.ready().await;
    eye.look(page, "welcome").await;
    begin(page).await;
    for (key, name, selector) in [
        ("D", "article", "main[aria-label=Article]"),
        ("T", "table", "main[aria-label='All statements']"),
        ("P", "people", "main[aria-label=People]"),
        ("I", "pictures", "main[aria-label=Pictures]"),
        ("S", "scheme", "main[aria-label=Scheme]"),
    ] {
        page.press_and_see(&["Shift", key], selector).await;
        eye.look(page, name).await;
    }
    page.press_and_see(&["Shift", "I"], "main[aria-label=Pictures]").await;
    page.browser.click_on("(//main//summary)[1]").await;
    eye.look(page, "pictures-numbers").await;
    page.press_and_see(&["Shift", "D"], "main[aria-label=Article]").await;
    for (keys, name) in
        [(&["?"][..], "keys"), (&["Shift", "E"], "export"), (&["Shift", "V"], "paste"), (&["/"], "palette")]
    {
        page.press_and_see(keys, "[role=dialog]").await;
        eye.look(page, name).await;
        leave(page).await;
    }
}

/// What comes up at work: something selected, corrected, ticked, on its way in or out.
pub async fn work(page: &Page, eye: Eye) {
    page.browser.resize(1440, 900).await;
    page.ready().await;
    begin(page).await;
    page.press_and_see(&["Shift", "G"], GUIDE).await;
    eye.look(page, "guide").await;
    page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
    eye.look(page, "table-guide").await;
    page.browser.press(&["Shift", "G"]).await;
    page.browser.click_on("//thead//input").await;
    page.browser.wait_for("//*[contains(@class, 'bulk')]").await;
    eye.look(page, "table-ticked").await;
    page.press_and_see(&["Shift", "D"], "main[aria-label=Article]").await;

    page.browser.select_words("main article .paragraph:nth-of-type(2) .paragraph__text", 2, 8).await;
    page.browser.wait_for("//*[contains(@class, 'selection-bar')]").await;
    eye.look(page, "selection").await;
    page.browser.press(&["Escape"]).await;

    // Speaker and stance corrected, then the same words elsewhere.
    effort::place_with_alike(page).await;
    page.press_and_see(&["Shift", "A"], "[role=dialog]").await;
    eye.look(page, "apply-to-all").await;
    leave(page).await;

    page.press_and_see(&["Shift", "P"], "main[aria-label=People]").await;
    page.browser.click_on("(//*[contains(@class, 'people__name')])[1]").await;
    page.browser.wait_for("//*[contains(@class, 'people__person')]").await;
    eye.look(page, "person").await;
    // The name has the focus and would take the letter.
    page.browser.press(&["Escape"]).await;
    page.press_and_see(&["Shift", "S"], "main[aria-label=Scheme]").await;
    page.browser.click_on("//main//select/option[contains(., 'avor')]").await;
    page.browser.wait_for("//*[contains(@class, 'scheme__homes')]").await;
    eye.look(page, "scheme-mapping").await;
    page.browser.click_on("//button[.='Give the draft up']").await;

    page.press_and_see(&["Shift", "D"], "main[aria-label=Article]").await;
    page.browser.drop_files(&strangers()).await;
    page.browser.wait_for("//*[@role='dialog'][contains(., 'Take in')]").await;
    eye.look(page, "incoming").await;
    leave(page).await;
    page.browser.drop_files(&[written("map.png", &[0x89, b'P', b'N', b'G', 0, 1, 2])]).await;
    page.browser.wait_for("//footer[contains(@class, 'is-problem')]").await;
    eye.look(page, "refused").await;
    page.press_and_see(&["/"], "[role=dialog]").await;
    page.browser.type_text("delete").await;
    page.browser.wait_for("//*[@role='option'][contains(., 'Delete')]").await;
    eye.look(page, "palette-found").await;
    page.browser.press(&["Enter"]).await;
    page.browser.wait_for("//*[@role='dialog']//button[.='Keep everything']").await;
    eye.look(page, "forget").await;
}

/// A project of an older engine is opened, analysed again, and asked to make way for another one.
pub async fn projects(page: &Page, eye: Eye) {
    page.browser.resize(1440, 900).await;
    page.ready().await;
    page.drop_and_wait(&[of_an_older_engine()], 2).await;
    page.browser.click_on("//footer//button[contains(., 'Analyse again with the new engine')]").await;
    page.says("nalysed again:").await;
    eye.look(page, "analysed-again").await;
    page.browser.click_on("//footer//button[contains(., 'What changed')]").await;
    page.browser.wait_for("//*[@role='dialog']//*[contains(@class, 'news__item')]").await;
    eye.look(page, "news").await;
    leave(page).await;

    let whole = fs::read(of_an_older_engine()).expect("it was written just now");
    page.browser.drop_files(&[written("damaged.demarche", &whole[..whole.len() * 2 / 3])]).await;
    page.browser.wait_for("//*[@role='dialog']//button[.='Open the file']").await;
    eye.look(page, "open-project").await;
    leave(page).await;
}

/// A project of an engine of long ago, which found less: the first statement of an article, which somebody confirmed.
pub fn of_an_older_engine() -> PathBuf {
    let file =
        fs::read(project().join("tests/projects/version-1.demarche")).expect("it is part of the project");
    let mut stored = dataset::project::read(&file).expect("it is whole");
    for document in &mut stored.documents {
        let analysis = document.analysis.as_mut().map(Rc::make_mut).expect("it was analysed");
        analysis.engine = "demarche-0.0.1+00000000".into();
        analysis.statements.truncate(1);
    }
    stored.steps.truncate(1);
    written("older.demarche", &dataset::project::write(&stored))
}

/// A file of the journeys. Several may walk at once, so it is there as a whole or not at all.
pub fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = project().join("target/e2e-files/walk");
    fs::create_dir_all(&folder).expect("target/ can be written");
    let path = folder.join(name);
    let draft = folder.join(format!("{name}-{:?}", std::thread::current().id()));
    fs::write(&draft, bytes).expect("target/ can be written");
    fs::rename(&draft, &path).expect("target/ can be written");
    path
}

/// The samples, with a statement chosen.
async fn begin(page: &Page) {
    page.drop_and_wait(&samples(), samples().len()).await;
    page.open_document("wire-visas.txt").await;
    page.choose_statement(1).await;
}

async fn leave(page: &Page) {
    page.browser.press(&["Escape"]).await;
    page.gone("[role=dialog]").await;
}

/// Files that ask something before they are taken in: a table of several columns, a damaged data set.
fn strangers() -> Vec<PathBuf> {
    let table = "no;topic;answer;remark\n1;Talks fail;“No,” Ada Obi said.;first\n2;Talks go on;“Yes,” she said.;second\n";
    let record = Record::bare(Document::new("agency/2021-12-31 talks.txt", "“No,” Ada Obi said."));
    let file = Format::Jsonl.export(&[record], Options::default()).expect("every span fits");
    let damaged = [&file.bytes[..], b"{\"text\": \"half a li\n"].concat();
    vec![
        written("interviews.csv", table.as_bytes()),
        written("a-colleagues-data-set-of-last-year.jsonl", &damaged),
    ]
}
