//! Pictures of the page in `target/screenshots/`, for the README and for looking at: every view and every dialog.

use crate::page::{Page, samples};
use crate::walk::{self, Eye, written};
use crate::{journey, project, visit};
use std::fs;
use std::path::PathBuf;

/// Windows by the ending of their pictures.
const SIZES: [(&str, u32, u32); 3] = [("", 1440, 900), ("-tablet", 820, 1180), ("-phone", 420, 860)];

#[tokio::test]
async fn the_page_can_be_looked_at() {
    journey(visit("pictures"), |page| async move { walk::views(&page, Eye::Painter).await }).await;
}

#[tokio::test]
async fn what_comes_up_at_work_can_be_looked_at() {
    journey(visit("work-pictures"), |page| async move { walk::work(&page, Eye::Painter).await }).await;
}

#[tokio::test]
async fn what_comes_up_with_projects_can_be_looked_at() {
    journey(visit("project-pictures"), |page| async move { walk::projects(&page, Eye::Painter).await }).await;
}

#[tokio::test]
async fn panes_of_a_small_screen_can_be_looked_at() {
    journey(visit("pane-pictures"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(1).await;
        page.browser.resize(420, 860).await;
        for pane in ["Documents", "Statements", "Chosen"] {
            page.browser.click_on(&format!("//*[@class='desk__tabs']/button[.='{pane}']")).await;
            for theme in ["light", "dark"] {
                page.browser.prefer("prefers-color-scheme", theme).await;
                take(&page, &format!("pane-{}-phone-{theme}", pane.to_lowercase())).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn odd_articles_can_be_looked_at() {
    journey(visit("odd-pictures"), |page| async move {
        page.ready().await;
        let long = "The Extraordinary and Plenipotentiary Under-Secretary-General-designate Maximiliana von und zu Hohenlohe-Waldenburg-Schillingsfürst warned that “nothing will be agreed before everything is”, the Intergovernmental Negotiating Committee’s spokesperson said.\n\n";
        let many = "“We will not accept the offer,” Foreign Minister Ada Obi said. If the talks fail, Veridia would recall its envoy, she warned.\n\n";
        let hebrew = "\u{5e9}\u{5e8} \u{5d4}\u{5d7}\u{5d5}\u{5e5} \u{5d0}\u{5de}\u{5e8}: “\u{5dc}\u{5d0} \u{5e0}\u{5e1}\u{5db}\u{5d9}\u{5dd}”. “No,” Ada Obi said.\n\n".repeat(4);
        let files = [
            ("long-names.txt", long.repeat(3)),
            ("three-hundred.txt", many.repeat(150)),
            ("right-to-left.txt", hebrew),
            ("nothing-said.txt", "The road was closed.\n\nIt rained.\n".to_owned()),
        ];
        let paths: Vec<PathBuf> = files.iter().map(|(name, text)| written(name, text.as_bytes())).collect();
        page.drop_and_wait(&paths, paths.len()).await;
        for (name, _) in &files {
            page.open_document(name).await;
            everywhere(&page, &format!("odd-{}", name.trim_end_matches(".txt"))).await;
        }
        for (key, name, selector) in [
            ("T", "table", "main[aria-label='All statements']"),
            ("P", "people", "main[aria-label=People]"),
            ("I", "pictures", "main[aria-label=Pictures]"),
        ] {
            page.press_and_see(&["Shift", key], selector).await;
            everywhere(&page, &format!("odd-{name}")).await;
        }
        page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
        page.browser.click_on("//input[@id='table-search']").await;
        page.browser.type_text("nobody ever said this").await;
        page.browser.wait_for("//*[contains(., 'No statement fits')]").await;
        take(&page, "odd-nothing-found").await;
    })
    .await;
}

#[tokio::test]
async fn the_page_in_other_eyes_can_be_looked_at() {
    journey(visit("eyes-pictures"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(1).await;
        for (feature, value, name, (width, height)) in [
            ("forced-colors", "active", "forced", (1440, 900)),
            // A window of 1280 by 1024 at 200%.
            ("prefers-color-scheme", "light", "zoom", (640, 512)),
        ] {
            page.browser.resize(width, height).await;
            page.browser.prefer(feature, value).await;
            for (key, view) in
                [("D", "article"), ("T", "table"), ("P", "people"), ("I", "pictures"), ("S", "scheme")]
            {
                page.browser.press(&["Shift", key]).await;
                take(&page, &format!("{name}-{view}")).await;
            }
        }
    })
    .await;
}

/// Every file of every picture, all asked for before the first has arrived.
#[tokio::test]
async fn all_files_that_are_asked_for_at_once_arrive() {
    journey(visit("picture-files"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.press_and_see(&["Shift", "I"], "main[aria-label=Pictures]").await;
        let press = "document.querySelectorAll('.picture__files button').forEach((button) => button.click())";
        page.browser.read(press, vec![]).await;
        for name in ["stance-by-speaker", "statements-over-time", "who-toward-whom", "progress"] {
            for ending in ["svg", "png", "csv"] {
                assert!(
                    !page.browser.downloaded(&format!("{name}.{ending}")).await.is_empty(),
                    "{name}.{ending}"
                );
            }
        }
    })
    .await;
}

/// What is seen, in every size and both themes.
pub async fn everywhere(page: &Page, name: &str) {
    for (ending, width, height) in SIZES {
        page.browser.resize(width, height).await;
        for theme in ["light", "dark"] {
            page.browser.prefer("prefers-color-scheme", theme).await;
            take(page, &format!("{name}{ending}-{theme}")).await;
        }
    }
    page.browser.resize(1440, 900).await;
}

async fn take(page: &Page, name: &str) {
    let folder = project().join("target/screenshots");
    fs::create_dir_all(&folder).expect("target/ can be written");
    page.still().await;
    fs::write(folder.join(name).with_extension("png"), page.browser.picture().await)
        .expect("target/ can be written");
}
