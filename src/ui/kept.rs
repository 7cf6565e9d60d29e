//! The long views, made anew only where what they show has changed.

use crate::annotate::StatementId;
use crate::app::views::article::{self, Reading};
use crate::app::views::documents::{self, DocumentRow};
use crate::app::views::people::{self, PeopleView};
use crate::app::views::pictures::{self, PictureView};
use crate::app::{Model, People, Scope, View, queue};
use crate::text::DocumentId;
use std::rc::Rc;

/// A value with what it was made from.
struct Kept<Key, Value>(Option<(Key, Value)>);

/// What was shown last.
#[derive(Default)]
pub struct LongViews {
    reading: Kept<ReadingKey, Option<Reading>>,
    documents: Kept<DocumentsKey, Rc<Vec<Rc<DocumentRow>>>>,
    remaining: Kept<(u64, Scope, Option<DocumentId>), usize>,
    people: Kept<(u64, People), Rc<PeopleView>>,
    pictures: Kept<u64, Rc<Vec<Rc<PictureView>>>>,
}

/// What the open article depends on: what was changed, which one it is, what is chosen, how much of it is on the page.
type ReadingKey = (u64, Option<DocumentId>, Option<StatementId>, (usize, usize));

/// What the list of documents depends on: what was changed, which one is open, what the engine was asked and owes.
type DocumentsKey = (u64, Option<DocumentId>, u32, usize);

impl<Key, Value> Default for Kept<Key, Value> {
    fn default() -> Kept<Key, Value> {
        Kept(None)
    }
}

impl<Key: PartialEq, Value> Kept<Key, Value> {
    fn renew(&mut self, key: Key, make: impl FnOnce(Option<&Value>) -> Value) {
        if self.0.as_ref().is_none_or(|(kept, _)| *kept != key) {
            let value = make(self.0.as_ref().map(|(_, value)| value));
            self.0 = Some((key, value));
        }
    }

    fn value(&self) -> Option<&Value> {
        self.0.as_ref().map(|(_, value)| value)
    }
}

impl LongViews {
    /// Makes anew what is shown and has changed; what is out of sight waits.
    pub fn refresh(&mut self, model: &Model) {
        let revision = model.revision;
        let reach = (revision, model.queue.scope, model.open);
        self.remaining.renew(reach, |_| queue::remaining(model));
        match model.view {
            View::Desk => {
                let key = (revision, model.open, model.jobs.given, model.jobs.running.len());
                let rows = |before: Option<&Rc<Vec<_>>>| {
                    Rc::new(documents::rows(model, before.map_or(&[], |rows| rows)))
                };
                self.documents.renew(key, rows);
                let key = (revision, model.open, model.chosen, model.stretch.shown());
                self.reading.renew(key, |before| article::reading(model, before.and_then(Option::as_ref)));
            }
            View::People => {
                self.people.renew((revision, model.people.clone()), |_| Rc::new(people::view(model)));
            }
            View::Pictures => self.pictures.renew(revision, |_| Rc::new(pictures::view(model))),
            View::Table | View::Scheme => {}
        }
    }

    /// The list of documents.
    pub fn documents(&self) -> Rc<Vec<Rc<DocumentRow>>> {
        self.documents.value().cloned().unwrap_or_default()
    }

    /// How many statements are open in the reach of the queue.
    pub fn remaining(&self) -> usize {
        self.remaining.value().copied().unwrap_or(0)
    }

    /// The open article as it was seen last.
    pub fn reading(&self) -> Option<&Reading> {
        self.reading.value().and_then(Option::as_ref)
    }

    /// The people, once they have been seen.
    pub fn people(&self) -> Option<Rc<PeopleView>> {
        self.people.value().cloned()
    }

    /// The pictures, once they have been seen.
    pub fn pictures(&self) -> Rc<Vec<Rc<PictureView>>> {
        self.pictures.value().cloned().unwrap_or_default()
    }
}
