//! doccano JSONL for sequence labelling with relations.
//!
//! doccano numbers its labels anew when it imports, and keeps unknown keys as the example's meta data; so facts
//! stand in `demarche.statements`, found again by where the content starts and ends. The form without relations, spans
//! as `[start, end, "Label"]`, is read too. See `docs/formats/doccano.md`.

use super::flat::{self, Part};
use super::graph::{Graph, Node, facts_of_json, facts_to_json, row_to_json, split_id};
use super::remarks::{Gathered, Remarks, Unkept};
use super::{ExportError, ImportError, Imported, Record, Ruler, Unit, jsonl};
use crate::text::{Document, Span};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// One example.
#[derive(Serialize)]
struct Example {
    text: String,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    demarche: Map<String, Value>,
}

#[derive(Serialize)]
struct Entity {
    id: u64,
    label: String,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize)]
struct Relation {
    id: u64,
    from_id: u64,
    to_id: u64,
    #[serde(rename = "type")]
    sort: String,
}

/// One line a record; numbers count on through the file, as doccano's do.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let mut out = vec![];
    let (mut n_entities, mut n_relations) = (1, 1);
    for record in records {
        let example = example(record, n_entities, n_relations)?;
        n_entities += example.entities.len() as u64;
        n_relations += example.relations.len() as u64;
        serde_json::to_writer(&mut out, &example).map_err(|error| ExportError::Writer(error.to_string()))?;
        out.push(b'\n');
    }
    Ok(out)
}

fn example(record: &Record, first_entity: u64, first_relation: u64) -> Result<Example, ExportError> {
    let ruler = Ruler::new(&record.document, Unit::CodePoints);
    let graph = Graph::of(record);
    let mut entities = vec![];
    for (idx, node) in graph.nodes.iter().enumerate() {
        let [start_offset, end_offset] = ruler.measure(node.span)?;
        let label = node.part.label().to_owned();
        entities.push(Entity { id: first_entity + idx as u64, label, start_offset, end_offset });
    }
    let relation = |(idx, (from, to)): (usize, &(usize, usize))| Relation {
        id: first_relation + idx as u64,
        from_id: first_entity + *from as u64,
        to_id: first_entity + *to as u64,
        sort: graph.nodes[*to].part.key(),
    };
    let relations = graph.links.iter().enumerate().map(relation).collect();
    let mut statements = vec![];
    for (row, hub) in record.rows.iter().zip(&graph.hubs) {
        let mut facts = row_to_json(row);
        let pair = ruler.measure(graph.nodes[*hub].span)?;
        facts.insert("content".to_owned(), serde_json::json!(pair));
        statements.push(Value::Object(facts));
    }
    let mut demarche = facts_to_json(flat::article_facts(record));
    demarche.insert("statements".to_owned(), Value::Array(statements));
    Ok(Example { text: record.document.text.to_string(), entities, relations, demarche })
}

/// Reads what doccano exports, with or without the facts; an example that is broken costs itself alone.
///
/// # Errors
/// When no line is a whole example.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let mut gathered = Gathered::default();
    for (place, line) in jsonl::lines(bytes)? {
        match serde_json::from_str(line) {
            Ok(example) => take(&example, &place, &mut gathered),
            Err(error) => gathered.remarks.broken(ImportError::json(&place, &error)),
        }
    }
    gathered.finish()
}

/// Keys under which doccano has had its spans; the first one is today's.
const SPANS: [&str; 4] = ["entities", "label", "labels", "annotations"];

/// Whether an object is an example with labelled spans.
pub fn is_example(object: &Map<String, Value>) -> bool {
    let is_span = |item: &Value| {
        item.get("start_offset").is_some() || item.get(0).is_some_and(Value::is_u64) && item.get(2).is_some()
    };
    let of = |key: &str| object.get(key).and_then(Value::as_array);
    text_of(object).is_some()
        && (of("entities").is_some()
            || SPANS.iter().any(|key| of(key).is_some_and(|list| list.iter().any(is_span))))
}

/// Under "data" where a project of doccano's says so.
fn text_of(object: &Map<String, Value>) -> Option<&str> {
    ["text", "data"].iter().find_map(|key| object.get(*key).and_then(Value::as_str))
}

/// Takes one example.
pub fn take(example: &Map<String, Value>, place: &str, gathered: &mut Gathered) {
    let facts = example.get("demarche").and_then(Value::as_object).cloned().unwrap_or_default();
    let has_name = facts.contains_key("document");
    gathered.read(has_name, |remarks| record(example, facts, place, remarks));
}

fn record(
    example: &Map<String, Value>,
    mut facts: Map<String, Value>,
    place: &str,
    remarks: &mut Remarks,
) -> Result<Record, ImportError> {
    let wrong = |what: &str| ImportError::Form { place: place.to_owned(), what: what.to_owned() };
    let text = text_of(example).ok_or_else(|| wrong("it has no text under “text”"))?;
    let name = facts.get("document").and_then(Value::as_str).unwrap_or(place);
    let document = Document::new(name, text);
    let ruler = Ruler::new(&document, Unit::CodePoints);
    let (mut graph, mut places) = (Graph::default(), HashMap::new());
    let lists = SPANS.iter().filter_map(|key| example.get(*key).and_then(Value::as_array));
    for span in lists.flatten() {
        let Some((id, label, start, end)) = parts_of_span(span) else {
            remarks.note(Unkept::UnknownLabel, format!("{span}, {place}"));
            continue;
        };
        let misplaced = || ImportError::Misplaced {
            place: place.to_owned(),
            what: format!("{label} {start}–{end} lies outside"),
        };
        let span = ruler.span([start, end]).ok_or_else(misplaced)?;
        match Part::of_key(&label) {
            Some(part) => {
                places.extend(id.map(|id| (id, graph.nodes.len())));
                graph.nodes.push(Node { part, span });
            }
            None => remarks.note(Unkept::UnknownLabel, format!("“{label}”, {place}")),
        }
    }
    for relation in example.get("relations").and_then(Value::as_array).into_iter().flatten() {
        let end = |key: &str| places.get(&relation[key].as_u64()?).copied();
        match (end("from_id"), end("to_id")) {
            // A relation's type says more than the label: it tells the relays apart.
            (Some(from), Some(to)) => graph.link(from, to, relation["type"].as_str()),
            _ => remarks.note(Unkept::Dangling, place),
        }
    }
    let mut statements = Statements::of(facts.remove("statements"));
    let facts_of = |_, hub: Span| statements.take(ruler.measure(hub).unwrap_or_default());
    let record = graph.into_record(document.clone(), &facts_of_json(&facts), facts_of, (place, remarks));
    remarks.note_many(Unkept::LooseFacts, statements.n_left(), place);
    Ok(record)
}

/// Number, label, start and end of `{"id": 1, "label": "Cue", "start_offset": 0, "end_offset": 4}` or `[0, 4, "Cue"]`.
fn parts_of_span(span: &Value) -> Option<(Option<u64>, String, usize, usize)> {
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    let label = |value: &Value| match value {
        Value::String(label) => Some(label.clone()),
        // Old exports number their labels.
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    if span.is_array() {
        return Some((None, label(&span[2])?, number(&span[0])?, number(&span[1])?));
    }
    Some((
        span["id"].as_u64(),
        label(&span["label"])?,
        number(&span["start_offset"])?,
        number(&span["end_offset"])?,
    ))
}

/// Facts of statements by where their content starts, each to be taken once.
pub struct Statements(HashMap<[usize; 2], std::collections::VecDeque<Map<String, Value>>>);

impl Statements {
    /// The statements in a list of objects that have a `content`.
    pub fn of(list: Option<Value>) -> Statements {
        let mut by_content: HashMap<_, std::collections::VecDeque<_>> = HashMap::new();
        for value in list.as_ref().and_then(Value::as_array).into_iter().flatten() {
            let Some(object) = value.as_object() else { continue };
            let mut object = object.clone();
            let content = object.remove("content").and_then(|content| serde_json::from_value(content).ok());
            if let Some(content) = content {
                by_content.entry(content).or_default().push_back(object);
            }
        }
        Statements(by_content)
    }

    /// Id and facts of the next statement with this content.
    pub fn take(&mut self, content: [usize; 2]) -> (Option<u32>, Vec<(String, String)>) {
        let object = self.0.get_mut(&content).and_then(std::collections::VecDeque::pop_front);
        split_id(object.as_ref().map_or(vec![], facts_of_json))
    }

    /// How many belong to no content.
    pub fn n_left(&self) -> usize {
        self.0.values().map(std::collections::VecDeque::len).sum()
    }
}
