//! The shape of the source, checked by reading it: which module may know which, and what stands where.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules in reading order: each may use itself and those before it. The batch program stands last: nobody uses it.
const ORDER: [&str; 11] =
    ["order", "text", "annotate", "nlp", "dataset", "clerk", "app", "worker", "web", "ui", "cli"];

/// Modules that may know the machine: its files, clocks and screens.
const SHELLS: [&str; 3] = ["web", "ui", "cli"];

/// Modules that may know the browser.
const BROWSER: [&str; 2] = ["web", "ui"];

/// Crates that only exist in a browser.
const BROWSER_CRATES: [&str; 7] =
    ["yew", "gloo", "web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "serde_wasm_bindgen"];

/// One source file: where it stands, which top module it belongs to, and its code without comments.
struct Source {
    path: PathBuf,
    module: String,
    text: String,
    code: String,
}

#[test]
fn no_module_uses_a_later_one() {
    let found: Vec<String> = sources()
        .iter()
        .filter_map(|source| Some((source, rank(&source.module)?)))
        .flat_map(|(source, own)| {
            let too_late = move |used: &String| rank(used).is_some_and(|other| other > own);
            let say = |used: String| format!("{} uses crate::{used}", source.path.display());
            crate_paths(&source.code).into_iter().filter(too_late).map(say).collect::<Vec<_>>()
        })
        .collect();
    assert_none(&found, "arrows point only to earlier modules");
}

#[test]
fn the_page_does_not_know_the_engine() {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| ["app", "web", "ui", "bin/app"].contains(&source.module.as_str()))
        .filter(|source| crate_paths(&source.code).contains("nlp"))
        .map(|source| source.path.display().to_string())
        .collect();
    assert_none(&found, "the page talks to the engine through the worker");
}

#[test]
fn only_web_and_ui_know_the_browser() {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| !BROWSER.contains(&source.module.as_str()))
        .filter(|source| !["bin/app", "bin/worker", "bin/clerk"].contains(&source.module.as_str()))
        .flat_map(|source| {
            let named = BROWSER_CRATES.iter().filter(|name| source.code.contains(&format!("{name}::")));
            named.map(|name| format!("{} names {name}", source.path.display())).collect::<Vec<_>>()
        })
        .collect();
    assert_none(&found, "browser crates stay in web/, ui/ and the browser's entries");
}

#[test]
fn only_web_awaits() {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| rank(&source.module).is_some() && source.module != "web")
        .filter(|source| source.code.contains(".await"))
        .map(|source| source.path.display().to_string())
        .collect();
    assert_none(&found, "everything but web/ answers at once");
}

#[test]
fn the_core_is_free_of_the_machine_it_runs_on() {
    let outside = ["std::fs", "std::time", "std::thread", "std::net", "std::env", "std::process"];
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| rank(&source.module).is_some() && !SHELLS.contains(&source.module.as_str()))
        .flat_map(|source| {
            let shipped = source.code.split("#[cfg(test)]").next().unwrap_or_default();
            let named = outside.iter().filter(move |name| shipped.contains(*name));
            named.map(|name| format!("{} names {name}", source.path.display())).collect::<Vec<_>>()
        })
        .collect();
    assert_none(&found, "no files, clocks, threads or surroundings but in the shells");
}

#[test]
fn the_engine_computes_the_same_on_every_machine() {
    // These come from the platform's library, whose last digits differ; softmax.rs and math.rs have exact ones.
    let inexact =
        [".exp()", ".exp2()", ".ln()", ".ln_1p()", ".log2()", ".log10()", ".powf(", ".tanh()", ".mul_add("];
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| source.module == "nlp")
        .flat_map(|source| {
            let shipped = source.code.split("#[cfg(test)]").next().unwrap_or_default();
            let named = inexact.iter().filter(move |name| shipped.contains(*name));
            named.map(|name| format!("{} calls {name}", source.path.display())).collect::<Vec<_>>()
        })
        .collect();
    assert_none(&found, "the browser's figures equal the batch program's to the last bit");
}

#[test]
fn every_file_says_its_question_and_every_folder_has_a_sibling() {
    let mut found = vec![];
    for source in sources() {
        if !source.text.starts_with("//! ") {
            found.push(format!("{} does not begin with //!", source.path.display()));
        }
        if source.path.ends_with("mod.rs") {
            found.push(format!("{} should be the folder's sibling", source.path.display()));
        }
    }
    assert_none(&found, "first line says the question, folders are described by their sibling");
}

#[test]
fn every_sheet_is_linked_and_belongs_to_a_component() {
    let index = fs::read_to_string(project().join("index.html")).expect("index.html stands at the top");
    let mut found = vec![];
    for sheet in files(&project().join("styles"), "css") {
        let name = sheet.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !index.contains(&format!("href=\"styles/{name}.css\"")) {
            found.push(format!("styles/{name}.css is not linked in index.html"));
        }
        let component = project().join("src/ui").join(format!("{name}.rs"));
        if !["tokens", "base"].contains(&name.as_str()) && !component.exists() {
            found.push(format!("styles/{name}.css has no component of its name in src/ui/"));
        }
    }
    assert_none(&found, "one sheet a component, same name");
}

#[test]
fn colours_stand_in_the_tokens_sheet_alone() {
    let mut found = vec![];
    for sheet in files(&project().join("styles"), "css") {
        if sheet.ends_with("tokens.css") {
            continue;
        }
        let text = without_block_comments(&fs::read_to_string(&sheet).expect("a sheet is text"));
        for line in text.lines().filter(|line| line.contains(':') && names_a_colour(line)) {
            found.push(format!("{}: {}", sheet.display(), line.trim()));
        }
    }
    assert_none(&found, "colours are tokens");
}

#[test]
fn reading_a_source_finds_its_crate_paths() {
    let code = "use crate::text::{Span, Document}; use crate::{annotate::Edit, nlp}; crate::app::update();";
    let expected = ["annotate", "app", "nlp", "text"].map(String::from);
    assert_eq!(crate_paths(code), BTreeSet::from(expected));
    assert_eq!(without_comments("a // crate::ui\nb"), "a \nb\n");
}

fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

/// Every Rust file below `src/`.
fn sources() -> Vec<Source> {
    let root = project().join("src");
    let paths = files(&root, "rs");
    assert!(!paths.is_empty(), "src/ holds the sources");
    let read = |path: PathBuf| {
        let inside = path.strip_prefix(&root).expect("files() lists what is below root").with_extension("");
        let mut parts = inside.iter().map(|part| part.to_string_lossy());
        let first = parts.next().unwrap_or_default().into_owned();
        let module = if first == "bin" { inside.to_string_lossy().into_owned() } else { first };
        let text = fs::read_to_string(&path).expect("a source is UTF-8");
        let code = without_comments(&text);
        Source { path: inside, module, text, code }
    };
    paths.into_iter().map(read).collect()
}

/// Every file below `folder` with this extension, in the order of the names.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = vec![];
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Line comments taken away; block comments are not used in this project's sources.
fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect()
}

fn without_block_comments(text: &str) -> String {
    let parts = text.split("/*").enumerate();
    parts
        .map(|(idx, part)| if idx == 0 { part } else { part.split("*/").nth(1).unwrap_or_default() })
        .collect()
}

/// First names of all paths that begin with `crate::` or, in the entries, `demarche::`.
fn crate_paths(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for root in ["crate::", "demarche::"] {
        for (at, _) in code.match_indices(root) {
            let rest = &code[at + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(group_names(group)),
                None => found.extend([first_name(rest)]),
            }
        }
    }
    found
}

/// First names of the items of `a::b, c::{d, e}, f}…`.
fn group_names(group: &str) -> Vec<String> {
    let mut depth = 1;
    let mut names = vec![];
    let mut item = String::new();
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && letter == ',') {
            names.push(first_name(item.trim()));
            item.clear();
        } else {
            item.push(letter);
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn first_name(path: &str) -> String {
    path.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// Whether a declaration spells a colour out.
fn names_a_colour(declaration: &str) -> bool {
    let value = declaration.split_once(':').map_or("", |(_, value)| value);
    let hex =
        value.split('#').skip(1).any(|rest| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 3);
    hex || ["rgb(", "rgba(", "hsl(", "oklch(", "oklab("].iter().any(|function| value.contains(function))
}
