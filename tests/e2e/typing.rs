//! Words stay in their field while they are typed, whatever else the page draws.

use crate::page::{Page, samples};
use crate::{journey, visit};
use serde_json::json;

#[tokio::test]
async fn what_is_typed_stays_until_its_field_is_left() {
    journey(visit("typing"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples()[..1], 1).await;
        page.choose_statement(0).await;
        page.browser.press(&["e"]).await;
        page.browser.focused("note").await;
        type_while_the_page_is_drawn(&page, "to be asked again").await;

        page.browser.press(&["Escape"]).await;
        page.press_and_see(&["Shift", "S"], "main[aria-label=Scheme]").await;
        page.browser.click_on("(//main//textarea)[1]").await;
        type_while_the_page_is_drawn(&page, "defined anew").await;
        page.browser.click_on("//input[@id='scheme-name']").await;
        type_while_the_page_is_drawn(&page, "Mine").await;

        page.browser.press(&["Escape"]).await;
        page.press_and_see(&["Shift", "D"], "main[aria-label=Article]").await;
        let script = "return document.querySelector('#note')?.value === arguments[0]";
        page.browser.wait("the note to be kept", script, vec![json!("to be asked again")]).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_being_typed_is_not_called_saved_and_counts_when_files_come() {
    journey(visit("typing-drop"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples()[..1], 1).await;
        page.saved().await;
        let name = page.documents().await[0].clone();
        page.choose_statement(0).await;
        page.browser.press(&["e"]).await;
        page.browser.focused("note").await;
        page.browser.type_text("check with desk").await;
        let word = "return document.querySelector('header output')?.textContent.startsWith('typing')";
        page.browser.wait("the bar to say that somebody types", word, vec![]).await;
        page.drop_and_wait(&samples()[1..2], 2).await;
        page.saved().await;
        page.open_document(&name).await;
        page.choose_statement(0).await;
        let script = "return document.querySelector('#note')?.value === arguments[0]";
        page.browser.wait("the note to be kept", script, vec![json!("check with desk")]).await;
    })
    .await;
}

#[tokio::test]
async fn a_day_is_one_change_however_it_is_typed() {
    journey(visit("typing-day"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples()[..1], 1).await;
        page.saved().await;
        let day = "return document.querySelector('#article-date').value";
        let before = page.browser.read(day, vec![]).await;
        page.browser.read("document.querySelector('#article-date').focus()", vec![]).await;
        // Month and day, in the order of the browser's language.
        page.browser.type_text("0304").await;
        draw_anew(&page).await;
        page.browser.type_text("2031").await;
        draw_anew(&page).await;
        let typed = page.browser.read(day, vec![]).await;
        assert!(typed == "2031-03-04" || typed == "2031-04-03", "{typed} was typed over {before}");
        page.browser.press(&["Enter"]).await;
        page.says(&format!("Date is {}.", typed.as_str().unwrap_or_default())).await;
        page.browser.press(&["Control", "z"]).await;
        page.says("Undone").await;
        let script = "return document.querySelector('#article-date').value === arguments[0]";
        page.browser.wait("the day before", script, vec![before]).await;
    })
    .await;
}

/// Types into the field that has the focus, has everything drawn anew, and looks what stands in it.
async fn type_while_the_page_is_drawn(page: &Page, words: &str) {
    page.browser.type_text(words).await;
    draw_anew(page).await;
    let typed = page.browser.read("return document.activeElement.value", vec![]).await;
    assert!(typed.as_str().is_some_and(|typed| typed.contains(words)), "{typed} for {words}");
}

async fn draw_anew(page: &Page) {
    for (theme, other) in [("dark", "Light"), ("light", "Dark")] {
        page.browser.prefer("prefers-color-scheme", theme).await;
        page.browser.wait_for(&format!("//button[@aria-label='{other}']")).await;
    }
}
