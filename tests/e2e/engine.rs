//! The engine: the same in the page as in the shell, and a newer one that respects what people decided.

use crate::page::{Page, Row, articles};
use crate::walk::of_an_older_engine;
use crate::{expected, journey, visit};
use demarche::dataset::Format;

#[tokio::test]
async fn the_engine_says_the_same_in_the_page_and_in_the_shell() {
    journey(visit("same-engine"), |page| async move {
        page.ready().await;
        let paths = articles();
        page.drop_and_wait(&paths, paths.len()).await;
        let found = page.export("statements.jsonl").await;
        // The list of documents shows 200 at once; the export has all.
        let documents = names(&found);
        assert_eq!(documents.len(), paths.len());
        expected::assert_same(&found, &expected::file(Format::Jsonl, &paths, &documents));
    })
    .await;
}

#[tokio::test]
async fn a_newer_engine_keeps_every_decision_and_shows_what_it_changed() {
    journey(visit("newer-engine"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&[of_an_older_engine()], 2).await;
        page.open_document("a.txt").await;
        let before = page.rows().await;
        let decided = decided(&page).await;
        assert!(!decided.is_empty(), "the project holds decisions");

        page.browser.click_on("//footer//button[contains(., 'Analyse again with the new engine')]").await;
        page.says("nalysed again:").await;
        let after = page.rows().await;
        for row in &decided {
            assert!(after.contains(row), "{row:?} was decided and is gone: {after:?}");
        }
        assert!(after.len() > before.len(), "the older engine found less: {after:?}");
        page.browser.click_on("//footer//button[contains(., 'What changed')]").await;
        page.browser.wait_for("//*[@role='dialog']//*[contains(@class, 'news__item')]").await;
        page.browser.press(&["Escape"]).await;
        page.gone("[role=dialog]").await;

        page.browser.press(&["Control", "z"]).await;
        page.says("Undone").await;
        assert_eq!(page.rows().await, before);
    })
    .await;
}

/// The names of the documents of a JSONL file, in order.
fn names(lines: &[u8]) -> Vec<String> {
    let read = |line: &[u8]| serde_json::from_slice::<serde_json::Value>(line).expect("a line is a record");
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| read(line)["id"].as_str().expect("a record has an id").to_owned()).collect()
}

/// The statements of the open article that somebody has decided about.
async fn decided(page: &Page) -> Vec<Row> {
    let rows = page.rows().await;
    rows.into_iter().filter(|row| row.status != "suggested").collect()
}
