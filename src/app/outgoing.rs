//! A file on its way out, part by part: what is made is handed to the browser as soon as it is more than a little, so
//! that the page never holds a large file.

use super::{Effect, File};
use crate::clerk::Job;

/// So much is held back: a file that is no larger is offered as it is.
const PART: usize = 1 << 20;

/// A file that is being made.
#[derive(Clone, PartialEq, Debug)]
pub struct Outgoing {
    job: Job,
    /// What has been made and is not with the browser.
    ready: Vec<u8>,
    /// Whether the browser has some of it.
    is_begun: bool,
}

impl Outgoing {
    /// Nothing is made yet; the file goes by the name of its job.
    pub fn new(job: Job) -> Outgoing {
        Outgoing { job, ready: vec![], is_begun: false }
    }

    /// Some more of it.
    pub fn add(&mut self, bytes: &[u8]) -> Option<Effect> {
        self.ready.extend_from_slice(bytes);
        if self.ready.len() < PART {
            return None;
        }
        self.is_begun = true;
        Some(Effect::Gather(self.job, std::mem::take(&mut self.ready)))
    }

    /// It is whole: the person gets it.
    pub fn offer(self, name: String, mime: String) -> Vec<Effect> {
        let Outgoing { job, ready, is_begun } = self;
        if !is_begun {
            return vec![Effect::Download(File { name, mime, bytes: ready })];
        }
        vec![Effect::Gather(job, ready), Effect::Offer(job, name, mime)]
    }

    /// It is not wanted any more, or cannot be made.
    pub fn leave(self) -> Option<Effect> {
        self.is_begun.then_some(Effect::Scatter(self.job))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_leaves_the_page_while_it_is_made() {
        let mut file = Outgoing::new(Job(1));
        assert_eq!(file.add(b"a"), None);
        let small = file.clone().offer("a.txt".into(), "text/plain".into());
        assert!(matches!(&small[..], [Effect::Download(file)] if file.bytes == b"a"));
        assert_eq!(file.clone().leave(), None);
        let part = file.add(&vec![b'b'; PART]);
        assert!(matches!(&part, Some(Effect::Gather(Job(1), bytes)) if bytes.len() == PART + 1));
        assert_eq!(file.clone().leave(), Some(Effect::Scatter(Job(1))));
        let rest = file.offer("a.txt".into(), "text/plain".into());
        assert!(matches!(&rest[..], [Effect::Gather(..), Effect::Offer(Job(1), ..)]));
    }
}
