//! How fast the engine is: megabytes of text a second, stage by stage, on one core.
//!
//! `cargo bench --bench engine`, or with files: `cargo bench --bench engine -- FILE…`. Text is the sample articles;
//! every figure is the best of several runs. Then follow texts that grow and texts made to be slow: time per token must
//! stay as it is. `-- --texts FILE.jsonl` prints the sum of each text's best time alone, for `benches/chromium.mjs`.

use demarche::nlp::attribution::{assemble, features, model::model, network, tag};
use demarche::nlp::parsed::Parsed;
use demarche::nlp::{analyze, parse};
use demarche::text::Document;
use std::hint::black_box;
use std::time::Instant;

const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--texts") {
        return print_texts(arguments.get(place + 1).expect("a file follows --texts"));
    }
    stages();
    growth();
}

/// Seconds for all texts of a file, each at its best, as JSON.
fn print_texts(path: &str) {
    let lines = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (mut seconds, mut found) = (0.0, 0);
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        let document = Document::new("text", line["text"].as_str().expect("a line has a text"));
        found += analyze(&document).statements.len();
        seconds += best(&[document], &|document| drop(black_box(analyze(document))));
    }
    println!("{{\"seconds\": {seconds}, \"found\": {found}}}");
}

/// Everything over texts of one sort and growing length: linear means that the last column stays.
fn growth() {
    let samples: String = documents().iter().map(|document| document.text.to_string() + "\n\n").collect();
    let sorts: [(&str, &str); 5] = [
        ("news", &samples),
        ("one sentence", "the minister said that the talks would go on and "),
        ("quotation marks", "\u{201c} \u{201d} \" "),
        ("capital words", "Alpha Beta Gamma Delta "),
        ("many short statements", "\u{201c}No,\u{201d} he said. "),
    ];
    println!("\n{:<28}{:>10}{:>12}{:>12}", "text", "kB", "ms", "µs/token");
    for (sort, piece) in sorts {
        for kilobytes in [10, 100, 1000] {
            let document = Document::new(sort, &piece.repeat(kilobytes * 1000 / piece.len() + 1));
            let n_tokens = Parsed::new(&document.text).tokens.len();
            let start = Instant::now();
            black_box(analyze(&document));
            let seconds = start.elapsed().as_secs_f64();
            let (ms, each) = (seconds * 1e3, seconds * 1e6 / n_tokens as f64);
            println!("{sort:<28}{:>10}{ms:>12.1}{each:>12.3}", document.text.len() / 1000);
        }
    }
}

fn stages() {
    let documents = documents();
    let n_bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let n_tokens: usize = documents.iter().map(|document| Parsed::new(&document.text).tokens.len()).sum();
    println!("{} documents, {n_bytes} bytes, {n_tokens} tokens", documents.len());
    println!("{:<28}{:>10}{:>12}", "stage", "MB/s", "µs/token");
    let row = |stage: &str, run: &dyn Fn(&Document)| {
        let seconds = best(&documents, run);
        let (rate, each) = (n_bytes as f64 / 1e6 / seconds, seconds * 1e6 / n_tokens as f64);
        println!("{stage:<28}{rate:>10.3}{each:>12.3}");
    };
    let model = model();
    row("words, sentences, quotes", &|document| drop(black_box(Parsed::new(&document.text))));
    row("… and page chrome", &|document| drop(black_box(parse(document))));
    row("token flags", &|document| drop(black_box(features::flags(&Parsed::new(&document.text)))));
    row("network alone", &|document| {
        let parsed = Parsed::new(&document.text);
        let flags = features::flags(&parsed);
        black_box(network::emissions(model, &parsed, &flags, 0..parsed.tokens.len()));
    });
    row("up to statements", &|document| {
        let parsed = Parsed::new(&document.text);
        let flags = features::flags(&parsed);
        let tagged = tag::tagged(model, &parsed, &flags);
        black_box(assemble::statements(model, &parsed, &flags, &tagged));
    });
    row("everything", &|document| drop(black_box(analyze(document))));
}

fn best(documents: &[Document], run: &dyn Fn(&Document)) -> f64 {
    let timed = |_| {
        let start = Instant::now();
        documents.iter().for_each(run);
        start.elapsed().as_secs_f64()
    };
    (0..RUNS).map(timed).fold(f64::INFINITY, f64::min)
}

fn documents() -> Vec<Document> {
    let given: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let read = |path: &String| {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        Document::new(path, &text)
    };
    if !given.is_empty() {
        return given.iter().map(read).collect();
    }
    let folder =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples")).expect("samples are there");
    let mut paths: Vec<String> =
        folder.filter_map(Result::ok).map(|entry| entry.path().display().to_string()).collect();
    paths.sort();
    paths.iter().filter(|path| path.ends_with(".txt")).map(read).collect()
}
