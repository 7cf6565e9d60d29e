//! The main job: drop articles, correct a speaker and a stance, undo, reload, take the data set away.

use crate::page::{Page, samples, seeds};
use crate::{expected, journey, visit};
use demarche::dataset::Format;
use serde_json::Value;

#[tokio::test]
async fn articles_become_a_corrected_data_set_that_survives_a_reload() {
    journey(visit("desk"), |page| async move {
        page.ready().await;
        let paths = [samples(), seeds()].concat();
        page.drop_and_wait(&paths, paths.len()).await;
        let documents = page.documents().await;

        // The page's engine and the batch program's agree to the byte.
        let untouched = page.export("statements.jsonl").await;
        expected::assert_same(&untouched, &expected::file(Format::Jsonl, &paths, &documents));
        let table = page.export("statements.csv").await;
        expected::assert_same(&table, &expected::file(Format::Csv, &paths, &documents));

        page.open_document("wire-visas.txt").await;
        let before = page.rows().await;
        assert!(before.len() >= 3, "a sample has statements: {before:?}");

        // Correct the speaker by a digit and the stance by a letter.
        page.choose_statement(1).await;
        let (digit, name) = another_candidate(&page, &before[1].speaker).await;
        page.browser.press(&[&digit.to_string()]).await;
        page.row_shows(1, ".row__speaker", &name).await;
        let (letter, stance) = expected::another_stance(&before[1].stance);
        page.browser.press(&[letter]).await;
        page.row_shows(1, ".row__stance", stance).await;
        let corrected = page.rows().await;
        assert_eq!(corrected[1].status, "corrected");
        assert_eq!(&corrected[2..], &before[2..], "only the chosen statement changes");

        // Undo both, redo both.
        page.browser.press(&["Control", "z"]).await;
        page.browser.press(&["Control", "z"]).await;
        page.row_shows(1, ".row__speaker", &before[1].speaker).await;
        assert_eq!(page.rows().await, before);
        page.browser.press(&["Control", "Shift", "Z"]).await;
        page.browser.press(&["Control", "Shift", "Z"]).await;
        page.row_shows(1, ".row__stance", stance).await;
        assert_eq!(page.rows().await, corrected);

        // All is back after a reload.
        page.saved().await;
        page.browser.reload().await;
        page.ready().await;
        page.analysed(paths.len()).await;
        assert_eq!(page.documents().await, documents);
        page.open_document("wire-visas.txt").await;
        assert_eq!(page.rows().await, corrected);

        // The export differs from the untouched one in the corrected statement alone.
        let final_lines = page.export("statements.jsonl").await;
        let changed = differing_statements(&untouched, &final_lines);
        let [statement] = &changed[..] else { panic!("one statement was corrected, not {changed:?}") };
        assert_eq!(statement["speaker_name"], name);
        assert_eq!(statement["label"], expected::label(letter));
        let rows = String::from_utf8(page.export("statements.csv").await).expect("CSV is UTF-8");
        assert!(rows.contains(&name), "the table names {name}");
        assert_ne!(rows.as_bytes(), table);
    })
    .await;
}

/// The first candidate with another name than `speaker`, with its digit.
async fn another_candidate(page: &Page, speaker: &str) -> (usize, String) {
    let candidates = page.candidates().await;
    let found = candidates.iter().position(|name| name != speaker && !speaker.contains(name.as_str()));
    let idx = found.unwrap_or_else(|| panic!("there is nobody but {speaker} among {candidates:?}"));
    (idx + 1, candidates[idx].clone())
}

/// The statements of `after` that are not in `before`, over all lines.
fn differing_statements(before: &[u8], after: &[u8]) -> Vec<Value> {
    let statements = |bytes: &[u8]| -> Vec<Value> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSONL holds JSON"));
        lines.flat_map(|line| line["statements"].as_array().cloned().unwrap_or_default()).collect()
    };
    let before = statements(before);
    statements(after).into_iter().filter(|statement| !before.contains(statement)).collect()
}
