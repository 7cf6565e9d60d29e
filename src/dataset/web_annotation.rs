//! W3C Web Annotation: a JSON-LD collection with quote and position selectors.
//!
//! See `docs/formats/web-annotation.md`.

use super::flat::{self, Part};
use super::graph::{Graph, Node, facts_of_json, facts_to_json, row_to_json, split_id};
use super::remarks::{Gathered, Remarks, Unkept};
use super::{ExportError, ImportError, Imported, Record, Ruler, Unit};
use crate::text::{Document, DocumentId, Span};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};

/// Characters of context before and after a quote.
const CONTEXT: usize = 32;

/// Terms of our own, so that a JSON-LD processor keeps them.
const VOCABULARY: &str = "https://demarche.example/ns#";

/// One collection; its items are an annotation a span.
///
/// `unit` counts the position selectors: the standard asks for code points, most browser tools count UTF-16.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record], unit: Unit) -> Result<Vec<u8>, ExportError> {
    let (mut items, mut sources) = (vec![], vec![]);
    let mut counts: HashMap<DocumentId, usize> = HashMap::new();
    for record in records {
        // One text under one name may come with the labels of several people.
        let number = counts.entry(record.document.id).or_default();
        *number += 1;
        let version = if *number > 1 { format!("-{number}") } else { String::new() };
        let source = format!("urn:demarche:{}{version}", record.document.id);
        let mut facts = facts_to_json(flat::article_facts(record));
        facts.insert("id".to_owned(), json!(source));
        facts.insert("type".to_owned(), json!("Text"));
        facts.insert("format".to_owned(), json!("text/plain"));
        facts.insert("value".to_owned(), json!(&*record.document.text));
        sources.push(Value::Object(facts));
        items.extend(annotations(record, &source, unit)?);
    }
    let collection = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"@vocab": VOCABULARY}],
        "id": "urn:demarche:collection",
        "type": "AnnotationCollection",
        "total": items.len(),
        "offsetUnit": unit,
        "sources": sources,
        "first": {"id": "urn:demarche:page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    });
    let mut bytes =
        serde_json::to_vec_pretty(&collection).map_err(|error| ExportError::Writer(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn annotations(record: &Record, source: &str, unit: Unit) -> Result<Vec<Value>, ExportError> {
    let ruler = Ruler::new(&record.document, unit);
    let graph = Graph::of(record);
    let hubs: HashMap<usize, &super::Row> = graph.hubs.iter().copied().zip(&record.rows).collect();
    let hub_of: HashMap<usize, usize> = graph.links.iter().map(|(from, to)| (*to, *from)).collect();
    let id = |idx: usize| format!("{source}#n{idx}");
    let mut annotations = vec![];
    for (idx, node) in graph.nodes.iter().enumerate() {
        let mut body = vec![json!({"type": "TextualBody", "purpose": "tagging", "value": node.part.key()})];
        if let Some(row) = hubs.get(&idx) {
            let stance = row.statement.stance.label.as_str();
            body.push(json!({"type": "TextualBody", "purpose": "classifying", "value": stance}));
        }
        let mut annotation = json!({
            "id": id(idx),
            "type": "Annotation",
            "motivation": "tagging",
            "body": body,
            "target": {"source": source, "selector": selectors(&ruler, &record.document.text, node.span)?},
        });
        if let Some(row) = hubs.get(&idx) {
            // In JSON-LD "id" is an address, so the statement's number goes by another name.
            let mut facts = row_to_json(row);
            rename(&mut facts, "id", "number");
            annotation["statement"] = Value::Object(facts);
        }
        if let Some(hub) = hub_of.get(&idx) {
            annotation["partOfStatement"] = json!({"id": id(*hub)});
        }
        annotations.push(annotation);
    }
    Ok(annotations)
}

fn rename(object: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = object.remove(from) {
        object.insert(to.to_owned(), value);
    }
}

/// The span by its words with their neighbourhood, and by its place.
fn selectors(ruler: &Ruler, text: &str, span: Span) -> Result<Value, ExportError> {
    let [start, end] = ruler.measure(span)?;
    let before = &text[..span.start()];
    let after = &text[span.end()..];
    let prefix_at = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let suffix_end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    Ok(json!([
        {"type": "TextQuoteSelector", "exact": ruler.words(span), "prefix": &before[prefix_at..],
         "suffix": &after[..suffix_end]},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]))
}

/// Reads such a collection.
///
/// # Errors
/// When a source has no text, or a span does not fit it.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let collection: Value = serde_json::from_slice(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
        .map_err(|error| ImportError::json(&format!("line {}", error.line()), &error))?;
    let unit: Unit = serde_json::from_value(collection["offsetUnit"].clone()).unwrap_or_default();
    let mut by_source: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for item in collection["first"]["items"].as_array().into_iter().flatten() {
        by_source.entry(item["target"]["source"].as_str().unwrap_or_default()).or_default().push(item);
    }
    let mut gathered = Gathered::default();
    for (source_idx, source) in collection["sources"].as_array().into_iter().flatten().enumerate() {
        let place = format!("source {}", source_idx + 1);
        let items = source["id"].as_str().and_then(|id| by_source.remove(id)).unwrap_or_default();
        let has_name = source["document"].is_string();
        gathered.read(has_name, |remarks| record(source, &items, unit, &place, remarks));
    }
    for (source, items) in by_source {
        gathered.remarks.note_many(Unkept::Sourceless, items.len(), format!("“{source}”"));
    }
    gathered.finish()
}

fn record(
    source: &Value,
    items: &[&Value],
    unit: Unit,
    place: &str,
    remarks: &mut Remarks,
) -> Result<Record, ImportError> {
    let no_text =
        || ImportError::Form { place: place.to_owned(), what: "it has no text under “value”".to_owned() };
    let text = source["value"].as_str().ok_or_else(no_text)?;
    let document = Document::new(source["document"].as_str().unwrap_or(place), text);
    let ruler = Ruler::new(&document, unit);
    let (mut graph, mut places, mut facts) = (Graph::default(), HashMap::new(), HashMap::new());
    for (item_idx, item) in items.iter().enumerate() {
        let place = &format!("{place}, annotation {}", item_idx + 1);
        let span = span(&ruler, &item["target"]["selector"], place)?;
        let tag = one_or_several(&item["body"]).iter().find(|body| body["purpose"] == "tagging");
        let Some(part) = tag.and_then(|tag| tag["value"].as_str()).and_then(Part::of_key) else {
            remarks.note(Unkept::UnknownLabel, place);
            continue;
        };
        places.insert(item["id"].as_str().unwrap_or_default(), graph.nodes.len());
        let mut statement = item["statement"].as_object().cloned().unwrap_or_default();
        rename(&mut statement, "number", "id");
        facts.insert(graph.nodes.len(), statement);
        graph.nodes.push(Node { part, span });
    }
    for item in items.iter().filter(|item| item.get("partOfStatement").is_some()) {
        let end = |value: &Value| places.get(value.as_str()?).copied();
        match (end(&item["partOfStatement"]["id"]), end(&item["id"])) {
            (Some(from), Some(to)) => graph.link(from, to, None),
            _ => remarks.note(Unkept::Dangling, place),
        }
    }
    let known = ["document", "hash", "engine", "scheme", "date"];
    let article: Map<String, Value> = source
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| known.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let facts_of = |idx, _| split_id(facts.get(&idx).map_or(vec![], facts_of_json));
    Ok(graph.into_record(document.clone(), &facts_of_json(&article), facts_of, (place, remarks)))
}

/// The span of the selectors, one or a list of them: the position, with which the quote must agree; or the quote alone,
/// where it stands in the text only once.
///
/// # Errors
/// When they do not say one place.
fn span(ruler: &Ruler, selectors: &Value, place: &str) -> Result<Span, ImportError> {
    let misplaced = |what: &str| ImportError::Misplaced { place: place.to_owned(), what: what.to_owned() };
    let of_type = |sort: &str| one_or_several(selectors).iter().find(|selector| selector["type"] == sort);
    let quote = of_type("TextQuoteSelector");
    let words = quote.and_then(|quote| quote["exact"].as_str());
    let Some(position) = of_type("TextPositionSelector") else {
        let quote = quote.zip(words).ok_or_else(|| misplaced("it has neither a position nor a quote"))?;
        return quoted(ruler, quote.0, quote.1)
            .ok_or_else(|| misplaced("its quote stands nowhere, or more than once"));
    };
    let offset = |key: &str| position[key].as_u64().map(|offset| offset as usize);
    let span = offset("start").zip(offset("end")).and_then(|(start, end)| ruler.span([start, end]));
    let span = span.ok_or_else(|| misplaced("its position lies outside"))?;
    match words {
        Some(words) if words != ruler.words(span) => {
            Err(ImportError::other_words(place, ruler.words(span), words))
        }
        _ => Ok(span),
    }
}

/// JSON-LD writes a list of one without brackets.
fn one_or_several(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// Where the words of a quote stand between what the quote says stands around them.
fn quoted(ruler: &Ruler, quote: &Value, words: &str) -> Option<Span> {
    let around = |key: &str| quote[key].as_str().unwrap_or("");
    let whole = [around("prefix"), words, around("suffix")].concat();
    let mut places = ruler.text().match_indices(&whole).map(|(at, _)| at + around("prefix").len());
    let start = places.next().filter(|_| !words.is_empty() && places.next().is_none())?;
    Some(Span::new(start, start + words.len()))
}
