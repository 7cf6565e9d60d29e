//! doccano JSONL for sequence labelling with relations.
//!
//! doccano numbers its labels anew when it imports, and keeps unknown keys as the example's meta data; so facts
//! stand in `demarche.statements`, found again by where the content starts and ends. See `docs/formats/doccano.md`.

use super::flat::{self, Part};
use super::graph::{Graph, Node, facts_of_json, facts_to_json, row_to_json, split_id};
use super::{ExportError, ImportError, Imported, Record, Ruler, Unit};
use crate::text::{Document, Span};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// One example.
#[derive(Serialize, Deserialize)]
struct Example {
    text: String,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    demarche: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct Entity {
    id: u64,
    label: String,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize, Deserialize)]
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

/// Reads what doccano exports, with or without the facts.
///
/// # Errors
/// When a line is no example, or a span does not fit its text.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotUtf8)?;
    let mut imported = Imported::default();
    for (line_idx, line) in text
        .trim_start_matches('\u{FEFF}')
        .split('\n')
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let place = format!("line {}", line_idx + 1);
        let example: Example =
            serde_json::from_str(line).map_err(|error| ImportError::json_line(&place, &error))?;
        if !example.demarche.contains_key("document") {
            imported.unnamed.push(imported.records.len());
        }
        imported.records.push(record(&example, &place, &mut imported.remarks)?);
    }
    if imported.records.is_empty() {
        return Err(ImportError::Nothing);
    }
    Ok(imported)
}

fn record(example: &Example, place: &str, remarks: &mut Vec<String>) -> Result<Record, ImportError> {
    let name = example.demarche.get("document").and_then(Value::as_str).unwrap_or(place);
    let document = Document::new(name, &example.text);
    let ruler = Ruler::new(&document, Unit::CodePoints);
    let kinds: HashMap<u64, &str> = example.relations.iter().map(|it| (it.to_id, it.sort.as_str())).collect();
    let (mut graph, mut places, mut n_unknown) = (Graph::default(), HashMap::new(), 0);
    for entity in &example.entities {
        let misplaced = || ImportError::Misplaced {
            place: place.to_owned(),
            what: format!("{} {}–{}", entity.label, entity.start_offset, entity.end_offset),
        };
        let span = ruler.span([entity.start_offset, entity.end_offset]).ok_or_else(misplaced)?;
        // A relation's type says more than the label: it tells the relays apart.
        let key = kinds.get(&entity.id).copied().filter(|key| Part::of_key(key).is_some());
        match Part::of_key(key.unwrap_or(&entity.label)) {
            Some(part) => {
                places.insert(entity.id, graph.nodes.len());
                graph.nodes.push(Node { part, span });
            }
            None => n_unknown += 1,
        }
    }
    for relation in &example.relations {
        if let (Some(from), Some(to)) = (places.get(&relation.from_id), places.get(&relation.to_id)) {
            graph.links.push((*from, *to));
        }
    }
    if n_unknown > 0 {
        remarks.push(format!("{place}: {n_unknown} labels that Demarche does not know will be left out"));
    }
    let mut article_facts = example.demarche.clone();
    let mut statements = Statements::of(article_facts.remove("statements"));
    let facts_of = |_, hub: Span| statements.take(ruler.measure(hub).unwrap_or_default());
    Ok(graph.into_record(document.clone(), &facts_of_json(&article_facts), facts_of, remarks))
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
}
