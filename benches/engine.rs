//! How fast the engine is: megabytes of text a second, stage by stage, on one core.
//!
//! `cargo bench --bench engine`, or with files: `cargo bench --bench engine -- FILE…`. Text is the sample articles,
//! repeated; every figure is the best of several runs.

use demarche::nlp::attribution::{assemble, features, model::model, network, tag};
use demarche::nlp::parsed::Parsed;
use demarche::nlp::{analyze, parse};
use demarche::text::Document;
use std::hint::black_box;
use std::time::Instant;

const RUNS: usize = 5;

fn main() {
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
