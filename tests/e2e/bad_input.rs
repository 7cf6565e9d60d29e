//! Files as they come: each works or is named in one sentence, and nothing loaded before is lost.

use crate::page::{Page, samples};
use crate::{journey, project, visit};
use std::fs;
use std::path::{Path, PathBuf};

#[tokio::test]
async fn odd_texts_are_read_and_shown_as_they_are() {
    journey(visit("odd-texts"), |page| async move {
        page.ready().await;
        let folder = folder("odd-texts");
        let texts: [(&str, &[u8], &str); 9] = [
            (
                "latin.txt",
                b"\"Le caf\xe9 est ferm\xe9,\" the minister of caf\xe9s said.",
                "Le café est fermé",
            ),
            ("cyrillic-utf16.txt", &utf16("«Мы уходим», заявил посол."), "Мы уходим"),
            ("lone-surrogate.txt", &utf16_with_lone_surrogate(), "before"),
            (
                "markup.txt",
                b"<script>alert(1)</script> <b>\"No,\"</b> she said.<img src=x onerror=alert(2)>",
                "<script>alert(1)</script>",
            ),
            (
                "astral.txt",
                "\u{1D518}nited \u{1F1FA}\u{1F1F3} envoy: \u{201C}Fine \u{1F600},\u{201D} she said."
                    .as_bytes(),
                "\u{1F600}",
            ),
            (
                "right-to-left.txt",
                "\u{201C}לא נסכים,\u{201D} אמר השגריר. قال الوزير: \u{201C}لن نوافق\u{201D}.".as_bytes(),
                "לא נסכים",
            ),
            ("crlf.txt", b"First line.\r\n\r\n\"Second,\" Ada Obi said.\r\n", "Ada Obi said"),
            ("nbsp.txt", "\u{201C}Ten\u{a0}million,\u{201D} Ada\u{a0}Obi\u{a0}said.".as_bytes(), "million"),
            ("<b>bold&amp;<img src=x onerror=alert(3)>.txt", b"\"Yes,\" he said.", "he said"),
        ];
        let paths: Vec<PathBuf> = texts.iter().map(|(name, bytes, _)| file(&folder, name, bytes)).collect();
        page.drop_and_wait(&paths, paths.len()).await;
        for (name, _, shown) in texts {
            assert!(page.documents().await.iter().any(|listed| listed == name), "{name} is listed");
            page.open_document(name).await;
            let article = page.article().await;
            assert!(article.contains(shown), "{name} shows {shown}: {article}");
        }
    })
    .await;
}

#[tokio::test]
async fn files_without_text_are_named_and_nothing_is_lost() {
    journey(visit("no-texts"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), 3).await;
        let before = page.documents().await;

        let folder = folder("no-texts");
        let big = "\"No,\" the minister said. ".repeat((50 << 20) / 25 + 1);
        let files: [(&str, &[u8]); 4] = [
            ("empty.txt", b""),
            ("blank.txt", b" \r\n\t\n"),
            ("picture.png", &[0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff, 0xfe, 0, 1, 2, 3]),
            ("enormous.txt", big.as_bytes()),
        ];
        for (name, bytes) in files {
            page.browser.drop_files(&[file(&folder, name, bytes)]).await;
            page.says(name).await;
        }
        assert_eq!(page.documents().await, before);

        // All at once, with a good one among them: it is taken in, the others are listed.
        let mut paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
        paths.push(file(&folder, "good.txt", b"\"Good,\" said Ada Obi."));
        page.drop_and_wait(&paths, before.len() + 1).await;
        for (name, _) in files {
            page.says(name).await;
        }
        assert_eq!(page.documents().await[..before.len()], before[..]);
    })
    .await;
}

#[tokio::test]
async fn folders_in_folders_and_two_thousand_files_come_in() {
    journey(visit("many-files"), |page| async move {
        page.ready().await;
        let folder = folder("many-files");
        let inner = folder.join("archive/2021/december");
        fs::create_dir_all(&inner).expect("target/ can be written");
        for idx in 0..2_000 {
            let place = if idx < 1_000 { folder.join("archive") } else { inner.clone() };
            let text = format!("\"We refuse offer {idx},\" the envoy said.");
            file(&place, &format!("{idx:04}.txt"), text.as_bytes());
        }
        page.drop_and_wait(&[folder.join("archive")], 2_000).await;
        page.browser.click_on("//input[@aria-label='Find a document']").await;
        page.browser.type_text("1999").await;
        open_last(&page).await;
    })
    .await;
}

/// The page still answers.
async fn open_last(page: &Page) {
    page.open_document("1999.txt").await;
    assert!(page.article().await.contains("We refuse offer 1999"));
}

/// A fresh folder for the files of a journey.
fn folder(name: &str) -> PathBuf {
    let folder = project().join("target/e2e-files").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/ can be written");
    folder
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("target/ can be written");
    path
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn utf16_with_lone_surrogate() -> Vec<u8> {
    let mut bytes = utf16("\"The talks go on,\" the envoy said before ");
    bytes.extend(0xd83d_u16.to_le_bytes());
    bytes.extend(" noon.".encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}
