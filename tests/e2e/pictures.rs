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

        for (size, width, height) in [("", 1440, 900), ("-tablet", 820, 1180), ("-phone", 420, 860)] {
            page.browser.resize(width, height).await;
            for theme in ["light", "dark"] {
                page.browser.prefer("prefers-color-scheme", theme).await;
                views(&page, &format!("{size}-{theme}")).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn odd_articles_can_be_looked_at() {
    journey(visit("odd-pictures"), |page| async move {
        page.browser.resize(1440, 900).await;
        page.browser.prefer("prefers-color-scheme", "light").await;
        page.ready().await;
        let folder = project().join("target/e2e-files/odd-pictures");
        fs::create_dir_all(&folder).expect("target/ can be written");
        let long = "The Extraordinary and Plenipotentiary Under-Secretary-General-designate Maximiliana von und zu Hohenlohe-Waldenburg-Schillingsfürst warned that “nothing will be agreed before everything is”, the Intergovernmental Negotiating Committee’s spokesperson said.\n\n";
        let many = "“We will not accept the offer,” Foreign Minister Ada Obi said. If the talks fail, Veridia would recall its envoy, she warned.\n\n";
        let hebrew = "\u{5e9}\u{5e8} \u{5d4}\u{5d7}\u{5d5}\u{5e5} \u{5d0}\u{5de}\u{5e8}: “\u{5dc}\u{5d0} \u{5e0}\u{5e1}\u{5db}\u{5d9}\u{5dd}”. “No,” Ada Obi said.\n\n".repeat(4);
        let files = [("long-names.txt", long.repeat(3)), ("three-hundred.txt", many.repeat(150)), ("right-to-left.txt", hebrew)];
        let paths: Vec<_> = files.iter().map(|(name, text)| {
            let path = folder.join(name);
            fs::write(&path, text).expect("target/ can be written");
            path
        }).collect();
        page.drop_and_wait(&paths, paths.len()).await;
        for (name, _) in &files {
            page.open_document(name).await;
            take(&page, &format!("odd-{}", name.trim_end_matches(".txt"))).await;
        }
        page.browser.press(&["Shift", "T"]).await;
        page.browser.click_on("//input[@id='table-search']").await;
        page.browser.type_text("nobody ever said this").await;
        page.browser.wait_for("//*[contains(., 'No statement fits')]").await;
        take(&page, "odd-nothing-found").await;
    })
    .await;
}

/// Every view, one picture each.
async fn views(page: &Page, ending: &str) {
    let places = [
        ("D", "article", "main[aria-label=Article]"),
        ("T", "table", "main[aria-label='All statements']"),
        ("P", "people", "main[aria-label=People]"),
        ("I", "pictures", "main[aria-label=Pictures]"),
        ("S", "scheme", "main[aria-label=Scheme]"),
    ];
    for (key, name, selector) in places {
        page.press_and_see(&["Shift", key], selector).await;
        take(page, &format!("{name}{ending}")).await;
    }
    page.press_and_see(&["Shift", "D"], "main[aria-label=Article]").await;
    for (keys, name) in [(&["?"][..], "keys"), (&["Shift", "E"], "export"), (&["/"], "palette")] {
        page.press_and_see(keys, "[role=dialog]").await;
        take(page, &format!("{name}{ending}")).await;
        page.browser.press(&["Escape"]).await;
        page.gone("[role=dialog]").await;
    }
}

async fn take(page: &Page, name: &str) {
    let folder = project().join("target/screenshots");
    fs::create_dir_all(&folder).expect("target/ can be written");
    page.still().await;
    fs::write(folder.join(name).with_extension("png"), page.browser.picture().await)
        .expect("target/ can be written");
}
