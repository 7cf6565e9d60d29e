//! Workers that break: each fault costs one document, which is named, and the next one finds the engine at work.

use crate::page::{copy, samples};
use crate::{Visit, dist, journey, project, visit};
use std::fs;

/// What a worker does before it analyses a document of this name, beside starting the engine as ever. A panic and the
/// end of memory are those of the engine's own instance, by a size that no memory has and an alignment that is none.
const LOADER: &str = r#"
importScripts("./worker.js");
let engine;
wasm_bindgen({ module_or_path: "./worker_bg.wasm" }).then((started) => { engine = started; });
addEventListener("message", ({ data }) => {
  const request = JSON.stringify(data, (_, value) => (value instanceof Map ? [...value] : value));
  if (request.includes("memory.txt")) engine.__wbindgen_malloc(0x7fffffff, 3);
  if (request.includes("panic.txt")) engine.__wbindgen_malloc(8, 3);
  if (request.includes("throws.txt")) throw new Error("a script broke");
  if (request.includes("hangs.txt")) for (;;);
});
"#;

/// The page's patience in this journey, as part of what it has else.
const HURRY: &str = r#"
const { setInterval: real } = globalThis;
globalThis.setInterval = (tick, milliseconds, ...more) => real(tick, milliseconds / 40, ...more);
"#;

#[tokio::test]
async fn a_worker_that_breaks_costs_one_document_which_is_named() {
    let folder = project().join("target/e2e-files/faults");
    let _ = fs::remove_dir_all(&folder);
    copy(&dist(), &folder);
    fs::write(folder.join("worker_loader.js"), LOADER).expect("target/ can be written");
    let start = fs::read_to_string(folder.join("start.js")).expect("the page has a start script");
    fs::write(folder.join("start.js"), format!("{HURRY}{start}")).expect("target/ can be written");

    let visit = Visit { folder: Some(folder.clone()), expected_error: Some(""), ..visit("faults") };
    journey(visit, move |page| async move {
        page.ready().await;
        let mut n_documents = 0;
        for (place, fault) in ["memory.txt", "panic.txt", "throws.txt", "hangs.txt"].into_iter().enumerate() {
            let path = folder.join(fault);
            fs::write(&path, "\u{201C}It rains,\u{201D} said Ada Obi.").expect("target/ can be written");
            page.browser.drop_files(&[path]).await;
            page.says(&format!("The engine broke on {fault}, twice")).await;
            n_documents += 1;
            // Another worker does the next one.
            if let Some(sample) = samples().get(place) {
                page.browser.drop_files(std::slice::from_ref(sample)).await;
                n_documents += 1;
            }
            let script = "const rows = [...document.querySelectorAll('nav[aria-label=Documents] li')];
                return rows.length === arguments[0] && rows.filter((row) => row.textContent.includes('not analysed')).length === arguments[1]
                    && rows.every((row) => !row.textContent.includes('being analysed'))";
            let given = vec![n_documents.into(), (place + 1).into()];
            page.browser.wait("the others to be analysed", script, given).await;
        }
        page.saved().await;
    })
    .await;
}
