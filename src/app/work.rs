//! An edit that takes long: done some changes at a time, so that the page lives and the person can stop it.

use super::{Msg, News};
use crate::annotate::Edit;
use crate::annotate::session::Staged;
use std::rc::Rc;

/// The edit under way. Nothing of the project changes before all of it is done.
pub struct Work {
    /// What is done.
    pub edit: Edit,
    /// In words.
    pub title: Rc<str>,
    /// How far.
    pub staged: Staged,
    /// What follows.
    pub epilogue: Epilogue,
    /// What happened meanwhile: it waits.
    pub held: Vec<Msg>,
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

/// How much is done at once, so that each time takes about as long as the eye takes for a picture.
pub struct Pace {
    /// Changes at once.
    pub n: usize,
    last: f64,
}

/// Fewer at once would take more time to show than to do.
const FEWEST: usize = 400;

/// A time at work, in milliseconds: shorter ones are worth more changes at once, longer ones fewer.
const SHORT: f64 = 25.0;
const LONG: f64 = 80.0;

impl Default for Pace {
    fn default() -> Pace {
        Pace { n: 4 * FEWEST, last: 0.0 }
    }
}

impl Pace {
    /// Another time begins at `now`.
    pub fn keep(&mut self, now: f64) {
        match now - self.last {
            short if short < SHORT => self.n = self.n.saturating_mul(2).min(1 << 20),
            long if long > LONG => self.n = (self.n / 2).max(FEWEST),
            _ => {}
        }
        self.last = now;
    }
}
