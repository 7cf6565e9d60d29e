//! Data sets: after corrections every format leaves the page as the batch program writes it, and the work comes back.

use crate::page::{Page, samples};
use crate::{expected, journey, project, visit};
use demarche::dataset::{Format, Options};
use std::fs;
use std::path::{Path, PathBuf};

#[tokio::test]
async fn every_format_leaves_the_page_and_the_work_comes_back() {
    let exports = project().join("target/exports");
    let _ = fs::remove_dir_all(&exports);
    fs::create_dir_all(&exports).expect("target/ can be written");
    let (folder, left) = (exports.clone(), project().join("target/e2e-left.txt"));
    let noted = left.clone();

    journey(visit("data-sets"), |page| async move {
        page.ready().await;
        let paths = [samples(), odd(&project().join("target/e2e-files/data-sets"))].concat();
        page.drop_and_wait(&paths, paths.len()).await;
        correct(&page).await;

        let mut files = vec![];
        for format in Format::ALL {
            files.push((format, page.export(format.file_name()).await));
        }
        let both = page.export_together(&[Format::Jsonl.file_name(), Format::Csv.file_name()]).await;
        let rows = format!("{:?}", page.rows().await);
        assert_as_the_batch_program(&files);
        for (format, bytes) in files {
            fs::write(folder.join(format.file_name()), bytes).expect("target/ can be written");
        }
        fs::write(folder.join("demarche.zip"), both).expect("target/ can be written");
        fs::write(noted, rows).expect("target/ can be written");
        // Says to the programs that open these files that all are there, and from when.
        fs::write(folder.join("walked"), "").expect("target/ can be written");
    })
    .await;

    journey(visit("data-sets-back"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&[exports.join("demarche.zip")], samples().len() + 3).await;
        page.open_document("wire-visas.txt").await;
        let before = fs::read_to_string(left).expect("the first journey left it");
        assert_eq!(format!("{:?}", page.rows().await), before);
        page.open_document("press.pdf").await;
        assert!(
            page.article().await.contains("It rains, said the minister, Ana Gil."),
            "the PDF's text is there"
        );
    })
    .await;
}

/// One statement confirmed, one corrected, one rejected.
async fn correct(page: &Page) {
    page.open_document("wire-visas.txt").await;
    let (letter, _) = expected::another_stance(&page.rows().await[1].stance);
    for (place, key, status) in [(0, "Enter", "confirmed"), (1, letter, "corrected"), (2, "x", "rejected")] {
        page.choose_statement(place).await;
        page.browser.press(&[key]).await;
        page.row_shows(place, ".hidden", status).await;
    }
}

/// Every file is what the native writer makes of the first one, the page's JSONL.
fn assert_as_the_batch_program(files: &[(Format, Vec<u8>)]) {
    let records = Format::Jsonl.import(&files[0].1).expect("the page's own file is read").records;
    for (format, bytes) in files {
        let expected = format.export(&records, Options::default()).expect("every span fits").bytes;
        assert!(*bytes == expected, "{} differs from what the batch program writes", format.key());
    }
}

/// A text that is hard to count in, a web page, and a PDF whose list of objects is lost.
fn odd(folder: &Path) -> Vec<PathBuf> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).expect("target/ can be written");
    let hard = "“We 👩‍🚀 will leave the cafe\u{301},” said Ana Gil.\r\n\r\n“שלום,” Bo Li said\u{a0}on Monday. The minister warned 😀 Moscow that it would retaliate.\r\n";
    let page = "<!doctype html><html><body><nav>Home</nav><article><p>“No,” said Ana Gil.</p></article></body></html>";
    let pdf = "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] \
        /MediaBox [0 0 300 300] >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 \
        << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj\n4 0 obj << /Length 60 >> stream\nBT /F1 12 Tf \
        20 200 Td (It rains, said the minister, Ana Gil.) Tj ET\nendstream endobj\ntrailer << /Root 1 0 R >>\n";
    let files = [("hard.txt", hard), ("page.html", page), ("press.pdf", pdf)];
    files
        .map(|(name, text)| {
            let path = folder.join(name);
            fs::write(&path, text).expect("target/ can be written");
            path
        })
        .to_vec()
}
