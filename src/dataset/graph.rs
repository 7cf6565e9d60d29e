//! A record as numbered spans and links between them, the shape that tools with relations read.
//!
//! Every statement is a star: links lead from its hub, the first span of its content, to its other spans.

use super::flat::{self, Builder, Fact, Part};
use super::remarks::Remarks;
use super::{Record, Row};
use crate::text::{Document, Span};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// A labelled span.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Node {
    /// What it is to its statement or its article.
    pub part: Part,
    /// Where it stands.
    pub span: Span,
}

/// The spans and links of one record.
#[derive(Default)]
pub struct Graph {
    /// Numbered by their place in the list.
    pub nodes: Vec<Node>,
    /// From the hub to another node; the node's part tells what the link means.
    pub links: Vec<(usize, usize)>,
    /// The hub of each statement, in the order of the rows.
    pub hubs: Vec<usize>,
    /// The nodes that a link leads to, as far as [`Graph::link`] made it.
    is_linked: HashSet<usize>,
}

impl Graph {
    /// The spans and links of `record`.
    pub fn of(record: &Record) -> Graph {
        let mut graph = Graph::default();
        for (part, span) in flat::article_nodes(record) {
            graph.nodes.push(Node { part, span });
        }
        for row in &record.rows {
            let hub = graph.nodes.len();
            graph.hubs.push(hub);
            for (part, span) in flat::nodes(&row.statement) {
                if graph.nodes.len() > hub {
                    graph.links.push((hub, graph.nodes.len()));
                }
                graph.nodes.push(Node { part, span });
            }
        }
        graph
    }

    /// Links two nodes, the second one as what `key` says. One that is linked as something else already stands for
    /// itself once more: the same words may be cue and consequence. A link that leads to a content from something else
    /// is one that somebody drew the other way round.
    pub fn link(&mut self, from: usize, to: usize, key: Option<&str>) {
        let is_content = |idx: usize| is_content(self.nodes[idx].part);
        let (from, to, key) =
            if is_content(to) && !is_content(from) { (to, from, None) } else { (from, to, key) };
        let node = self.nodes[to];
        let part = key.and_then(Part::of_key).unwrap_or(node.part);
        let is_linked = self.is_linked.contains(&to);
        let to = if part == node.part || !is_linked {
            self.nodes[to].part = part;
            to
        } else {
            self.nodes.push(Node { part, ..node });
            self.nodes.len() - 1
        };
        self.is_linked.insert(to);
        self.links.push((from, to));
    }

    /// The record over `document` that the graph stands for: every content that no other content leads to is a
    /// hub. `facts_of` gives id and facts of a hub, `place` is what remarks name.
    pub fn into_record(
        self,
        document: Document,
        article_facts: &[(String, String)],
        mut facts_of: impl FnMut(usize, Span) -> (Option<u32>, Vec<(String, String)>),
        (place, remarks): (&str, &mut Remarks),
    ) -> Record {
        let mut builder = Builder::new(document, place, remarks);
        article_facts.iter().for_each(|(key, value)| builder.fact(key, value));
        let mut linked: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut is_linked = vec![false; self.nodes.len()];
        for (from, to) in &self.links {
            linked.entry(*from).or_default().push(*to);
            is_linked[*to] = true;
        }
        let mut is_used = vec![false; self.nodes.len()];
        for (node_idx, node) in self.nodes.iter().enumerate() {
            if node.part.is_of_article() || !is_content(node.part) || is_linked[node_idx] {
                continue;
            }
            let others = linked.get(&node_idx).map_or(&[][..], Vec::as_slice);
            let star: Vec<usize> = std::iter::once(&node_idx).chain(others).copied().collect();
            star.iter().for_each(|idx| is_used[*idx] = true);
            let star = star.into_iter().map(|idx| (self.nodes[idx].part, self.nodes[idx].span));
            let (id, facts) = facts_of(node_idx, node.span);
            builder.row(id, star, facts.iter().map(|(key, value)| (key.as_str(), value.as_str())));
        }
        let unused = self.nodes.iter().zip(is_used).filter(|(_, is_used)| !is_used);
        unused.for_each(|(node, _)| builder.node(node.part, node.span));
        builder.finish()
    }
}

fn is_content(part: Part) -> bool {
    part == Part::Role(crate::annotate::Role::Content)
}

/// Facts as a JSON object: numbers and truths as such, relays as a list.
pub fn facts_to_json(facts: Vec<Fact>) -> Map<String, Value> {
    let mut object = Map::new();
    for (key, value) in facts {
        let value = match key {
            "relay" => {
                let list = object.entry(key).or_insert_with(|| Value::Array(vec![]));
                list.as_array_mut().expect("made as a list above").push(Value::String(value));
                continue;
            }
            "negated" | "veiled" => Value::Bool(value == "true"),
            "intensity" | "parent" | "id" | "confidence" => {
                serde_json::from_str(&value).unwrap_or(Value::String(value))
            }
            _ => Value::String(value),
        };
        object.insert(key.to_owned(), value);
    }
    object
}

/// Id and facts of a statement as a JSON object.
pub fn row_to_json(row: &Row) -> Map<String, Value> {
    let mut object = facts_to_json(flat::facts(row));
    object.insert("id".to_owned(), row.statement.id.0.into());
    object
}

/// The facts in a JSON object; what is neither text, number, truth nor a list of texts is passed over.
pub fn facts_of_json(object: &Map<String, Value>) -> Vec<(String, String)> {
    let mut facts = vec![];
    for (key, value) in object {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            match value {
                Value::String(value) => facts.push((key.clone(), value.clone())),
                Value::Number(value) => facts.push((key.clone(), value.to_string())),
                Value::Bool(value) => facts.push((key.clone(), value.to_string())),
                _ => {}
            }
        }
    }
    facts
}

/// Takes the `id` out of a statement's facts.
pub fn split_id(mut facts: Vec<(String, String)>) -> (Option<u32>, Vec<(String, String)>) {
    let at = facts.iter().position(|(key, _)| key == "id");
    let id = at.map(|at| facts.remove(at)).and_then(|(_, value)| value.parse().ok());
    (id, facts)
}
