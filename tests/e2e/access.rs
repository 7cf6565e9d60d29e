//! Whether everyone can use the page: axe-core over every view in both themes, and what it cannot see.

use crate::page::{Page, samples};
use crate::walk::{self, Eye};
use crate::{journey, project, visit};
use serde_json::{Value, json};
use std::fs;

/// Rules of WCAG 2.2 A and AA, and what axe-core calls good practice.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

#[tokio::test]
async fn every_view_has_no_violation() {
    journey(visit("access"), |page| async move { walk::views(&page, Eye::Auditor).await }).await;
}

#[tokio::test]
async fn what_comes_up_at_work_has_no_violation() {
    journey(visit("work-access"), |page| async move { walk::work(&page, Eye::Auditor).await }).await;
}

#[tokio::test]
async fn what_comes_up_with_projects_has_no_violation() {
    journey(visit("project-access"), |page| async move { walk::projects(&page, Eye::Auditor).await }).await;
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

/// On a large screen and a small one, in both themes; what axe-core finds is printed with the elements.
pub async fn audit_everywhere(page: &Page, view: &str) {
    for (screen, width, height) in [("large", 1440, 900), ("small", 420, 860)] {
        page.browser.resize(width, height).await;
        for theme in ["light", "dark"] {
            page.browser.prefer("prefers-color-scheme", theme).await;
            let place = format!("{view}, {screen} screen, {theme}");
            let list: Vec<String> = violations(page).await.iter().map(describe).collect();
            println!("axe-core, {place}: {} violations", list.len());
            assert!(list.is_empty(), "{place}:\n{}", list.join("\n"));
            targets(page, &place).await;
        }
    }
    page.browser.resize(1440, 900).await;
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
