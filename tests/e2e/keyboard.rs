//! A whole review without touching the mouse.

use crate::page::{Page, samples};
use crate::{effort, journey, visit};
use serde_json::{Value, json};

#[tokio::test]
async fn an_article_is_reviewed_by_keys_alone() {
    journey(visit("keyboard"), |page| async move {
        open_samples(&page).await;

        // Down the list, confirm, reject, undo.
        let before = page.rows().await;
        assert!(before.len() >= 3, "a sample has statements: {before:?}");
        page.browser.press(&["j"]).await;
        let first = page.chosen().await;
        page.browser.press(&["Enter"]).await;
        page.row_shows(first, ".hidden", "confirmed").await;
        let second = page.chosen().await;
        assert_ne!(first, second, "Enter goes on to the next open statement");
        page.browser.press(&["x"]).await;
        page.row_shows(second, ".hidden", "rejected").await;
        page.browser.press(&["Control", "z"]).await;
        page.row_shows(second, ".hidden", &before[second].status).await;

        // A typed speaker.
        page.browser.press(&["f"]).await;
        page.browser.focused("speaker-name").await;
        page.browser.press(&["Control", "a"]).await;
        page.browser.type_text("Ada Obi").await;
        page.browser.press(&["Enter"]).await;
        let row = page.chosen().await;
        page.row_shows(row, ".row__speaker", "Ada Obi").await;

        // The keys are shown by a key, and left by one.
        page.browser.press(&["?"]).await;
        page.browser.wait_for("//*[@role='dialog'][contains(., 'Confirm and go on')]").await;
        page.browser.press(&["Escape"]).await;
        page.browser
            .wait("the dialog to close", "return !document.querySelector('[role=dialog]')", vec![])
            .await;

        // The next document, and the export panel.
        page.browser.press(&["]"]).await;
        page.browser.press(&["Shift", "E"]).await;
        page.browser.tab_to("Demarche JSONL").await;
        page.browser.press(&["Enter"]).await;
        page.browser.tab_to("Download statements.jsonl").await;
        page.browser.press(&["Enter"]).await;
        let lines = page.browser.downloaded("statements.jsonl").await;
        assert!(String::from_utf8_lossy(&lines).contains("\"Ada Obi\""));
    })
    .await;
}

#[tokio::test]
async fn a_corpus_is_opened_reviewed_cleaned_and_exported_by_keys_alone() {
    journey(visit("keys-alone"), |page| async move {
        open_samples(&page).await;

        // Ten statements, over the borders of the articles.
        page.browser.press(&["Shift", "Z"]).await;
        page.says("Reviewing all articles").await;
        let open = remaining(&page).await;
        for reviewed in 1..=10 {
            page.browser.press(&[if reviewed % 5 == 0 { "x" } else { "Enter" }]).await;
            let script = "return document.querySelector('footer').textContent.includes(arguments[0] + ' to review')";
            page.browser.wait("one statement less", script, vec![json!((open - reviewed).to_string())]).await;
        }

        // Two people become one.
        page.press_and_see(&["Shift", "P"], "main[aria-label=People]").await;
        let names = "return [...document.querySelectorAll('.people__name')].slice(0, 2).map((name) => name.textContent)";
        let names = page.browser.read(names, vec![]).await;
        let name = |idx: usize| names[idx].as_str().expect("two people speak").to_owned();
        page.browser.tab_to(&name(0)).await;
        page.browser.press(&["Enter"]).await;
        page.browser.focused("person-name").await;
        page.browser.press(&["Control", "a"]).await;
        page.browser.type_text(&name(1)).await;
        page.browser.press(&["Enter"]).await;
        page.says("are one").await;

        page.browser.press(&["Shift", "E"]).await;
        page.browser.tab_to("Demarche JSONL").await;
        page.browser.press(&["Enter"]).await;
        page.browser.tab_to("Download statements.jsonl").await;
        page.browser.press(&["Enter"]).await;
        let lines = page.browser.downloaded("statements.jsonl").await;
        let statements = statements(&String::from_utf8_lossy(&lines));
        assert!(statements.iter().all(|statement| statement["speaker_name"] != name(0)), "{} is gone", name(0));
        let rejected = statements.iter().filter(|statement| statement["status"] == "rejected").count();
        assert_eq!(rejected, 2, "the decisions are in the data set");
    })
    .await;
}

#[tokio::test]
async fn enter_applies_a_name_from_among_its_places() {
    journey(visit("alike"), |page| async move {
        open_samples(&page).await;
        effort::place_with_alike(&page).await;
        page.press_and_see(&["Shift", "A"], "[role=dialog] .alike").await;
        // Back from the button to the last of the places.
        page.browser.press(&["Shift", "Tab"]).await;
        page.browser
            .wait("a place to have the focus", "return document.activeElement.type === 'checkbox'", vec![])
            .await;
        page.browser.press(&["Enter"]).await;
        page.gone("[role=dialog]").await;
    })
    .await;
}

/// The samples come by Tab and Enter; then the article has the keys.
pub async fn open_samples(page: &Page) {
    page.ready().await;
    page.browser.tab_to("Open all three samples").await;
    page.browser.press(&["Enter"]).await;
    page.analysed(samples().len()).await;
    page.browser.press(&["Escape"]).await;
}

/// The statements of a JSONL file, rejected ones too, over all its lines.
fn statements(lines: &str) -> Vec<Value> {
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSONL holds JSON"));
    let both = |line: Value| ["statements", "rejected"].map(|list| line[list].as_array().cloned());
    lines.flat_map(|line| both(line).into_iter().flatten().flatten()).collect()
}

/// Statements to review, as the status line says.
async fn remaining(page: &Page) -> usize {
    let script = "return document.querySelector('footer').textContent.match(/([0-9]+) to review/)?.[1]";
    let number = page.browser.wait("the number of open statements", script, vec![]).await;
    number.as_str().and_then(|number| number.parse().ok()).expect("the script gives digits")
}
