//! A project: documents with their analyses, one log, and what follows from them.

use super::log::{EditLog, Step};
use super::registry::Registry;
use super::scheme::Scheme;
use super::shared::Shared;
use super::{Analysis, Annotations, Edit, EditError, Label, Stored, StoredDocument};
use crate::order;
use crate::text::{Document, DocumentId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// An edit on its way into the project.
mod staged;
pub use staged::Staged;

/// One document with what was found and decided in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Article {
    /// Name and text.
    pub document: Document,
    /// What the machine said, by the newest engine that an edit in force brought; nothing while it has not answered.
    pub analysis: Option<Rc<Analysis>>,
    /// What the machine said first: the edits of the log stand on it.
    pub first: Option<Rc<Analysis>>,
    /// The analysis after every edit in force, read by the project: its labels are those of the scheme, its names
    /// those of the registry.
    pub annotations: Rc<Annotations>,
    /// The same as machine and people gave it.
    pub given: Rc<Annotations>,
    /// How many of them a person has decided about.
    pub n_reviewed: usize,
    /// Whether its analysis is still on disk: nothing is known of its statements then.
    pub is_on_disk: bool,
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
    shared: Shared,
}

impl Article {
    /// Whether the engine, or who made the data set that it comes from, has answered.
    pub fn is_analysed(&self) -> bool {
        self.analysis.as_ref().is_some_and(|analysis| !analysis.is_awaited())
    }

    /// What stands before any edit.
    fn start(&self) -> Annotations {
        let empty = || Annotations::of(&Rc::new(Analysis::empty()));
        self.first.as_ref().map_or_else(empty, Annotations::of)
    }

    fn take(&mut self, annotations: Rc<Annotations>) {
        self.analysis = self.first.is_some().then(|| annotations.analysis.clone());
        self.n_reviewed = annotations.reviewed();
        self.annotations = annotations;
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
            shared: Shared::default(),
        }
    }
}

impl Session {
    /// What was stored, in one pass, and how many of its edits in force did not fit wholly.
    pub fn of(stored: Stored) -> (Session, usize) {
        let mut session = Session::default();
        for StoredDocument { document, analysis } in stored.documents {
            let id = document.id;
            session.add(document);
            let place = session.places[&id];
            session.articles[place].is_on_disk = stored.has_more && analysis.is_none();
            session.lay_under(place, analysis);
        }
        let misfits = session.restore(stored.steps);
        (session, misfits)
    }

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
        let mut counts: BTreeMap<&Label, usize> = BTreeMap::new();
        for entry in self.articles.iter().flat_map(|article| &article.given.entries) {
            *counts.entry(&entry.statement.stance.label).or_default() += 1;
        }
        order::map(counts.into_iter().map(|(label, count)| (label.clone(), count)))
    }

    /// Takes a document in; `false` when the same one is here already.
    pub fn add(&mut self, document: Document) -> bool {
        if self.places.contains_key(&document.id) {
            return false;
        }
        self.places.insert(document.id, self.articles.len());
        let annotations = Rc::new(Annotations::of(&Rc::new(Analysis::empty())));
        let given = annotations.clone();
        let article = Article {
            document,
            analysis: None,
            first: None,
            annotations,
            given,
            n_reviewed: 0,
            is_on_disk: false,
        };
        self.articles.push(article);
        true
    }

    /// Takes in what the disk had of articles that awaited it, under the edits of the log; the places in the log of the
    /// edits in force that did not fit wholly.
    pub fn bring_back(&mut self, found: Vec<(DocumentId, Option<Rc<Analysis>>)>) -> Vec<usize> {
        let mut places = vec![];
        for (id, analysis) in found {
            let Some(place) = self.places.get(&id).copied().filter(|at| self.articles[*at].is_on_disk) else {
                continue;
            };
            self.articles[place].is_on_disk = false;
            let fits = |analysis: &Rc<Analysis>| analysis.fits(&self.articles[place].document.text);
            let analysis = analysis.filter(fits);
            self.lay_under(place, analysis);
            places.push(place);
        }
        self.refold(&places)
    }

    fn lay_under(&mut self, place: usize, analysis: Option<Rc<Analysis>>) {
        if let Some(mut analysis) = analysis {
            self.shared.share(Rc::make_mut(&mut analysis));
            self.articles[place].first = Some(analysis);
        }
    }

    /// Puts `analysis` under the edits of its document and gives it as it is kept; nothing when the document is not here.
    ///
    /// Edits that no longer fit are left out. A newer engine's analysis comes as an edit, [`super::Change::Renew`].
    pub fn set_analysis(&mut self, id: DocumentId, analysis: Rc<Analysis>) -> Option<Rc<Analysis>> {
        let place = *self.places.get(&id)?;
        self.articles[place].is_on_disk = false;
        self.lay_under(place, Some(analysis));
        self.refold(&[place]);
        self.articles[place].first.clone()
    }

    /// Does an edit, wholly or not at all. `at` is the time in milliseconds since 1970.
    ///
    /// # Errors
    /// When the edit, or any part of a group, does not fit; nothing has changed then.
    pub fn perform(&mut self, edit: Edit, at: f64) -> Result<(), EditError> {
        let mut staged = self.stage(&edit);
        while !self.advance(&mut staged, &edit, usize::MAX)? {}
        self.commit(staged, edit, at);
        Ok(())
    }

    /// Takes the last edit back and returns it.
    pub fn undo(&mut self) -> Option<Edit> {
        let mut staged = self.stage_undo()?;
        while !self.advance_undo(&mut staged, usize::MAX) {}
        self.commit_undo(staged)
    }

    /// Does again what was undone last and returns it.
    pub fn redo(&mut self) -> Option<Edit> {
        let edit = self.log.forth()?.edit.clone();
        // It fitted when it was done; parts that were refused at replay are refused again.
        let _ = self.enforce_and_read(&edit);
        Some(edit)
    }

    /// Replays one line of the journal. Undo and redo beyond the ends do nothing.
    ///
    /// # Errors
    /// When an edit does not fit what is here, as after the loss of an analysis. It keeps its place in the
    /// log all the same, so that later lines take back the edits that they mean; the parts that fit are in force.
    pub fn replay(&mut self, step: Step) -> Result<(), EditError> {
        match step {
            Step::Do(entry) => {
                let outcome = self.enforce_and_read(&entry.edit);
                self.log.push(entry);
                return outcome;
            }
            Step::Undo => drop(self.undo()),
            Step::Redo => drop(self.redo()),
        }
        Ok(())
    }

    /// Replays a whole journal in one pass and gives how many edits in force did not fit wholly. They keep their
    /// place in the log all the same, see [`Session::replay`].
    pub fn restore(&mut self, steps: impl IntoIterator<Item = Step>) -> usize {
        steps.into_iter().for_each(|step| self.log.follow(step));
        let mut misfits = order::set(self.fold_project());
        let here = (0..self.articles.len()).filter(|place| !self.articles[*place].is_on_disk);
        misfits.extend(self.refold(&here.collect::<Vec<_>>()));
        misfits.len()
    }

    /// Makes registry, scheme and closed documents from the log anew; the places in the log of the edits in force that
    /// name a document that is not here.
    fn fold_project(&mut self) -> Vec<usize> {
        self.registry = Rc::default();
        self.scheme = Rc::new(Scheme::default_scheme());
        self.closed.clear();
        let mut staged = self.stage(&Edit::Group("".into(), vec![]));
        let mut misfits = vec![];
        for (number, entry) in self.log.in_force().iter().enumerate() {
            for part in flat(&entry.edit) {
                match part {
                    Edit::Document(id, _) | Edit::Close(id) | Edit::Open(id)
                        if !self.places.contains_key(id) =>
                    {
                        misfits.push(number);
                    }
                    part => staged.change_project(part),
                }
            }
        }
        self.take(staged);
        misfits
    }

    /// Does the parts of `edit` that fit, and reads what they touch.
    fn enforce_and_read(&mut self, edit: &Edit) -> Result<(), EditError> {
        let (scheme, registry) = (self.scheme.clone(), self.registry.clone());
        let outcome = self.enforce(edit);
        let places = self.places_of(edit);
        self.read_where_needed(&scheme, &registry, &places);
        outcome
    }

    /// Does the parts of `edit` that fit, without reading; the error of the first one that does not.
    fn enforce(&mut self, edit: &Edit) -> Result<(), EditError> {
        // One by one only when not all fit together.
        let whole = self.enforce_whole(edit);
        if whole.is_err() {
            for part in flat(edit) {
                let _ = self.enforce_whole(part);
            }
        }
        whole
    }

    fn enforce_whole(&mut self, edit: &Edit) -> Result<(), EditError> {
        let mut staged = self.stage(edit);
        self.do_parts(&mut staged, edit, usize::MAX)?;
        self.take(staged);
        Ok(())
    }

    /// Reads the articles at `places`: all of them when scheme or registry read otherwise than those of before.
    fn read_where_needed(&mut self, scheme: &Rc<Scheme>, registry: &Rc<Registry>, places: &[usize]) {
        if self.reads_otherwise(scheme, registry) {
            self.read(0..self.articles.len());
        } else {
            self.read(places.iter().copied());
        }
    }

    /// Whether labels or names read otherwise by these than by those in force.
    fn reads_otherwise(&self, scheme: &Rc<Scheme>, registry: &Rc<Registry>) -> bool {
        (!Rc::ptr_eq(scheme, &self.scheme) && **scheme != *self.scheme)
            || (!Rc::ptr_eq(registry, &self.registry) && !registry.files_like(&self.registry))
    }

    fn read(&mut self, places: impl IntoIterator<Item = usize>) {
        for place in places {
            let article = &mut self.articles[place];
            article.take(staged::reading(&article.given, &self.scheme, &self.registry));
        }
    }

    /// Folds the log over the articles at `places` anew, in one pass; the places in the log of the edits in force that
    /// did not fit wholly.
    fn refold(&mut self, places: &[usize]) -> Vec<usize> {
        let mut folded: HashMap<usize, Annotations> =
            places.iter().map(|place| (*place, self.articles[*place].start())).collect();
        let mut misfits = vec![];
        for (number, entry) in self.log.in_force().iter().enumerate() {
            for part in flat(&entry.edit) {
                let Edit::Document(id, change) = part else { continue };
                let Some(place) = self.places.get(id) else { continue };
                let Some(annotations) = folded.get_mut(place) else { continue };
                // What does not fit is left out.
                if super::edit::enact(annotations, &self.articles[*place].document.text, change).is_err() {
                    misfits.push(number);
                }
            }
        }
        for (place, annotations) in folded {
            self.articles[place].given = Rc::new(annotations);
        }
        self.read(places.iter().copied());
        misfits
    }

    /// The places of the documents that `edit` changes and that are here.
    fn places_of(&self, edit: &Edit) -> Vec<usize> {
        documents_of(edit).iter().filter_map(|id| self.places.get(id).copied()).collect()
    }
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
    order::sort(&mut documents);
    documents.dedup();
    documents
}

fn touches_project(edit: &Edit) -> bool {
    flat(edit).into_iter().any(|edit| !matches!(edit, Edit::Document(..)))
}
