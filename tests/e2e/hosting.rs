//! Where the page may stand and what may fail around it: sub-paths, a missing worker, a stopped program.

use crate::page::samples;
use crate::server::STRICTEST;
use crate::{Visit, journey, visit};

#[tokio::test]
async fn going_back_leads_to_the_view_before_and_stays_in_the_page() {
    journey(visit("going-back"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples()[..1], 1).await;
        let at = "return location.hash.startsWith(arguments[0])";
        let table = "main[aria-label='All statements']";
        page.press_and_see(&["Shift", "T"], table).await;
        page.browser.wait("the table's address", at, vec!["#table".into()]).await;
        page.press_and_see(&["Shift", "I"], "main[aria-label=Pictures]").await;
        page.browser.wait("the pictures' address", at, vec!["#pictures".into()]).await;
        for (way, address) in [("back", "#table"), ("back", "#article"), ("forward", "#table")] {
            page.browser.read(&format!("history.{way}()"), vec![]).await;
            page.browser.wait(way, at, vec![address.into()]).await;
            page.browser
                .wait(
                    "its view",
                    "return (document.querySelector(arguments[0]) !== null) === arguments[1]",
                    vec![table.into(), (address == "#table").into()],
                )
                .await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_works_under_any_path() {
    let visit = Visit { prefix: "/some/deep/path/", ..visit("sub-path") };
    journey(visit, |page| async move {
        page.ready().await;
        page.browser.choose_files("#pick-files", &samples()).await;
        page.analysed(samples().len()).await;
        assert!(!page.rows().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_strictest_headers_of_a_host_break_nothing() {
    journey(Visit { headers: STRICTEST, ..visit("strictest-headers") }, |page| async move {
        page.ready().await;
        page.browser.choose_files("#pick-files", &samples()).await;
        page.analysed(samples().len()).await;
        assert!(!page.rows().await.is_empty());
        assert!(!page.export("statements.jsonl").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn without_a_worker_the_page_opens_annotates_and_exports() {
    let visit = Visit {
        withheld: &["worker_loader.js"],
        expected_error: Some("worker_loader.js"),
        ..visit("no-worker")
    };
    journey(visit, |page| async move {
        page.ready().await;
        page.browser.drop_files(&samples()).await;
        page.says("Start the engine again").await;
        page.open_document("wire-visas.txt").await;

        page.browser.select_words("main article p", 0, 6).await;
        page.browser.press(&["m"]).await;
        page.browser.wait_for("//section[@aria-label='Statements']//button[@data-statement]").await;
        assert_eq!(page.rows().await.len(), 1);
        let lines = page.export("statements.jsonl").await;
        assert!(String::from_utf8_lossy(&lines).contains("\"added\""));
    })
    .await;
}

#[tokio::test]
async fn when_the_program_cannot_start_a_notice_offers_to_reload() {
    let visit = Visit { withheld: &["_bg.wasm"], expected_error: Some(""), ..visit("no-start") };
    journey(visit, |page| async move {
        page.browser.wait_for("//*[@role='alert'][not(@hidden)]//button[.='Reload']").await;
        assert!(
            page.browser.text().await.contains("Everything that the page called saved is in this browser")
        );
    })
    .await;
}
