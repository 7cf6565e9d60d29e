//! What takes long: done some of it at a time, so that the page lives and the person can stop it.

use super::outgoing::Outgoing;
use super::taking::Taking;
use super::{Msg, News};
use crate::annotate::session::Staged;
use crate::annotate::{Edit, Stored};
use crate::dataset::project;
use std::rc::Rc;

/// What is under way. Nothing of the project changes before all of it is done.
pub struct Work {
    /// What is done.
    pub task: Task,
    /// What happened meanwhile: it waits.
    pub held: Vec<Msg>,
}

/// What can take long.
pub enum Task {
    /// An edit, with its words and what follows.
    Edit(Edit, Rc<str>, Staged, Epilogue),
    /// The last edit is taken back.
    Undo(Staged),
    /// The next edit of the log is done again.
    Redo(Edit, Staged),
    /// A data set is taken in.
    Taking(Box<Taking>),
    /// A project file is read.
    Opening(Box<Opening>),
    /// The project is written into a file.
    Leaving(Box<Leaving>),
}

/// A project file on its way in.
pub struct Opening {
    /// Its name.
    pub name: Rc<str>,
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// What has been read of it.
    pub reading: project::Reading,
}

/// The project on its way into a file.
pub struct Leaving {
    /// What is still to be written.
    pub writing: project::Writing,
    /// What has been.
    pub outgoing: Outgoing,
    /// The project that takes its place on the page.
    pub next: Option<Rc<Stored>>,
}

impl Task {
    /// What is done in a word, how much of it, and of how much.
    pub fn progress(&self) -> (&'static str, usize, usize) {
        let (word, (done, total)) = match self {
            Task::Edit(_, _, staged, _) => ("changing", staged.progress()),
            Task::Undo(staged) => ("undoing", staged.progress()),
            Task::Redo(_, staged) => ("redoing", staged.progress()),
            Task::Taking(taking) => ("taking in kB", taking.progress()),
            Task::Opening(it) => ("opening kB", (it.reading.progress() >> 10, it.bytes.len() >> 10)),
            Task::Leaving(leaving) => ("writing line", leaving.writing.progress()),
        };
        (word, done, total)
    }
}

/// What is said and shown when an edit is done.
#[derive(Default)]
pub struct Epilogue {
    /// One sentence more.
    pub remark: Rc<str>,
    /// Who is looked at among the people.
    pub person: Option<Rc<str>>,
    /// Whether the scheme's draft was used.
    pub is_draft_used: bool,
    /// What a newer engine has changed.
    pub news: Option<News>,
}

/// How much is done at once, so that each part takes about as long as the drawing of the page after it.
pub struct Pace {
    /// Changes at once.
    pub n: usize,
}

/// Fewer at once would take more time to show than to do.
const FEWEST: usize = 400;
const MOST: usize = 1 << 20;

/// How long a part is to take, in milliseconds.
const WANTED: f64 = 25.0;

/// The next part may be so many times as long as the last one: parts of the same length do not all take as long.
const STEEPEST: f64 = 4.0;

impl Default for Pace {
    fn default() -> Pace {
        Pace { n: 4 * FEWEST }
    }
}

impl Pace {
    /// The last part took so many milliseconds: shorter ones are worth more changes at once, longer ones fewer.
    pub fn keep(&mut self, took: f64) {
        let share = (WANTED / took.max(1.0)).min(STEEPEST);
        self.n = ((self.n as f64 * share) as usize).clamp(FEWEST, MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_as_long_as_they_are_wanted() {
        let parts = |milliseconds_a_change: f64| {
            let mut pace = Pace::default();
            (0..8).for_each(|_| pace.keep(pace.n as f64 * milliseconds_a_change));
            pace.n
        };
        assert_eq!([parts(0.001), parts(0.01), parts(1.0)], [25_000, 2_500, FEWEST]);
    }
}
