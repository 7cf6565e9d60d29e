//! An edit on its way into the project, some parts at a time: nothing of the project changes before all are done.

use super::{Session, documents_of, flat, touches_project};
use crate::annotate::edit::enact;
use crate::annotate::log::LogEntry;
use crate::annotate::registry::Registry;
use crate::annotate::scheme::Scheme;
use crate::annotate::{Annotations, Edit, EditError};
use crate::text::DocumentId;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// How far an edit is.
pub struct Staged {
    /// Parts of the edit, and how many of them are done.
    parts: usize,
    parts_done: usize,
    /// Whether registry, scheme and closed documents are made from the log anew.
    is_project_anew: bool,
    /// Articles to be read after the parts, known when these are done, and how many have been.
    to_read: Option<Vec<usize>>,
    n_read: usize,
    /// What the parts made, by the article's place.
    given: HashMap<usize, Annotations>,
    read: Vec<(usize, Rc<Annotations>, Rc<Annotations>)>,
    registry: Rc<Registry>,
    scheme: Rc<Scheme>,
    closed: BTreeSet<DocumentId>,
}

impl Staged {
    /// Steps done and steps in all, as far as they are known.
    pub fn progress(&self) -> (usize, usize) {
        let to_read = self.to_read.as_ref().map_or(0, Vec::len);
        (self.parts_done + self.n_read, self.parts + to_read)
    }

    /// Does a part that changes no document.
    pub(super) fn change_project(&mut self, part: &Edit) {
        match part {
            Edit::PutPerson(entry) => Rc::make_mut(&mut self.registry).put(entry.clone()),
            Edit::RemovePerson(name) => Rc::make_mut(&mut self.registry).remove(name),
            Edit::SetScheme(next) => self.scheme = next.clone(),
            Edit::Close(id) => drop(self.closed.insert(*id)),
            Edit::Open(id) => drop(self.closed.remove(id)),
            Edit::Document(..) | Edit::Group(..) => {}
        }
    }
}

impl Session {
    /// How much work an edit is, in changes to a statement; statements that will be read anew count as well.
    pub fn work(&self, edit: &Edit) -> usize {
        let all = || self.articles.iter().map(|article| article.given.entries.len()).sum();
        let read = if touches_project(edit) { all() } else { 0 };
        flat(edit).len() + read
    }

    /// An edit that is about to be done.
    pub fn stage(&self, edit: &Edit) -> Staged {
        Staged {
            parts: flat(edit).len(),
            parts_done: 0,
            is_project_anew: false,
            to_read: None,
            n_read: 0,
            given: HashMap::new(),
            read: vec![],
            registry: self.registry.clone(),
            scheme: self.scheme.clone(),
            closed: self.closed.clone(),
        }
    }

    /// Does about `n` changes of `edit`, the one that was staged; whether all is done.
    ///
    /// # Errors
    /// When a part does not fit.
    pub fn advance(&self, staged: &mut Staged, edit: &Edit, n: usize) -> Result<bool, EditError> {
        if staged.parts_done < staged.parts {
            self.do_parts(staged, edit, n)?;
            return Ok(false);
        }
        Ok(self.read_some(staged, edit, n))
    }

    /// The state before the last edit in force, about to be made from the edits before that one.
    pub fn stage_undo(&self) -> Option<Staged> {
        let (last, before) = self.log.in_force().split_last()?;
        let mut staged = self.stage(&Edit::Group("".into(), vec![]));
        staged.parts = before.iter().map(|entry| flat(&entry.edit).len()).sum();
        for place in self.places_of(&last.edit) {
            staged.given.insert(place, self.articles[place].start());
        }
        if touches_project(&last.edit) {
            staged.is_project_anew = true;
            staged.registry = Rc::default();
            staged.scheme = Rc::new(Scheme::default_scheme());
            staged.closed.clear();
        }
        Some(staged)
    }

    /// Does about `n` steps more of it; whether all are done.
    pub fn advance_undo(&self, staged: &mut Staged, n: usize) -> bool {
        let Some((last, before)) = self.log.in_force().split_last() else { return true };
        if staged.parts_done == staged.parts {
            return self.read_some(staged, &last.edit, n);
        }
        let parts = before.iter().flat_map(|entry| flat(&entry.edit));
        for part in parts.skip(staged.parts_done).take(n) {
            staged.parts_done += 1;
            match part {
                Edit::Document(id, change) => {
                    let given =
                        self.places.get(id).and_then(|place| Some((*place, staged.given.get_mut(place)?)));
                    if let Some((place, given)) = given {
                        // What does not fit is left out.
                        let _ = enact(given, &self.articles[place].document.text, change);
                    }
                }
                part if staged.is_project_anew => staged.change_project(part),
                _ => {}
            }
        }
        false
    }

    /// The last edit is in force no longer; gives it.
    pub fn commit_undo(&mut self, staged: Staged) -> Option<Edit> {
        self.take(staged);
        Some(self.log.back()?.edit.clone())
    }

    /// The next edit of the log is in force again, as it was staged; gives it.
    pub fn commit_redo(&mut self, staged: Staged) -> Option<Edit> {
        self.take(staged);
        Some(self.log.forth()?.edit.clone())
    }

    /// Reads articles with about `n` statements; whether all have been.
    fn read_some(&self, staged: &mut Staged, edit: &Edit, n: usize) -> bool {
        let to_read = staged.to_read.take().unwrap_or_else(|| self.to_read(staged, edit));
        let mut left = n;
        while left > 0 && staged.n_read < to_read.len() {
            left = left.saturating_sub(self.read_next(staged, to_read[staged.n_read]));
        }
        let is_done = staged.n_read == to_read.len();
        staged.to_read = Some(to_read);
        is_done
    }

    /// The edit is in force and in the log. `at` is the time in milliseconds since 1970.
    pub fn commit(&mut self, staged: Staged, edit: Edit, at: f64) {
        self.take(staged);
        self.log.push(LogEntry { edit, at });
    }

    /// Does about `n` parts.
    pub(super) fn do_parts(&self, staged: &mut Staged, edit: &Edit, n: usize) -> Result<(), EditError> {
        for part in flat(edit).into_iter().skip(staged.parts_done).take(n) {
            staged.parts_done += 1;
            if let Edit::Close(id) | Edit::Open(id) = part {
                self.places.get(id).ok_or(EditError::UnknownDocument)?;
            }
            let Edit::Document(id, change) = part else {
                staged.change_project(part);
                continue;
            };
            let place = *self.places.get(id).ok_or(EditError::UnknownDocument)?;
            let article = &self.articles[place];
            let given = staged.given.entry(place).or_insert_with(|| (*article.given).clone());
            enact(given, &article.document.text, change)?;
        }
        Ok(())
    }

    /// What was done is the state from now on.
    pub(super) fn take(&mut self, staged: Staged) {
        for (place, given) in staged.given {
            self.articles[place].given = Rc::new(given);
        }
        for (place, given, read) in staged.read {
            self.articles[place].given = given;
            self.articles[place].take(read);
        }
        self.registry = staged.registry;
        self.scheme = staged.scheme;
        self.closed = staged.closed;
    }

    /// The articles that read otherwise after the edit.
    fn to_read(&self, staged: &Staged, edit: &Edit) -> Vec<usize> {
        if !self.reads_otherwise(&staged.scheme, &staged.registry) {
            return documents_of(edit).iter().filter_map(|id| self.places.get(id).copied()).collect();
        }
        (0..self.articles.len()).collect()
    }

    /// Reads the article at `place`; how many statements it has.
    fn read_next(&self, staged: &mut Staged, place: usize) -> usize {
        let given = staged.given.remove(&place).map_or_else(|| self.articles[place].given.clone(), Rc::new);
        let read = reading(&given, &staged.scheme, &staged.registry);
        staged.n_read += 1;
        let n_statements = given.entries.len();
        staged.read.push((place, given, read));
        n_statements.max(1)
    }
}

/// What machine and people gave, with the scheme's labels and the registry's names.
pub(super) fn reading(given: &Rc<Annotations>, scheme: &Scheme, registry: &Registry) -> Rc<Annotations> {
    let mut read = given.clone();
    scheme.relabel(&mut read);
    registry.refile(&mut read);
    read
}
