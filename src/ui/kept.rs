//! The long views, made anew only where what they show has changed.

use crate::annotate::StatementId;
use crate::app::views::article::{self, Reading};
use crate::app::views::people::{self, PeopleView};
use crate::app::views::pictures::{self, PictureView};
use crate::app::{Model, People, View, known};
use crate::text::DocumentId;
use std::rc::Rc;

/// A value with what it was made from.
struct Kept<Key, Value>(Option<(Key, Value)>);

/// What was shown last.
#[derive(Default)]
pub struct LongViews {
    known: Kept<u64, Rc<Vec<Rc<str>>>>,
    reading: Kept<(u64, Option<DocumentId>, Option<StatementId>), Option<Reading>>,
    people: Kept<(u64, People), Rc<PeopleView>>,
    pictures: Kept<u64, Rc<Vec<Rc<PictureView>>>>,
}

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
        match model.view {
            View::Desk => {
                let key = (revision, model.open, model.chosen);
                self.reading.renew(key, |before| article::reading(model, before.and_then(Option::as_ref)));
            }
            View::People => {
                self.people.renew((revision, model.people.clone()), |_| Rc::new(people::view(model)));
            }
            View::Pictures => self.pictures.renew(revision, |_| Rc::new(pictures::view(model))),
            View::Table | View::Scheme => {}
        }
        if matches!(model.view, View::Desk | View::People | View::Table) {
            self.known.renew(revision, |_| Rc::new(known(model)));
        }
    }

    /// Every name of the project.
    pub fn known(&self) -> Rc<Vec<Rc<str>>> {
        self.known.value().cloned().unwrap_or_default()
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
