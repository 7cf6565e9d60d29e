//! What a phone has room for: one row for what was done, one for what was ticked, every word over the text, the order of reviewing.

use crate::page::{Page, samples};
use crate::walk::written;
use crate::{journey, visit};

#[tokio::test]
async fn a_phone_shows_all_that_is_needed() {
    journey(visit("small-screen"), |page| async move {
        page.ready().await;
        let hebrew = "\u{5e9}\u{5e8} \u{5d4}\u{5d7}\u{5d5}\u{5e5} \u{5d0}\u{5de}\u{5e8}: “\u{5dc}\u{5d0} \u{5e0}\u{5e1}\u{5db}\u{5d9}\u{5dd}”. “No,” Ada Obi said.\n\n".repeat(2);
        page.drop_and_wait(&[written("edge.txt", hebrew.as_bytes())], 1).await;
        page.choose_statement(0).await;
        page.browser.resize(390, 844).await;

        // The words for the roles are wider than what they stand over, which is at the pane's edge.
        page.browser.press(&["q"]).await;
        page.press_and_see(&["t"], ".piece[data-label^='content · target']").await;
        page.browser.wait("all words for roles in sight", WORDS_IN_SIGHT, vec![]).await;

        page.says("Target is").await;
        page.browser.wait("one row at the bottom", ONE_ROW, vec![]).await;
        page.browser.resize(820, 1180).await;
        page.browser.wait("one row at the bottom", ONE_ROW, vec![]).await;

        page.browser.resize(390, 844).await;
        open_tab(&page, "Statements").await;
        page.browser.click_on("//section[@aria-label='Statements']//button[.='in text order']").await;
        page.browser.wait_for("//section[@aria-label='Statements']//button[.='least certain first']").await;
    })
    .await;
}

#[tokio::test]
async fn the_bar_of_ticked_rows_leaves_a_phone_its_rows() {
    journey(visit("small-bar"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), 3).await;
        page.browser.resize(360, 640).await;
        page.press_and_see(&["Shift", "T"], "main[aria-label='All statements']").await;
        page.browser.click_on("(//tbody//input)[1]").await;
        page.browser.wait("one row for what was ticked", BAR_OF_ONE_ROW, vec![]).await;
        page.browser.wait("a row clear of the bar when it has the focus", CLEAR_OF_THE_BAR, vec![]).await;

        page.browser.click_on("//*[@role='toolbar']//label[.='more']/input").await;
        page.browser.click_on("//*[@role='toolbar']//button[.='untick all']").await;
        page.gone("[role=toolbar][aria-label='Ticked statements']").await;
    })
    .await;
}

async fn open_tab(page: &Page, word: &str) {
    page.browser.click_on(&format!("//nav[@aria-label='Panes']//button[.='{word}']")).await;
}

/// A word over the text is no element: it begins where its piece does, goes with the text, and is moved by its style.
const WORDS_IN_SIGHT: &str = "const pane = document.querySelector('main.article').getBoundingClientRect();
    const pieces = [...document.querySelectorAll('.piece[data-label]')];
    return pieces.length > 0 && pieces.every((piece) => {
        const style = getComputedStyle(piece, '::before');
        const [first, width] = [piece.getClientRects()[0], parseFloat(style.width)];
        const moved = new DOMMatrix(style.transform).e;
        const left = (style.direction === 'rtl' ? first.right - width : first.left) + moved;
        return left >= pane.left - 0.5 && left + width <= pane.right + 0.5;
    })";

/// Whatever stands in the line at the bottom stands side by side, and in the window.
const ONE_ROW: &str = "const line = document.querySelector('footer');
    const boxes = [...line.children].map((child) => child.getBoundingClientRect()).filter((box) => box.width > 0);
    const [top, bottom] = [Math.max(...boxes.map((box) => box.top)), Math.min(...boxes.map((box) => box.bottom))];
    return boxes.length > 1 && top < bottom && boxes.every((box) => box.right <= innerWidth) && line.scrollWidth <= innerWidth";

/// The bar's fields stand side by side in it, and in the window.
const BAR_OF_ONE_ROW: &str = "const bar = document.querySelector('[aria-label=\"Ticked statements\"]');
    const boxes = [...bar?.children ?? []].map((child) => child.getBoundingClientRect()).filter((box) => box.width > 0);
    const [top, bottom] = [Math.max(...boxes.map((box) => box.top)), Math.min(...boxes.map((box) => box.bottom))];
    return boxes.length > 2 && top < bottom && boxes.every((box) => box.right <= innerWidth)";

/// A box that lies under the bar comes out from under it when it gets the focus.
const CLEAR_OF_THE_BAR: &str = "const bar = document.querySelector('[aria-label=\"Ticked statements\"]');
    const [main, box] = [document.querySelector('main'), document.querySelectorAll('tbody input')[6]];
    const top = (element) => element.getBoundingClientRect().top;
    document.activeElement.blur();
    box.scrollIntoView();
    main.scrollTop += top(box) - top(bar);
    const was_under = top(box) < bar.getBoundingClientRect().bottom;
    box.focus();
    return was_under && top(box) >= bar.getBoundingClientRect().bottom";
