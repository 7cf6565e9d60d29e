//! What the whole lines of a project file hold, and what is missing.

use super::MAX_EDITS;
use super::line::{self, Line, Summary};
use crate::annotate::edit::Edit;
use crate::annotate::log::{LogEntry, Step};
use crate::annotate::{Stored, StoredDocument};
use crate::text::{Document, DocumentId};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// What the whole lines of a file hold.
#[derive(Default)]
pub(super) struct Found {
    summary: Option<Summary>,
    documents: Vec<Document>,
    analyses: HashMap<DocumentId, Rc<crate::annotate::Analysis>>,
    edits: BTreeMap<usize, LogEntry>,
    n_damaged: usize,
    /// Names of documents whose lines are damaged, as far as they can be read.
    lost: Vec<String>,
}

impl Found {
    pub(super) fn take(&mut self, line: &[u8]) {
        match line::read(line) {
            Some(Line::Summary(summary)) => self.summary = Some(summary),
            // The identity is computed, never believed.
            Some(Line::Document(document))
                if document.id == Document::new(&document.name, &document.text).id =>
            {
                self.documents.push(document);
            }
            Some(Line::Analysis { document, analysis }) => drop(self.analyses.insert(document, analysis)),
            Some(Line::Edit { place, entry }) if place < MAX_EDITS => drop(self.edits.insert(place, entry)),
            Some(_) | None => {
                self.n_damaged += 1;
                self.lost.extend(line::document_name(line));
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.summary.is_none()
            && self.documents.is_empty()
            && self.analyses.is_empty()
            && self.edits.is_empty()
    }

    pub(super) fn into_stored(mut self) -> Stored {
        let (mut n_analyses, mut unread) = (0, vec![]);
        let documents: Vec<StoredDocument> = std::mem::take(&mut self.documents)
            .into_iter()
            .map(|document| {
                let analysis = self.analyses.remove(&document.id);
                let analysis = analysis.filter(|analysis| analysis.fits(&document.text));
                n_analyses += usize::from(analysis.is_some());
                if analysis.is_none() {
                    unread.push(document.name.to_string());
                }
                StoredDocument { document, analysis }
            })
            .collect();
        let damage = self.damage(documents.len(), n_analyses, &unread);
        Stored { documents, steps: self.steps(), since_snapshot: 0, damage, has_more: false }
    }

    /// The journal of the edits; a lost one keeps its place, so that undo means what it meant.
    fn steps(mut self) -> Vec<Step> {
        let n_places = self.edits.last_key_value().map_or(0, |(place, _)| place + 1);
        let edits =
            (0..n_places).map(|place| Step::Do(self.edits.remove(&place).unwrap_or_else(lost))).collect();
        let undone = self.summary.map_or(0, |summary| summary.undone.min(n_places));
        let steps: Vec<Step> = edits;
        steps.into_iter().chain(std::iter::repeat_n(Step::Undo, undone)).collect()
    }

    /// What is missing: how many of how many, and which, as far as that can be told.
    fn damage(&self, n_documents: usize, n_analyses: usize, unread: &[String]) -> Vec<String> {
        let mut damage = vec![];
        let mut missing = |found: usize, expected: usize, noun: &str, which: &[String]| {
            let n = expected.saturating_sub(found);
            if n == 0 {
                return;
            }
            // More names than are missing tell nothing: some never had what is missing.
            let which = if which.is_empty() || which.len() > n { String::new() } else { named(which) };
            let is = if n == 1 { "is" } else { "are" };
            damage.push(format!("{n} of {expected} {noun} {is} missing{which}"));
        };
        match self.summary {
            Some(summary) => {
                let places = 0..summary.edits.min(MAX_EDITS);
                let edits = places.filter(|place| !self.edits.contains_key(place)).take(MOST_NAMED + 1);
                let edits: Vec<String> = edits.map(|place| format!("number {}", place + 1)).collect();
                missing(n_documents, summary.documents, "documents", &self.lost);
                missing(n_analyses, summary.analyses, "analyses", unread);
                missing(self.edits.len(), summary.edits, "changes", &edits);
            }
            None => damage.push("the record that counts the others is missing".to_owned()),
        }
        if damage.is_empty() && self.n_damaged > 0 {
            damage.push(match self.n_damaged {
                1 => "1 line could not be read".to_owned(),
                n => format!("{n} lines could not be read"),
            });
        }
        damage
    }
}

/// So many names stand in a sentence about damage.
const MOST_NAMED: usize = 3;

fn named(which: &[String]) -> String {
    let names = which.iter().take(MOST_NAMED).map(String::as_str);
    let more = (which.len() > MOST_NAMED).then_some("…");
    format!(" ({})", names.chain(more).collect::<Vec<_>>().join(", "))
}

/// Stands where an edit was that cannot be read.
fn lost() -> LogEntry {
    LogEntry { edit: Edit::Group("a lost change".into(), vec![]), at: 0.0 }
}
