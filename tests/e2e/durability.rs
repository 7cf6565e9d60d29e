//! Work stays: through a disk that refuses, through two tabs, in a project file, and until it is to be forgotten.

use crate::page::{Page, Row, samples};
use crate::{Visit, journey, visit};
use demarche::dataset::project;
use serde_json::json;

#[tokio::test]
async fn what_the_disk_refuses_stays_on_the_page_and_in_the_project_file() {
    journey(visit("refused"), |page| async move {
        let before = with_article(&page).await;
        let refuse = "const add = IDBObjectStore.prototype.add;
            IDBObjectStore.prototype.add = function (...values) {
                if (this.name === 'journal') throw new DOMException('full', 'QuotaExceededError');
                return add.apply(this, values);
            };
            window.mend = () => { IDBObjectStore.prototype.add = add; };";
        page.browser.read(refuse, vec![]).await;
        page.browser.press(&["x"]).await;
        page.says("the disk space for this page is used up").await;

        page.browser.click_on("//footer//button[contains(., 'Download the project file')]").await;
        let file = page.browser.downloaded("project.demarche").await;
        assert_eq!(held(&file), (1, 1, 0));

        page.browser.read("window.mend()", vec![]).await;
        page.browser.click_on("//footer//button[contains(., 'Save again')]").await;
        page.saved().await;
        let after = page.rows().await;
        assert_ne!(after, before);
        page.browser.reload().await;
        page.ready().await;
        page.analysed(1).await;
        assert_eq!(page.rows().await, after);
        page.browser.press(&["Control", "z"]).await;
        page.says("Undone").await;
        assert_eq!(page.rows().await, before, "the refused edit was written once");
    })
    .await;
}

#[tokio::test]
async fn what_the_browser_deletes_under_the_page_is_noticed_and_written_again() {
    journey(visit("cleared"), |page| async move {
        with_article(&page).await;
        page.browser.press(&["x"]).await;
        page.says("Undo").await;
        page.saved().await;
        let clear = "const [done] = arguments; const request = indexedDB.deleteDatabase('demarche');
            request.onsuccess = () => done(true);";
        page.browser.read_awaited(clear, vec![]).await;
        page.choose_statement(1).await;
        page.browser.press(&["x"]).await;
        page.says("the browser has deleted what was stored here").await;
        page.browser.click_on("//footer//button[contains(., 'Download the project file')]").await;
        assert_eq!(held(&page.browser.downloaded("project.demarche").await), (1, 2, 0));
        page.browser.click_on("//footer//button[contains(., 'Save again')]").await;
        page.saved().await;
        let rows = page.rows().await;
        page.browser.reload().await;
        page.ready().await;
        page.analysed(1).await;
        assert_eq!(page.rows().await, rows);
    })
    .await;
}

#[tokio::test]
async fn without_storage_the_page_says_so_and_gives_the_project_file() {
    journey(visit("no-storage"), |page| async move {
        page.ready().await;
        // As in a private window of some browsers.
        let source = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }";
        page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
        page.browser.reload().await;
        page.ready().await;
        page.says("Nothing can be saved here: this browser keeps no data for this page").await;
        page.drop_and_wait(&samples()[..1], 1).await;
        page.choose_statement(0).await;
        page.browser.press(&["x"]).await;
        page.says("Not saved").await;
        page.browser.click_on("//footer//button[contains(., 'Download the project file')]").await;
        assert_eq!(held(&page.browser.downloaded("project.demarche").await), (1, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn the_second_tab_reads_and_can_take_over() {
    journey(visit("two-tabs"), |page| async move {
        with_article(&page).await;
        let (first, second) = page.browser.open_tab().await;
        page.browser.goto(&page.server.address).await;
        page.ready().await;
        page.analysed(1).await;
        page.says("This tab only reads").await;
        let shown = page.rows().await;
        page.browser.press(&["x"]).await;
        page.says("This tab only reads").await;
        assert_eq!(page.rows().await, shown);

        // The first one goes on.
        page.browser.look_at(&first).await;
        page.browser.press(&["x"]).await;
        page.says("Undo").await;
        page.saved().await;
        let rejected = page.rows().await;
        assert_ne!(rejected, shown);

        // The second one takes over, with the first one's work.
        page.browser.look_at(&second).await;
        page.browser.click_on("//footer//button[contains(., 'Work here instead')]").await;
        page.saved().await;
        page.analysed(1).await;
        assert_eq!(page.rows().await, rejected);
        page.choose_statement(1).await;
        page.browser.press(&["x"]).await;
        page.says("Undo").await;
        page.saved().await;

        page.browser.look_at(&first).await;
        page.browser.press(&["x"]).await;
        page.says("This tab only reads").await;
    })
    .await;
}

#[tokio::test]
async fn a_project_file_brings_everything_back_after_everything_was_forgotten() {
    journey(visit("forget"), |page| async move {
        with_article(&page).await;
        page.browser.press(&["x"]).await;
        page.says("Undo").await;
        page.browser.press(&["Shift", "L"]).await;
        page.saved().await;
        let rows = page.rows().await;
        command(&page, "Download the project file").await;
        let file = page.browser.downloaded("project.demarche").await;
        kept_offline(&page).await;

        command(&page, "Delete everything from this browser").await;
        page.browser.click_on("//*[@role='dialog']//button[.='Delete everything']").await;
        page.says("Everything has been deleted").await;
        // An open page may still need a file of its own, and that must bring nothing back.
        let fetched = "fetch('worker_loader.js').then(() => { window.isFetched = true }); return window.isFetched";
        page.browser.wait("one of the page's own files", fetched, vec![]).await;
        page.browser
            .wait(
                "nothing to be left",
                "window.left ??= {};
                 indexedDB.databases().then((found) => { window.left.databases = found.map(({ name }) => name) });
                 caches.keys().then((found) => { window.left.caches = found });
                 navigator.serviceWorker.getRegistrations().then((found) => { window.left.workers = found.length });
                 const { databases, caches: files, workers } = window.left;
                 return databases?.length === 0 && files?.length === 0 && workers === 0 && localStorage.length === 0
                    && sessionStorage.length === 0 && document.cookie === ''",
                vec![],
            )
            .await;

        let path = page.browser.downloads.join("brought.demarche");
        std::fs::write(&path, file).expect("target/ can be written");
        page.drop_and_wait(&[path], 1).await;
        page.says("1 document and 1 change opened").await;
        assert_eq!(page.rows().await, rows);
        page.saved().await;
        page.browser.reload().await;
        page.ready().await;
        page.analysed(1).await;
        assert_eq!(page.rows().await, rows);
        page.browser.press(&["Control", "z"]).await;
        page.says("Undone").await;
    })
    .await;
}

#[tokio::test]
async fn a_panic_shows_a_notice_and_costs_nothing_that_was_saved() {
    let visit = Visit { expected_error: Some(""), ..visit("panic") };
    journey(visit, |page| async move {
        with_article(&page).await;
        page.browser.press(&["x"]).await;
        page.says("Undo").await;
        page.saved().await;
        let rows = page.rows().await;
        // The instance's allocator gives up on a size that no memory has, and traps as a panic does.
        let trap = "const { js } = document.querySelector('script[data-wasm]').dataset;
            import(new URL(js, document.baseURI)).then(({ default: init }) => init()).then((wasm) => {
                setTimeout(() => wasm.__wbindgen_malloc(0x7fffffff, 3));
            });";
        page.browser.read(trap, vec![]).await;
        page.browser.click_on("//*[@role='alert'][not(@hidden)]//button[.='Reload']").await;
        page.ready().await;
        page.analysed(1).await;
        assert_eq!(page.rows().await, rows);
    })
    .await;
}

/// The page with one analysed and saved article, its first statement chosen.
async fn with_article(page: &Page) -> Vec<Row> {
    page.ready().await;
    page.drop_and_wait(&samples()[..1], 1).await;
    page.choose_statement(0).await;
    page.saved().await;
    page.rows().await
}

/// How many documents, edits and remarks about damage a project file holds.
fn held(file: &[u8]) -> (usize, usize, usize) {
    let stored = project::read(file).expect("a project file is whole");
    (stored.documents.len(), stored.steps.len(), stored.damage.len())
}

/// Does a command from the palette.
pub async fn command(page: &Page, title: &str) {
    page.browser.press(&["Control", "k"]).await;
    page.browser.wait_for("//*[@role='dialog']//input").await;
    page.browser.type_text(title).await;
    page.browser.click_on(&format!("//*[@role='dialog']//*[contains(text(), '{title}')]")).await;
}

/// Waits until the service worker has stored the page.
pub async fn kept_offline(page: &Page) {
    let script = "navigator.serviceWorker.getRegistration().then((found) => { window.isKept = Boolean(found?.active) });
        return window.isKept";
    page.browser.wait("the page to be kept", script, vec![json!(null)]).await;
}
