//! Pictures of the page in `target/screenshots/`, for the README and for looking at: every view and every dialog.

use crate::page::{Page, samples};
use crate::{journey, project, visit};
use demarche::dataset::{Format, Options, Record};
use demarche::text::Document;
use std::fs;
use std::path::PathBuf;

/// Windows by the ending of their pictures.
const SIZES: [(&str, u32, u32); 3] = [("", 1440, 900), ("-tablet", 820, 1180), ("-phone", 420, 860)];

#[tokio::test]
async fn the_page_can_be_looked_at() {
    journey(visit("pictures"), |page| async move {
        page.ready().await;
        everywhere(&page, "welcome").await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(1).await;
        for (key, name, selector) in [
            ("D", "article", "main[aria-label=Article]"),
            ("T", "table", "main[aria-label='All statements']"),
            ("P", "people", "main[aria-label=People]"),
            ("I", "pictures", "main[aria-label=Pictures]"),
            ("S", "scheme", "main[aria-label=Scheme]"),
        ] {
            page.press_and_see(&["Shift", key], selector).await;
            everywhere(&page, name).await;
        }
        page.press_and_see(&["Shift", "D"], "main[aria-label=Article]").await;
        for (keys, name) in [
            (&["?"][..], "keys"),
            (&["Shift", "E"], "export"),
            (&["Shift", "V"], "paste"),
            (&["/"], "palette"),
        ] {
            page.press_and_see(keys, "[role=dialog]").await;
            everywhere(&page, name).await;
            page.browser.press(&["Escape"]).await;
            page.gone("[role=dialog]").await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_comes_up_at_work_can_be_looked_at() {
    journey(visit("work-pictures"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(1).await;
        page.press_and_see(&["Shift", "G"], "aside[aria-label='Stance labels and their tests']").await;
        everywhere(&page, "guide").await;
        page.browser.press(&["Shift", "G"]).await;
        for pane in ["Documents", "Statements", "Chosen"] {
            page.browser.resize(420, 860).await;
            page.browser.click_on(&format!("//*[@class='desk__tabs']/button[.='{pane}']")).await;
            take(&page, &format!("pane-{}-phone", pane.to_lowercase())).await;
        }
        page.browser.click_on("//*[@class='desk__tabs']/button[.='Article']").await;

        page.browser.resize(1440, 900).await;
        page.browser.select_words("main article .paragraph:nth-of-type(2) .paragraph__text", 2, 8).await;
        page.browser.wait_for("//*[contains(@class, 'selection-bar')]").await;
        everywhere(&page, "selection").await;
        page.browser.press(&["Escape"]).await;

        // Speaker and stance corrected, then the same words elsewhere.
        page.browser.resize(1440, 900).await;
        crate::effort::place_with_alike(&page).await;
        page.press_and_see(&["Shift", "A"], "[role=dialog]").await;
        everywhere(&page, "apply-to-all").await;
        page.browser.press(&["Escape"]).await;

        page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
        page.browser.click_on("//thead//input").await;
        page.browser.wait_for("//*[contains(@class, 'bulk')]").await;
        everywhere(&page, "table-ticked").await;
        page.press_and_see(&["Shift", "P"], "main[aria-label=People]").await;
        page.browser.click_on("(//*[contains(@class, 'people__name')])[1]").await;
        page.browser.wait_for("//*[contains(@class, 'people__person')]").await;
        everywhere(&page, "person").await;
        page.browser.press(&["Escape"]).await;
        page.press_and_see(&["Shift", "S"], "main[aria-label=Scheme]").await;
        page.browser.click_on("//main//select/option[contains(., 'avor')]").await;
        page.browser.wait_for("//*[contains(@class, 'scheme__homes')]").await;
        everywhere(&page, "scheme-mapping").await;
        page.browser.click_on("//button[.='Give the draft up']").await;

        page.press_and_see(&["Shift", "D"], "main[aria-label=Article]").await;
        page.browser.drop_files(&strangers()).await;
        page.browser.wait_for("//*[@role='dialog'][contains(., 'Take in')]").await;
        everywhere(&page, "incoming").await;
        page.browser.press(&["Escape"]).await;
        page.press_and_see(&["/"], "[role=dialog]").await;
        page.browser.type_text("delete").await;
        page.browser.wait_for("//*[@role='option'][contains(., 'Delete')]").await;
        take(&page, "palette-found").await;
        page.browser.press(&["Enter"]).await;
        page.browser.wait_for("//*[@role='dialog']//button[.='Keep everything']").await;
        everywhere(&page, "forget").await;
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

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = project().join("target/e2e-files/odd-pictures");
    fs::create_dir_all(&folder).expect("target/ can be written");
    let path = folder.join(name);
    fs::write(&path, bytes).expect("target/ can be written");
    path
}

/// What is seen, in every size and both themes.
async fn everywhere(page: &Page, name: &str) {
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
