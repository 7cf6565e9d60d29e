//! Pictures of the page in `target/screenshots/`, for the README and for looking at.

use crate::page::{Page, samples};
use crate::{journey, project, visit};
use std::fs;

#[tokio::test]
async fn the_page_can_be_looked_at() {
    journey(visit("pictures"), |page| async move {
        page.browser.resize(1440, 900).await;
        page.browser.prefer("prefers-color-scheme", "light").await;
        page.ready().await;
        take(&page, "welcome-light").await;

        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(1).await;
        take(&page, "desk-light").await;
        page.browser.resize(1024, 700).await;
        take(&page, "desk-small").await;
        page.browser.resize(420, 860).await;
        take(&page, "desk-phone").await;
        page.browser.resize(1440, 900).await;
        page.browser.prefer("prefers-color-scheme", "dark").await;
        take(&page, "desk-dark").await;

        for (keys, name) in [("T", "table-dark"), ("P", "people-dark")] {
            page.browser.press(&["Shift", keys]).await;
            take(&page, name).await;
        }
        page.browser.press(&["Shift", "D"]).await;
        page.browser.press(&["?"]).await;
        page.browser.wait_for("//*[@role='dialog']").await;
        take(&page, "keys-dark").await;
    })
    .await;
}

async fn take(page: &Page, name: &str) {
    let folder = project().join("target/screenshots");
    fs::create_dir_all(&folder).expect("target/ can be written");
    let is_still = "return document.getAnimations().every((animation) => animation.playState !== 'running')";
    page.browser.wait("colours to have faded", is_still, vec![]).await;
    fs::write(folder.join(name).with_extension("png"), page.browser.picture().await)
        .expect("target/ can be written");
}
