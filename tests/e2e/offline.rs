//! After one visit the page works without a network, and another version takes its place whole.

use crate::durability::kept_offline;
use crate::keyboard::open_samples;
use crate::page::{Page, copy, samples};
use crate::{Visit, dist, journey, project, visit};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

#[tokio::test]
async fn after_one_visit_the_whole_page_works_without_a_server() {
    let visit = Visit { prefix: "/some/path/", ..visit("offline") };
    journey(visit, |page| async move {
        page.ready().await;
        kept_offline(&page).await;
        page.server.stop();
        page.browser.reload().await;
        page.ready().await;
        // What the page's own policy does not reach, the workers, get one of their own.
        let policy =
            "fetch('worker_loader.js').then((it) => arguments[0](it.headers.get('content-security-policy')))";
        let policy = page.browser.read_awaited(policy, vec![]).await;
        assert!(policy.as_str().is_some_and(|it| it.contains("default-src 'none'")), "{policy}");
        open_samples(&page).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(0).await;
        page.browser.press(&["x"]).await;
        page.saved().await;
        let rows = page.rows().await;
        assert!(!page.export("statements.jsonl").await.is_empty());
        page.browser.reload().await;
        page.ready().await;
        page.analysed(samples().len()).await;
        page.open_document("wire-visas.txt").await;
        assert_eq!(page.rows().await, rows);
    })
    .await;
}

#[tokio::test]
async fn a_new_version_is_announced_and_takes_its_place_whole() {
    let folder = project().join("target/e2e-files/versions");
    let _ = fs::remove_dir_all(&folder);
    copy(&dist(), &folder);
    let visit = Visit { folder: Some(folder.clone()), ..visit("versions") };
    journey(visit, move |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples()[..1], 1).await;
        page.choose_statement(0).await;
        page.browser.press(&["x"]).await;
        page.saved().await;
        kept_offline(&page).await;
        let rows = page.rows().await;

        // A build of which not every file is there yet changes nothing.
        publish(&folder, "2", "start.js", false);
        page.browser.reload().await;
        page.ready().await;
        assert!(!start_script(&page).await.contains("version 2"), "the page is of one build");

        publish(&folder, "3", "start.js", true);
        page.browser.reload().await;
        page.ready().await;
        page.browser.click_and_reload("//footer//button[contains(., 'Load the new version')]").await;
        assert!(start_script(&page).await.contains("version 3"), "the new build has taken over");
        page.ready().await;
        page.analysed(1).await;
        assert_eq!(page.rows().await, rows, "nothing is lost on the way");
        let stored = page.browser.read_awaited("caches.keys().then(arguments[0])", vec![]).await;
        assert_eq!(stored.as_array().map(Vec::len), Some(1), "one build is kept: {stored}");
    })
    .await;
}

#[tokio::test]
async fn a_new_version_waits_for_the_other_tabs_of_the_page_and_for_no_others() {
    let folder = project().join("target/e2e-files/versions-tabs");
    let _ = fs::remove_dir_all(&folder);
    copy(&dist(), &folder);
    // A tab outside of the page's folder shows nothing but the server's error.
    let visit = Visit {
        folder: Some(folder.clone()),
        prefix: "/page/",
        expected_error: Some("404"),
        ..visit("versions-tabs")
    };
    journey(visit, move |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples()[..1], 1).await;
        page.choose_statement(0).await;
        page.saved().await;
        kept_offline(&page).await;
        publish(&folder, "2", "start.js", true);
        page.browser.reload().await;
        page.ready().await;
        page.browser.wait_for("//footer//button[contains(., 'Load the new version')]").await;

        // With another tab of the page, both stay what they are.
        let (first, second) = page.browser.open_tab().await;
        page.browser.goto(&page.server.address).await;
        page.ready().await;
        page.browser.look_at(&first).await;
        page.choose_statement(0).await;
        page.browser.press(&["x"]).await;
        page.saved().await;
        let rows = page.rows().await;
        page.browser.click_on("//footer//button[contains(., 'Load the new version')]").await;
        page.says("Close the other tabs of Demarche first").await;
        assert!(!start_script(&page).await.contains("version 2"), "the page is of one build");

        // Of another page of the same server nothing depends.
        page.browser.look_at(&second).await;
        page.browser.goto(&page.server.address.replace("/page/", "/another/")).await;
        page.browser.look_at(&first).await;
        page.browser.click_and_reload("//footer//button[contains(., 'Load the new version')]").await;
        assert!(start_script(&page).await.contains("version 2"), "the new build has taken over");
        page.ready().await;
        page.analysed(1).await;
        assert_eq!(page.rows().await, rows, "nothing is lost on the way");
    })
    .await;
}

#[tokio::test]
async fn the_page_can_be_installed() {
    journey(visit("manifest"), |page| async move {
        page.ready().await;
        kept_offline(&page).await;
        let found = page.browser.devtools("Page.getAppManifest", json!({})).await;
        assert!(found["errors"].as_array().is_some_and(Vec::is_empty), "{found}");
        assert!(found["data"].as_str().is_some_and(|text| text.contains("Demarche")), "{found}");
        let reasons = page.browser.devtools("Page.getInstallabilityErrors", json!({})).await;
        assert_eq!(reasons["installabilityErrors"], json!([]));
    })
    .await;
}

/// The start script as the page gets it now.
async fn start_script(page: &Page) -> String {
    let script = "fetch('start.js').then((it) => it.text()).then(arguments[0])";
    page.browser.read_awaited(script, vec![]).await.as_str().unwrap_or_default().to_owned()
}

/// Changes a file of the built page and lists it as a build of its own; listed wrongly when it is not whole.
fn publish(folder: &Path, version: &str, name: &str, is_whole: bool) {
    let old = fs::read(folder.join(name)).expect("the file is built");
    let new = [old.as_slice(), format!("\n// version {version}\n").as_bytes()].concat();
    let list = fs::read_to_string(folder.join("offline.js")).expect("the page has a service worker");
    let sum =
        |bytes: &[u8]| -> String { Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect() };
    let listed = if is_whole { sum(&new) } else { sum(b"not yet there") };
    let (head, tail) = list.split_once("BUILD=\"").expect("it names its build");
    let (_, tail) = tail.split_once('"').expect("the name ends");
    let at = format!("\"{name}\":\"");
    let (before, after) = tail.split_once(&at).expect("it lists the file");
    let list = format!("{head}BUILD=\"{version}\"{before}{at}{listed}{}", &after[64..]);
    fs::write(folder.join("offline.js"), list).expect("target/ can be written");
    fs::write(folder.join(name), new).expect("target/ can be written");
}
