//! What the palette finds: commands, documents, people.

use crate::app::keys::{Command, KEYLESS, TABLE, When};
use crate::app::{Filter, Model, Msg, names};
use crate::text::plain::plain;
use std::rc::Rc;

/// So many finds are shown.
const MOST: usize = 12;

/// Something that the palette found.
#[derive(Clone, PartialEq, Debug)]
pub struct Find {
    /// In words.
    pub title: Rc<str>,
    /// Command, document or person.
    pub sort: &'static str,
    /// Its key, if it has one.
    pub key: Rc<str>,
    /// What choosing it does.
    pub does: Vec<Msg>,
}

/// What fits the typed word, commands first.
pub fn finds(model: &Model) -> Vec<Find> {
    let word = plain(model.query.trim());
    let words: Vec<&str> = word.split_whitespace().collect();
    let fits = |find: &Find| words.iter().all(|word| plain(&find.title).contains(word));
    let commands = commands(model);
    commands.into_iter().chain(documents(model)).chain(people(model, &word)).filter(fits).take(MOST).collect()
}

fn commands(model: &Model) -> Vec<Find> {
    let find = |title: &str, key: &str, command: Command| Find {
        title: title.into(),
        sort: "command",
        key: key.into(),
        does: vec![Msg::Asked(Command::Escape), Msg::Asked(command)],
    };
    // The palette takes the selection away, so that what needs one is not offered.
    let rows = TABLE.iter().filter(|row| row.when != When::Selection && row.command != Command::Escape);
    let table = rows.map(|row| find(row.title, model.keys.of(row).first().unwrap_or(&""), row.command));
    let keyless = KEYLESS.iter().map(|(command, title)| find(title, "", *command));
    let stances = model.session.scheme().labels.iter().enumerate();
    let stances =
        stances.map(|(idx, label)| find(&format!("Stance: {}", label.shown), "", Command::Stance(idx)));
    table.chain(keyless).chain(stances).collect()
}

fn documents(model: &Model) -> impl Iterator<Item = Find> {
    model.articles().map(|article| Find {
        title: article.document.name.clone(),
        sort: "document",
        key: "".into(),
        does: vec![Msg::Asked(Command::Escape), Msg::DocumentChosen(article.document.id)],
    })
}

fn people(model: &Model, word: &str) -> Vec<Find> {
    if word.is_empty() {
        return vec![];
    }
    let filter = |name: &Rc<str>| Filter { speaker: Some(name.clone()), ..Filter::default() };
    names::matching(&model.known, word)
        .into_iter()
        .map(|name| Find {
            sort: "person",
            key: "".into(),
            does: vec![Msg::Asked(Command::Escape), Msg::TableWanted(filter(&name))],
            title: name,
        })
        .collect()
}
