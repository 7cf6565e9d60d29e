//! A whole review without touching the mouse.

use crate::page::samples;
use crate::{journey, visit};

#[tokio::test]
async fn an_article_is_reviewed_by_keys_alone() {
    journey(visit("keyboard"), |page| async move {
        page.ready().await;

        // The samples come by Tab and Enter.
        page.browser.tab_to("Open all three samples").await;
        page.browser.press(&["Enter"]).await;
        page.analysed(samples().len()).await;

        // Down the list, confirm, reject, undo.
        page.browser.press(&["Escape"]).await;
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
        let lines = page.browser.downloaded("statements.jsonl").await;
        assert!(String::from_utf8_lossy(&lines).contains("\"Ada Obi\""));
    })
    .await;
}
