//! Whether everyone can use the page: axe-core over every view in both themes, and what it cannot see.

use crate::page::{Page, samples};
use crate::{journey, project, visit};
use serde_json::{Value, json};
use std::fs;

/// Rules of WCAG 2.2 A and AA, and what axe-core calls good practice.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

#[tokio::test]
async fn every_view_in_both_themes_has_no_violation() {
    journey(visit("access"), |page| async move {
        page.browser.resize(1440, 900).await;
        page.ready().await;
        audit(&page, "welcome").await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(1).await;
        audit(&page, "desk").await;
        page.press_and_see(&["Shift", "G"], "aside[aria-label='Stance labels and their tests']").await;
        audit(&page, "desk with the guide").await;
        page.browser.press(&["Shift", "G"]).await;

        page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
        page.browser.click_on("//thead//input").await;
        audit(&page, "table with ticked rows").await;
        page.browser.click_on("//header//button[.='Table']").await;
        page.press_and_see(&["Shift", "G"], "aside[aria-label='Stance labels and their tests']").await;
        audit(&page, "table with the guide").await;
        page.browser.press(&["Shift", "G"]).await;
        page.press_and_see(&["Shift", "P"], "main[aria-label=People]").await;
        page.browser.click_on("(//*[contains(@class, 'people__name')])[1]").await;
        audit(&page, "people with somebody chosen").await;
        // The name has the focus and would take the letter.
        page.browser.press(&["Escape"]).await;
        page.press_and_see(&["Shift", "I"], "main[aria-label=Pictures]").await;
        page.browser.click_on("(//main//summary)[1]").await;
        audit(&page, "pictures").await;
        page.press_and_see(&["Shift", "S"], "main[aria-label=Scheme]").await;
        audit(&page, "scheme").await;

        page.press_and_see(&["Shift", "D"], "main[aria-label=Article]").await;
        for (keys, name) in [
            (&["?"][..], "dialog of keys"),
            (&["Shift", "E"], "dialog of exports"),
            (&["Shift", "V"], "dialog for pasting"),
            (&["/"], "palette"),
        ] {
            page.press_and_see(keys, "[role=dialog]").await;
            audit(&page, name).await;
            page.browser.press(&["Escape"]).await;
            page.gone("[role=dialog]").await;
        }

        // Tabs instead of panes.
        page.browser.resize(420, 860).await;
        audit(&page, "desk on a small screen").await;
    })
    .await;
}

#[tokio::test]
async fn a_dialog_keeps_the_focus_and_gives_it_back() {
    journey(visit("focus"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.browser.tab_to("Export").await;
        page.browser.press(&["Enter"]).await;
        let inside = "return document.activeElement.closest('[role=dialog]') !== null";
        page.browser.wait("the dialog to have the focus", inside, vec![]).await;
        for _ in 0..40 {
            page.browser.press(&["Tab"]).await;
            assert_eq!(page.browser.read(inside, vec![]).await, json!(true), "Tab stays in the dialog");
        }
        page.browser.press(&["Escape"]).await;
        let is_back = "return document.activeElement.textContent === 'Export'";
        page.browser.wait("the focus to be back on the button", is_back, vec![]).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_cut_off_at_twice_the_size() {
    journey(visit("zoom"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        // A window of 1280 by 1024 at 200% shows 640 by 512 CSS pixels.
        page.browser.resize(640, 512).await;
        for keys in ["D", "T", "P", "I", "S"] {
            page.browser.press(&["Shift", keys]).await;
            let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            let surplus = page.browser.read(script, vec![]).await;
            assert_eq!(surplus, json!(0), "the page of Shift+{keys} is wider than its window");
        }
    })
    .await;
}

/// Both themes; what axe-core finds is printed with the elements.
async fn audit(page: &Page, view: &str) {
    for theme in ["light", "dark"] {
        page.browser.prefer("prefers-color-scheme", theme).await;
        let violations = violations(page).await;
        let list: Vec<String> = violations.iter().map(describe).collect();
        println!("axe-core, {view}, {theme}: {} violations", list.len());
        assert!(list.is_empty(), "{view}, {theme}:\n{}", list.join("\n"));
        targets(page, view).await;
    }
}

async fn violations(page: &Page) -> Vec<Value> {
    let file = project().join(".tools/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&file).expect("setup/axe.sh installs axe-core");
    // Handed in by the driver: the page's content security policy lets nothing else in.
    let loaded = page.browser.read("return typeof axe !== 'undefined'", vec![]).await == json!(true);
    if !loaded {
        page.browser.read(&format!("{axe}; window.axe = axe; return true"), vec![]).await;
    }
    page.still().await;
    let script = "window.found = null;
        axe.run(document, { runOnly: { type: 'tag', values: arguments[0] } })
            .then((result) => { window.found = result.violations; }, (error) => { window.found = [{ id: String(error), nodes: [] }]; });
        return true";
    page.browser.read(script, vec![json!(RULES)]).await;
    let found =
        page.browser.wait("axe-core's result", "return window.found && { list: window.found }", vec![]).await;
    found["list"].as_array().cloned().unwrap_or_default()
}

fn describe(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    let node =
        |node: &Value| format!("    {} {}", node["target"], node["failureSummary"].as_str().unwrap_or(""));
    let nodes: Vec<String> = nodes.iter().take(5).map(node).collect();
    format!("  {}: {}\n{}", violation["id"], violation["help"], nodes.join("\n"))
}

/// Everything that can be pressed is 24 CSS pixels high and wide, or stands in a line of text.
async fn targets(page: &Page, view: &str) {
    let script = "const small = [...document.querySelectorAll('button, input, select, textarea, summary, a[href]')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[hidden]'))
        .map((element) => [element, element.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < 23.9 || box.height < 23.9));
        return small.map(([element, box]) => `${element.className} ${element.textContent.slice(0, 30)} ${box.width}×${box.height}`)";
    let small = page.browser.read(script, vec![]).await;
    assert_eq!(small, json!([]), "{view}: targets below 24 px");
}
