//! A project: documents with their analyses, one log, and what follows from them.

use super::edit::apply;
use super::log::{EditLog, LogEntry, Step};
use super::registry::Registry;
use super::scheme::Scheme;
use super::{Analysis, Annotations, Edit, EditError, Label};
use crate::text::{Document, DocumentId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// One document with what was found and decided in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Article {
    /// Name and text.
    pub document: Document,
    /// What the machine said, by the newest engine that an edit in force brought; nothing while it has not answered.
    pub analysis: Option<Rc<Analysis>>,
    /// What the machine said first: the edits of the log stand on it.
    pub first: Option<Rc<Analysis>>,
    /// The analysis after every edit in force, its labels those of the scheme.
    pub annotations: Rc<Annotations>,
    /// How many words the text has; counted once, for it never changes.
    pub n_words: usize,
}

/// Documents in the order of their arrival, and the log of the whole project.
///
/// Annotations, registry, scheme and which documents are closed are folds over the log; [`Session::perform`], [`Session::undo`] and
/// [`Session::redo`] keep them true and touch no more documents than the edit does.
pub struct Session {
    articles: Vec<Article>,
    places: HashMap<DocumentId, usize>,
    log: EditLog,
    registry: Rc<Registry>,
    scheme: Rc<Scheme>,
    closed: BTreeSet<DocumentId>,
}

impl Article {
    /// Whether the engine, or who made the data set that it comes from, has answered.
    pub fn is_analysed(&self) -> bool {
        self.analysis.as_ref().is_some_and(|analysis| !analysis.is_awaited())
    }

    fn take(&mut self, annotations: Annotations) {
        self.analysis = self.first.is_some().then(|| annotations.analysis.clone());
        self.annotations = Rc::new(annotations);
    }
}

impl Default for Session {
    fn default() -> Session {
        Session {
            articles: vec![],
            places: HashMap::new(),
            log: EditLog::default(),
            registry: Rc::default(),
            scheme: Rc::new(Scheme::default_scheme()),
            closed: BTreeSet::new(),
        }
    }
}

impl Session {
    /// Documents in the order of their arrival.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The article of this document.
    pub fn article(&self, id: DocumentId) -> Option<&Article> {
        self.places.get(&id).map(|place| &self.articles[*place])
    }

    /// The log.
    pub fn log(&self) -> &EditLog {
        &self.log
    }

    /// Whom the project knows.
    pub fn registry(&self) -> &Rc<Registry> {
        &self.registry
    }

    /// The stance labels in use.
    pub fn scheme(&self) -> &Rc<Scheme> {
        &self.scheme
    }

    /// Whether a document is put away.
    pub fn is_closed(&self, id: DocumentId) -> bool {
        self.closed.contains(&id)
    }

    /// How many statements have each label as machine and people gave it, before the scheme reads it as its own.
    pub fn given_labels(&self) -> BTreeMap<Label, usize> {
        let mut counts = BTreeMap::new();
        for article in &self.articles {
            for entry in self.folded(article).entries {
                *counts.entry(entry.statement.stance.label.clone()).or_default() += 1;
            }
        }
        counts
    }

    /// Takes a document in; `false` when the same one is here already.
    pub fn add(&mut self, document: Document) -> bool {
        if self.places.contains_key(&document.id) {
            return false;
        }
        self.places.insert(document.id, self.articles.len());
        let annotations = Rc::new(Annotations::of(&Rc::new(Analysis::empty())));
        let n_words = document.text.split_whitespace().count();
        self.articles.push(Article { document, analysis: None, first: None, annotations, n_words });
        true
    }

    /// Puts `analysis` under the edits of its document; `false` when the document is not here.
    ///
    /// Edits that no longer fit are left out. A newer engine's analysis comes as an edit, [`super::Change::Renew`].
    pub fn set_analysis(&mut self, id: DocumentId, analysis: Rc<Analysis>) -> bool {
        let Some(place) = self.places.get(&id).copied() else { return false };
        self.articles[place].first = Some(analysis);
        self.refold(place);
        true
    }

    /// Does an edit, wholly or not at all. `at` is the time in milliseconds since 1970.
    ///
    /// # Errors
    /// When the edit, or any part of a group, does not fit; nothing has changed then.
    pub fn perform(&mut self, edit: Edit, at: f64) -> Result<(), EditError> {
        let before = self.scheme.clone();
        self.enforce(&edit)?;
        let documents = documents_of(&edit);
        self.log.push(LogEntry { edit, at });
        self.relabel(&before, &documents);
        Ok(())
    }

    /// Takes the last edit back and returns it.
    pub fn undo(&mut self) -> Option<Edit> {
        let edit = self.log.back()?.edit.clone();
        let before = self.scheme.clone();
        if touches_project(&edit) {
            self.refold_project();
        }
        self.refold_all(&documents_of(&edit));
        self.relabel(&before, &[]);
        Some(edit)
    }

    /// Does again what was undone last and returns it.
    pub fn redo(&mut self) -> Option<Edit> {
        let edit = self.log.forth()?.edit.clone();
        // It fitted when it was done; parts that were refused at replay are refused again.
        let before = self.scheme.clone();
        for part in flat(&edit) {
            let _ = self.enforce(part);
        }
        self.relabel(&before, &documents_of(&edit));
        Some(edit)
    }

    /// Replays one line of the journal. Undo and redo beyond the ends do nothing.
    ///
    /// # Errors
    /// When an edit does not fit what is here, as after the loss of an analysis. It keeps its place in the
    /// log all the same, so that later lines take back the edits that they mean; the parts that fit are in force.
    pub fn replay(&mut self, step: Step) -> Result<(), EditError> {
        match step {
            Step::Do(entry) => return self.replay_edit(entry),
            Step::Undo => drop(self.undo()),
            Step::Redo => drop(self.redo()),
        }
        Ok(())
    }

    /// Replays a whole journal in one pass and gives how many edits in force did not fit wholly. They keep their
    /// place in the log all the same, see [`Session::replay`].
    pub fn restore(&mut self, steps: impl IntoIterator<Item = Step>) -> usize {
        steps.into_iter().for_each(|step| self.log.follow(step));
        for article in &mut self.articles {
            article.take(start_of(article));
        }
        self.registry = Rc::default();
        self.scheme = Rc::new(Scheme::default_scheme());
        self.closed.clear();
        let log = std::mem::take(&mut self.log);
        let misfits = log.in_force().iter().filter(|entry| !self.enforce_parts(&entry.edit)).count();
        self.log = log;
        for article in &mut self.articles {
            self.scheme.relabel(Rc::make_mut(&mut article.annotations));
        }
        misfits
    }

    /// Applies the parts of `edit` that fit; whether all did.
    fn enforce_parts(&mut self, edit: &Edit) -> bool {
        // One by one only when not all fit together.
        self.enforce(edit).is_ok()
            || flat(edit).into_iter().filter(|part| self.enforce(part).is_err()).count() == 0
    }

    fn replay_edit(&mut self, entry: LogEntry) -> Result<(), EditError> {
        let before = self.scheme.clone();
        let outcome = self.enforce(&entry.edit);
        let documents = documents_of(&entry.edit);
        self.log.push(entry);
        if outcome.is_err() {
            self.refold_project();
            self.refold_all(&documents);
        }
        self.relabel(&before, &documents);
        outcome
    }

    /// Applies `edit` to the derived state, wholly or not at all.
    fn enforce(&mut self, edit: &Edit) -> Result<(), EditError> {
        let mut touched: HashMap<usize, Annotations> = HashMap::new();
        for part in flat(edit) {
            if let Edit::Close(id) | Edit::Open(id) = part {
                self.places.get(id).ok_or(EditError::UnknownDocument)?;
            }
            let Edit::Document(id, change) = part else { continue };
            let place = *self.places.get(id).ok_or(EditError::UnknownDocument)?;
            let article = &self.articles[place];
            let before = touched.get(&place).unwrap_or(&article.annotations);
            let after = apply(before, &article.document.text, change)?;
            touched.insert(place, after);
        }
        for (place, annotations) in touched {
            self.articles[place].take(annotations);
        }
        flat(edit).into_iter().for_each(|part| self.enforce_project(part));
        Ok(())
    }

    /// Sees to it that every label is one of the scheme: all documents anew when the scheme is another than
    /// `before`, else those of `documents` when labels of other schemes have to be read as its own.
    fn relabel(&mut self, before: &Rc<Scheme>, documents: &[DocumentId]) {
        if !Rc::ptr_eq(before, &self.scheme) && **before != *self.scheme {
            (0..self.articles.len()).for_each(|place| self.refold(place));
        } else if !self.scheme.mapping.is_empty() {
            self.refold_all(documents);
        }
    }

    fn refold_all(&mut self, documents: &[DocumentId]) {
        for id in documents {
            if let Some(place) = self.places.get(id).copied() {
                self.refold(place);
            }
        }
    }

    /// Folds the log over one document anew.
    fn refold(&mut self, place: usize) {
        let mut folded = self.folded(&self.articles[place]);
        self.scheme.relabel(&mut folded);
        self.articles[place].take(folded);
    }

    /// The analysis of `article` after every edit in force, its labels as machine and people gave them.
    fn folded(&self, article: &Article) -> Annotations {
        let id = article.document.id;
        let start = start_of(article);
        let edits = self.log.in_force().iter().flat_map(|entry| flat(&entry.edit));
        let changes = edits.filter_map(|edit| match edit {
            Edit::Document(document, change) if *document == id => Some(change),
            _ => None,
        });
        let text = &article.document.text;
        changes.fold(start, |before, change| apply(&before, text, change).unwrap_or(before))
    }

    fn refold_project(&mut self) {
        self.registry = Rc::default();
        self.scheme = Rc::new(Scheme::default_scheme());
        self.closed.clear();
        let log = std::mem::take(&mut self.log);
        log.in_force().iter().flat_map(|entry| flat(&entry.edit)).for_each(|edit| self.enforce_project(edit));
        self.log = log;
    }

    fn enforce_project(&mut self, edit: &Edit) {
        match edit {
            Edit::PutPerson(entry) => Rc::make_mut(&mut self.registry).put(entry.clone()),
            Edit::RemovePerson(name) => Rc::make_mut(&mut self.registry).remove(name),
            Edit::SetScheme(next) => self.scheme = next.clone(),
            Edit::Close(id) => drop(self.closed.insert(*id)),
            Edit::Open(id) => drop(self.closed.remove(id)),
            Edit::Document(..) | Edit::Group(..) => {}
        }
    }
}

/// What stands in an article before any edit.
fn start_of(article: &Article) -> Annotations {
    let empty = || Annotations::of(&Rc::new(Analysis::empty()));
    article.first.as_ref().map_or_else(empty, Annotations::of)
}

/// The edits in a group, or the edit itself.
fn flat(edit: &Edit) -> Vec<&Edit> {
    match edit {
        Edit::Group(_, edits) => edits.iter().flat_map(flat).collect(),
        single => vec![single],
    }
}

/// The documents that `edit` changes, each once.
pub fn documents_of(edit: &Edit) -> Vec<DocumentId> {
    let mut documents: Vec<DocumentId> = flat(edit)
        .into_iter()
        .filter_map(|edit| if let Edit::Document(id, _) = edit { Some(*id) } else { None })
        .collect();
    documents.sort();
    documents.dedup();
    documents
}

fn touches_project(edit: &Edit) -> bool {
    flat(edit).into_iter().any(|edit| !matches!(edit, Edit::Document(..)))
}
