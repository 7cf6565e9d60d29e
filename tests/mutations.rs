//! Broken files of every kind that is read: whatever the bytes, nothing panics and nothing hangs.
//!
//! Seeds are files of this project and what it writes; each is damaged at random. `DEMARCHE_MUTATIONS=100000` runs
//! longer than the ordinary 150 a target.

#[path = "shared/random.rs"]
mod random;

use demarche::annotate::log::Step;
use demarche::annotate::{Session, Stored};
use demarche::dataset::{Format, Options, Record, intake, project};
use demarche::nlp;
use demarche::text::Document;
use demarche::text::decode::decode;
use random::Random;
use std::fs;
use std::path::PathBuf;

#[test]
fn decode_takes_any_bytes() {
    let seeds = [
        sample(),
        b"\xff\xfeA\0b\0".to_vec(),
        b"\xef\xbb\xbfIt rains.".to_vec(),
        b"caf\xe9 said caf\xe9s".to_vec(),
    ];
    mutate(&seeds, |bytes| drop(decode(bytes)));
}

#[test]
fn every_importer_takes_any_bytes() {
    let text = String::from_utf8(sample()).expect("samples are UTF-8");
    let document = Document::new("a.txt", &text[..text.floor_char_boundary(1_500)]);
    let record = Record::suggested(&document, &nlp::analyze(&document));
    let formats = Format::ALL.into_iter().filter(|format| format.comes_back());
    let mut seeds: Vec<(String, Vec<u8>)> = formats
        .map(|format| {
            let file =
                format.export(std::slice::from_ref(&record), Options::default()).expect("it is written");
            (file.name, file.bytes)
        })
        .collect();
    seeds.push(("a.html".into(), b"<!doctype html><html><head><title>T</title></head><body><nav>Home</nav><article><h1>H</h1><p>&ldquo;No,&rdquo; she said.</p></article></body></html>".to_vec()));
    seeds.push(("a.csv".into(), b"id,text\n1,\"It rains, \"\"he\"\" said.\"\n2,It snows.\n".to_vec()));
    seeds.push(("a.jsonl".into(), b"{\"text\":\"It rains.\",\"id\":1}\n{\"text\":\"It snows.\"}\n".to_vec()));
    for (name, seed) in seeds {
        mutate(&[seed], |bytes| {
            if let Ok(intake) = intake::read(&name, bytes, None) {
                // What is taken can be written.
                let _ = Format::Jsonl.export(&intake.records, Options::default());
            }
        });
    }
}

#[test]
fn analysis_takes_any_text() {
    let seed = sample();
    let seed = seed[..seed.len().min(1_200)].to_vec();
    mutate(&[seed], |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let analysis = nlp::analyze(&Document::new("a.txt", &text));
        assert!(analysis.fits(&text), "every span lies in the text: {text:?}");
    });
}

#[test]
fn project_files_take_any_bytes() {
    let seed = fs::read(path("tests/projects/version-1.demarche")).expect("it is part of the project");
    mutate(&[seed], |bytes| {
        if let Ok(stored) = project::read(bytes) {
            open(stored);
        }
    });
}

#[test]
fn edit_logs_take_any_lines() {
    let seed = fs::read(path("tests/projects/version-1.demarche")).expect("it is part of the project");
    let stored = project::read(&seed).expect("it is whole");
    let lines: Vec<Vec<u8>> =
        stored.steps.iter().map(|step| serde_json::to_vec(step).expect("steps are plain data")).collect();
    mutate(&lines, |bytes| {
        if let Ok(step) = serde_json::from_slice::<Step>(bytes) {
            let mut damaged = stored.clone();
            damaged.steps.insert(damaged.steps.len() / 2, step);
            open(damaged);
        }
    });
}

/// Opens a project as the page does, and writes it in every way.
fn open(stored: Stored) {
    let mut session = Session::of(stored.clone()).0;
    while session.undo().is_some() {}
    let records = project::records(stored);
    let _ = Format::Jsonl.export(&records, Options::default());
}

/// Calls `target` with each seed as it is, then with random damage.
fn mutate(seeds: &[Vec<u8>], target: impl Fn(&[u8])) {
    seeds.iter().for_each(|seed| target(seed));
    let n_rounds =
        std::env::var("DEMARCHE_MUTATIONS").ok().and_then(|number| number.parse().ok()).unwrap_or(150);
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..n_rounds {
        let mut bytes = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(4) {
            damage(&mut bytes, &mut random);
        }
        target(&bytes);
    }
}

/// Flips, cuts, doubles or inserts.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    const WORDS: [&[u8]; 14] = [
        b"\"",
        b"}",
        b"[",
        b"<",
        b"&",
        b"\0",
        b"\r\n",
        b"4294967296",
        b"-1",
        b"1e999",
        b"null",
        b"\xf0\x9f",
        b"\xe2\x80\x9c",
        b"\xed\xa0\x80",
    ];
    let at = random.below(bytes.len() + 1);
    match random.below(6) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        1 => bytes.truncate(at),
        2 => {
            let end = (at + random.below(64)).min(bytes.len());
            bytes.drain(at..end);
        }
        3 => {
            let end = (at + random.below(64)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            bytes.splice(at..at, part);
        }
        _ => {
            let word = WORDS[random.below(WORDS.len())];
            bytes.splice(at..at, word.iter().copied());
        }
    }
}

fn sample() -> Vec<u8> {
    fs::read(path("data/samples/wire-visas.txt")).expect("it is part of the project")
}

fn path(inside: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(inside)
}
