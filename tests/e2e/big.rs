//! Big corpora and long articles: what takes long says how far it is and can be stopped, and nothing is built twice.

use crate::page::Page;
use crate::{journey, project, visit};
use demarche::annotate::annotations::Status;
use demarche::annotate::{Statement, StatementId};
use demarche::dataset::{Format, Options, Record, Row};
use demarche::text::{Document, Span};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// Articles, and statements in each: together more than any change of all of them does at once.
const ARTICLES: usize = 24;
const STATEMENTS: usize = 500;

#[tokio::test]
async fn what_takes_long_is_seen_and_can_be_stopped() {
    journey(visit("long-work"), |page| async move {
        let total = ARTICLES * STATEMENTS;
        page.ready().await;
        page.drop_and_wait(&corpus(), ARTICLES).await;
        page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
        page.browser.wait_for(&format!("//output[contains(., '{total} of {total} statements')]")).await;
        page.browser.click_on("//thead//input").await;
        page.browser.wait_for(&format!("//*[contains(@class, 'bulk')][contains(., '{total} ticked')]")).await;

        // A change of all is stopped in its midst: nothing has changed.
        watch(&page, "changing").await;
        page.browser.click_on("//*[contains(@class, 'bulk')]//button[.='confirm']").await;
        page.says("nothing has changed").await;
        assert_eq!(seen(&page).await, json!(true), "the change says how far it is");
        rows_are(&page, "confirmed", false).await;

        // Left alone it is one edit, which one undo takes back.
        page.browser.click_on("//*[contains(@class, 'bulk')]//button[.='confirm']").await;
        page.says(&format!("confirmed in {total} statements")).await;
        rows_are(&page, "confirmed", true).await;
        page.browser.press(&["Control", "z"]).await;
        page.says("Undone").await;
        rows_are(&page, "confirmed", false).await;

        // A pattern over the corpus: seen, and found to the end.
        page.browser.click_on("//label[contains(., 'as a pattern')]/input").await;
        page.browser.click_on("//input[@id='table-search']").await;
        page.browser.type_text("(no|nay)[.] [0-9]*77 ").await;
        let found = (0..STATEMENTS).filter(|number| number % 100 == 77).count() * ARTICLES;
        page.browser.wait_for(&format!("//output[contains(., '{found} of {total} statements')]")).await;
    })
    .await;
}

#[tokio::test]
async fn rows_are_ticked_from_one_to_another_with_shift() {
    journey(visit("ranges"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&crate::page::samples(), 3).await;
        page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
        click_row(&page, 1, false).await;
        page.browser.wait_for("//*[contains(@class, 'bulk')][contains(., '1 ticked')]").await;
        click_row(&page, 6, true).await;
        page.browser.wait_for("//*[contains(@class, 'bulk')][contains(., '6 ticked')]").await;
        click_row(&page, 3, false).await;
        page.browser.wait_for("//*[contains(@class, 'bulk')][contains(., '5 ticked')]").await;
    })
    .await;
}

#[tokio::test]
async fn an_article_stays_as_it_was_while_other_views_are_looked_at() {
    journey(visit("kept"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&crate::page::samples(), 3).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(1).await;
        page.browser.read("document.querySelector('main article').isKept = true; return true", vec![]).await;
        page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
        let hidden = "return !document.querySelector('main article').checkVisibility()";
        page.browser.wait("the article to be out of sight", hidden, vec![]).await;
        page.browser.press(&["Shift", "D"]).await;
        let kept = "return document.querySelector('main article').checkVisibility() && document.querySelector('main article').isKept";
        page.browser.wait("the same article to be in sight", kept, vec![]).await;
        // What changed meanwhile is shown.
        page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
        page.browser.click_on("//thead//input").await;
        page.browser.click_on("//*[contains(@class, 'bulk')]//button[.='confirm']").await;
        page.says("confirmed in").await;
        page.browser.press(&["Shift", "D"]).await;
        page.row_shows(1, ".hidden", "confirmed").await;
        page.gone(".note:not(.is-reviewed)").await;
    })
    .await;
}

/// Data sets of one article each.
fn corpus() -> Vec<PathBuf> {
    let folder = project().join("target/e2e-files/long-work");
    fs::create_dir_all(&folder).expect("target/ can be written");
    let file = |number: usize| {
        let path = folder.join(format!("corpus-{number}.jsonl"));
        let file = Format::Jsonl.export(&[article(number)], Options::default()).expect("every span fits");
        fs::write(&path, file.bytes).expect("target/ can be written");
        path
    };
    (0..ARTICLES).map(file).collect()
}

fn article(number: usize) -> Record {
    let line = |idx: usize| format!("“No. {idx} is not for sale,” said Ana.\n");
    let text: String = (0..STATEMENTS).map(line).collect();
    let mut at = 0;
    let row = |idx: usize| {
        let start = at + "“".len();
        let content = Span::new(start, start + format!("No. {idx} is not for sale").len());
        at += line(idx).len();
        let mut statement = Statement::bare(StatementId(idx as u32), vec![content]);
        statement.speaker_name = Some("Ana".into());
        Row { statement, status: Status::Suggested, suggested: None }
    };
    let rows = (0..STATEMENTS).map(row).collect();
    Record {
        rows,
        engine: "demarche-0".into(),
        ..Record::bare(Document::new(&format!("corpus-{number}.txt"), &text))
    }
}

/// Presses Cancel as soon as the status line says that it is at `word`.
async fn watch(page: &Page, word: &str) {
    let script = "window.isSeen = false;
        const look = () => {
            const isAtWork = document.querySelector('.status__progress')?.textContent.startsWith(arguments[0]);
            if (!isAtWork) return;
            window.isSeen = document.querySelector('.status__progress progress') !== null;
            observer.disconnect();
            [...document.querySelectorAll('footer button')].find((button) => button.textContent === 'Cancel').click();
        };
        const observer = new MutationObserver(() => look(arguments));
        observer.observe(document.querySelector('footer'), { childList: true, subtree: true, characterData: true });
        return true"
        .replace("arguments[0]", &json!(word).to_string());
    page.browser.read(&script, vec![]).await;
}

async fn seen(page: &Page) -> serde_json::Value {
    page.browser.read("return window.isSeen", vec![]).await
}

/// Waits until rows are drawn, some of them with this status, or none.
async fn rows_are(page: &Page, status: &str, some: bool) {
    let script = "const cells = [...document.querySelectorAll('.table__status')];
        return cells.length > 0 && cells.some((cell) => cell.textContent.includes(arguments[0])) === arguments[1]";
    let what = format!("{} row to be {status}", if some { "some" } else { "no" });
    page.browser.wait(&what, script, vec![json!(status), json!(some)]).await;
}

/// Presses the box of the row at `place`, counted from 1, perhaps with Shift held.
async fn click_row(page: &Page, place: usize, is_shift: bool) {
    let script =
        "const box = document.querySelectorAll('tbody input')[arguments[0] - 1].getBoundingClientRect();
        return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]";
    let at = page.browser.read(script, vec![json!(place)]).await;
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "buttons": 1, "clickCount": 1,
            "modifiers": if is_shift { 8 } else { 0 } });
        page.browser.devtools("Input.dispatchMouseEvent", event).await;
    }
}
