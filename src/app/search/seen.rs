//! The articles as the last search saw them: those that are still the same need not be looked at again.

use crate::annotate::Annotations;
use crate::app::Model;
use crate::app::views::statements;
use crate::order;
use crate::text::plain::plain;
use std::collections::HashMap;
use std::rc::Rc;

/// What was seen of each article, and who speaks in all of them.
#[derive(Default)]
pub(super) struct Seen {
    /// Text and annotations, by the article's place; nothing where it is closed.
    articles: Vec<Option<(Rc<str>, Rc<Annotations>)>>,
    /// In how many statements each name speaks.
    counts: HashMap<Rc<str>, usize>,
    speakers: Rc<Vec<Rc<str>>>,
}

impl Seen {
    /// Every speaker of the project, sorted.
    pub(super) fn speakers(&self) -> &Rc<Vec<Rc<str>>> {
        &self.speakers
    }

    /// How many statements there are in the articles at `places`.
    pub(super) fn n_statements(&self, places: impl IntoIterator<Item = usize>) -> usize {
        let seen = places.into_iter().filter_map(|place| self.articles.get(place)?.as_ref());
        seen.map(|(_, annotations)| annotations.entries.len()).sum()
    }

    /// Looks at the project again: the places of the articles that are not as they were, in their order.
    pub(super) fn renew(&mut self, model: &Model) -> Vec<usize> {
        let articles = model.session.articles();
        let n_places = articles.len().max(self.articles.len());
        self.articles.resize(n_places, None);
        let mut others = vec![];
        let mut has_other_names = false;
        for place in 0..n_places {
            let article = articles.get(place).filter(|it| !model.session.is_closed(it.document.id));
            let before = self.articles[place].as_ref().map(|(_, annotations)| Rc::as_ptr(annotations));
            if before == article.map(|article| Rc::as_ptr(&article.annotations)) {
                continue;
            }
            others.push(place);
            let now = article.map(|article| (article.document.text.clone(), article.annotations.clone()));
            let before = std::mem::replace(&mut self.articles[place], now.clone());
            for (seen, is_here) in [(now, true), (before, false)] {
                has_other_names |= seen.is_some_and(|(text, it)| self.count(&text, &it, is_here));
            }
        }
        self.articles.truncate(articles.len());
        if has_other_names {
            let keyed = |name: &Rc<str>| (plain(name), name.clone());
            let mut names: Vec<(String, Rc<str>)> = self.counts.keys().map(keyed).collect();
            order::sort(&mut names);
            self.speakers = Rc::new(names.into_iter().map(|(_, name)| name).collect());
        }
        others
    }

    /// Counts who speaks in an article that is here now, or no longer; whether there are other names by it.
    fn count(&mut self, text: &str, annotations: &Annotations, is_here: bool) -> bool {
        let mut has_other_names = false;
        let mut one = |name: &str| match self.counts.get_mut(name) {
            Some(count) if is_here => *count += 1,
            Some(count) if *count > 1 => *count -= 1,
            Some(_) => has_other_names |= self.counts.remove(name).is_some(),
            None => has_other_names |= self.counts.insert(name.into(), 1).is_none(),
        };
        for entry in &annotations.entries {
            match entry.statement.speaker_name {
                // A joint statement is one of several people.
                Some(_) => entry.statement.speakers().for_each(&mut one),
                None => one(&statements::speaker(text, entry)),
            }
        }
        has_other_names
    }
}
