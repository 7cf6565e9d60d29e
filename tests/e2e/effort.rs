//! What the standard corrections cost, counted from the events that a real browser sees.

use crate::page::{Page, samples};
use crate::{journey, visit};
use serde_json::json;

/// Key strokes and presses of the pointer; a selection is one press that moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Effort {
    keys: u64,
    clicks: u64,
    selections: u64,
}

#[tokio::test]
async fn the_standard_corrections_cost_what_they_should() {
    journey(visit("effort"), |page| async move {
        page.browser.resize(1440, 900).await;
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(1).await;
        listen(&page).await;
        let before = page.rows().await;

        // Confirm: one key.
        page.browser.press(&["Enter"]).await;
        page.row_shows(1, ".hidden", "confirmed").await;
        cost(&page, "confirm", Effort { keys: 1, clicks: 0, selections: 0 }).await;

        // Wrong stance: one key.
        let row = page.chosen().await;
        let (letter, stance) =
            if before[row].stance.contains("threatens") { ("d", "demands") } else { ("t", "threatens") };
        page.browser.press(&[letter]).await;
        page.row_shows(row, ".row__stance", stance).await;
        cost(&page, "wrong stance", Effort { keys: 1, clicks: 0, selections: 0 }).await;

        // Wrong speaker, among the candidates: one key.
        let candidates = page.candidates().await;
        let other = candidates.iter().position(|name| !before[row].speaker.contains(name.as_str()));
        let idx = other.expect("somebody else may be the speaker");
        page.browser.press(&[&(idx + 1).to_string()]).await;
        page.row_shows(row, ".row__speaker", &candidates[idx]).await;
        cost(&page, "wrong speaker", Effort { keys: 1, clicks: 0, selections: 0 }).await;

        // The same for all places of these words, where there are any: two keys more.
        place_with_alike(&page).await;
        reset(&page).await;
        page.browser.press(&["Shift", "A"]).await;
        page.browser.wait_for("//*[@role='dialog'][contains(., 'Apply to')]").await;
        page.browser.press(&["Enter"]).await;
        page.gone("[role=dialog]").await;
        page.says("more places").await;
        cost(&page, "apply to all, after the correction", Effort { keys: 2, clicks: 0, selections: 0 }).await;

        // A missed statement: a selection and one key; speaker and stance are proposed.
        page.open_document("briefing-consulate.txt").await;
        let rows = page.rows().await.len();
        reset(&page).await;
        page.browser.select_words("main article .paragraph:nth-of-type(2) .paragraph__text", 2, 8).await;
        page.browser.wait("the words to be selected", "return document.querySelector('.selection-bar')", vec![]).await;
        page.browser.press(&["m"]).await;
        let script = "return document.querySelectorAll('section[aria-label=Statements] [data-statement]').length === arguments[0]";
        page.browser.wait("one statement more", script, vec![json!(rows + 1)]).await;
        cost(&page, "missed statement", Effort { keys: 1, clicks: 0, selections: 1 }).await;
    })
    .await;
}

/// Corrects the speaker of a statement whose words stand elsewhere too.
pub async fn place_with_alike(page: &Page) {
    page.open_document("tabloid-yacht.txt").await;
    let rows = page.rows().await;
    for place in 0..rows.len() {
        page.choose_statement(place).await;
        let candidates = page.candidates().await;
        let Some(idx) = candidates.iter().position(|name| *name != rows[place].speaker) else { continue };
        page.browser.press(&[&(idx + 1).to_string()]).await;
        page.row_shows(place, ".row__speaker", &candidates[idx]).await;
        let script = "return document.querySelector('footer').textContent.includes('Apply to')";
        if page.browser.read(script, vec![]).await == json!(true) {
            return;
        }
    }
    panic!("no speaker's words stand twice in the sample");
}

/// Counts from now on, in the page: keys without modifiers by themselves, presses, and presses that moved.
async fn listen(page: &Page) {
    let script = "window.effort = { keys: 0, clicks: 0, selections: 0 };
        let down = null;
        addEventListener('keydown', (event) => {
            if (event.isTrusted && !['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) window.effort.keys += 1;
        }, true);
        addEventListener('mousedown', (event) => { if (event.isTrusted) down = [event.clientX, event.clientY]; }, true);
        addEventListener('mouseup', (event) => {
            if (!event.isTrusted || !down) return;
            const moved = Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4;
            window.effort[moved ? 'selections' : 'clicks'] += 1;
            down = null;
        }, true);
        return true";
    page.browser.read(script, vec![]).await;
}

async fn reset(page: &Page) {
    page.browser
        .read("Object.assign(window.effort, { keys: 0, clicks: 0, selections: 0 }); return true", vec![])
        .await;
}

async fn cost(page: &Page, what: &str, expected: Effort) {
    let found = page.browser.read("return window.effort", vec![]).await;
    let number = |name: &str| found[name].as_u64().unwrap_or_else(|| panic!("no count of {name}: {found}"));
    let found = Effort { keys: number("keys"), clicks: number("clicks"), selections: number("selections") };
    println!("{what}: {} keys, {} clicks, {} selections", found.keys, found.clicks, found.selections);
    assert_eq!(found, expected, "{what}");
    reset(page).await;
}
