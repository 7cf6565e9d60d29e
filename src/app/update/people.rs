//! Everybody the project knows: what is known of them, and under which name they are filed.

use super::{perform, work};
use crate::annotate::analysis::PersonSort;
use crate::annotate::edit::{Change, Edit, Field};
use crate::annotate::registry::Entry;
use crate::annotate::scheme::HUES;
use crate::annotate::{Relay, Statement, StatementId, TOGETHER};
use crate::app::views::people as view;
use crate::app::{Effect, File, FileRead, Focus, Model, PersonField, describe, people_file};
use crate::order;
use crate::text::DocumentId;
use std::rc::Rc;

pub fn query(model: &mut Model, query: Rc<str>) -> Vec<Effect> {
    model.people.query = query;
    model.people.more = 0;
    vec![]
}

pub fn more(model: &mut Model) -> Vec<Effect> {
    model.people.more += 1;
    vec![]
}

pub fn choose(model: &mut Model, name: Option<Rc<str>>) -> Vec<Effect> {
    let focus = if name.is_some() { Focus::Person } else { Focus::View };
    model.people.chosen = name;
    model.people.ticked.clear();
    vec![Effect::Focus(focus)]
}

/// What is known of `name` changes; whoever was only found in the articles is kept from now on.
pub fn field(model: &mut Model, name: &Rc<str>, field: PersonField, value: &str) -> Vec<Effect> {
    let before = view::entry(model, name);
    let mut entry = before.clone();
    let value = value.trim();
    match field {
        PersonField::Sort => entry.sort = PersonSort::named(value).unwrap_or(entry.sort),
        PersonField::Role => entry.role = value.into(),
        PersonField::Affiliation => entry.affiliation = value.into(),
        PersonField::Identifier => entry.identifier = value.into(),
        PersonField::Colour => entry.colour = HUES.into_iter().find(|hue| *hue == value).unwrap_or("").into(),
        PersonField::Aliases => {
            let forms: Vec<Rc<str>> = value.lines().map(|form| form.trim().into()).collect();
            entry.aliases.clear();
            entry.add_aliases(&forms);
        }
    }
    if entry == before { vec![] } else { perform(model, Edit::PutPerson(entry)) }
}

/// `from` is `to` wherever it stands as speaker, target, addressee or relay; the former name stays as another
/// form of the new one. When `to` is somebody already, the two become one.
pub fn rename(model: &mut Model, from: &Rc<str>, to: &str) -> Vec<Effect> {
    let to: Rc<str> = to.trim().into();
    if to.is_empty() || to == *from {
        return vec![];
    }
    let is_merge =
        view::statements_of(model, &to).next().is_some() || model.session.registry().get(&to).is_some();
    let places: Vec<(DocumentId, StatementId)> =
        view::statements_of(model, from).map(|(document, id, _)| (document, id)).collect();
    let mut edits = refiled(model, from, &to, &places);
    let n_places = edits.len();
    edits.extend(merged(model, from, &to));
    let in_places = describe::count(n_places, "place");
    let title = match is_merge {
        true => format!("{from} and {to} are one, {in_places} changed"),
        false => format!("{from} is {to} in {in_places}"),
    };
    let person = (model.people.chosen.as_ref() == Some(from)).then_some(to);
    let edit = Edit::Group(title.into(), edits);
    work::start(model, edit, work::Epilogue { person, ..Default::default() })
}

/// The registry's share in a renaming.
fn merged(model: &Model, from: &Rc<str>, to: &Rc<str>) -> Vec<Edit> {
    let registry = model.session.registry();
    let old = view::entry(model, from);
    let mut new = match registry.get(to) {
        Some(entry) => entry.clone(),
        None => {
            let known = view::entry(model, to);
            let is_known = !known.role.is_empty() || !known.affiliation.is_empty();
            if is_known { known } else { Entry { name: to.clone(), aliases: vec![], ..old.clone() } }
        }
    };
    new.add_aliases(&old.aliases);
    new.add_aliases([from]);
    let fill = |value: &mut Rc<str>, other: &Rc<str>| {
        if value.is_empty() {
            *value = other.clone();
        }
    };
    fill(&mut new.role, &old.role);
    fill(&mut new.affiliation, &old.affiliation);
    fill(&mut new.identifier, &old.identifier);
    fill(&mut new.colour, &old.colour);
    let removal = registry.get(from).map(|_| Edit::RemovePerson(from.clone()));
    removal.into_iter().chain([Edit::PutPerson(new)]).collect()
}

pub fn tick(model: &mut Model, place: (DocumentId, StatementId), is_ticked: bool) -> Vec<Effect> {
    if is_ticked {
        model.people.ticked.insert(place);
    } else {
        model.people.ticked.remove(&place);
    }
    vec![]
}

/// The ticked statements of the one looked at are somebody else's.
pub fn split(model: &mut Model, to: &str) -> Vec<Effect> {
    let to: Rc<str> = to.trim().into();
    let Some(from) = model.people.chosen.clone() else { return vec![] };
    let places: Vec<(DocumentId, StatementId)> = model.people.ticked.iter().copied().collect();
    if places.is_empty() || to.is_empty() || to == from {
        model.complain("Tick the statements that are somebody else's, and give that one's name.");
        return vec![];
    }
    let mut edits = refiled(model, &from, &to, &places);
    if model.session.registry().get(&to).is_none() {
        edits.push(Edit::PutPerson(view::entry(model, &to)));
    }
    edits.extend(kept(model, &from, &to, &places));
    let title = format!("{} of {from} given to {to}", describe::count(places.len(), "statement"));
    model.people.ticked.clear();
    work::start(model, Edit::Group(title.into(), edits), work::Epilogue::default())
}

/// The other statements that are `from`'s because `to` was a form of that name: they stay so.
fn kept(model: &Model, from: &Rc<str>, to: &Rc<str>, gone: &[(DocumentId, StatementId)]) -> Vec<Edit> {
    let gone = order::set(gone);
    let mut edits = vec![];
    for (document, id, _) in view::statements_of(model, from) {
        let given = model.session.article(document).and_then(|article| article.given.get(id));
        if let Some(given) = given.filter(|_| !gone.contains(&(document, id))) {
            let fields = fields(&given.statement, to, from);
            edits.extend(fields.into_iter().map(|field| Edit::Document(document, Change::Set(id, field))));
        }
    }
    edits
}

/// What files the statements at `places` under `to` wherever they name `from`.
fn refiled(model: &Model, from: &Rc<str>, to: &Rc<str>, places: &[(DocumentId, StatementId)]) -> Vec<Edit> {
    let mut edits = vec![];
    for (document, id) in places {
        let entry = model.session.article(*document).and_then(|article| article.annotations.get(*id));
        let fields = entry.map_or(vec![], |entry| fields(&entry.statement, from, to));
        edits.extend(fields.into_iter().map(|field| Edit::Document(*document, Change::Set(*id, field))));
    }
    edits
}

fn fields(statement: &Statement, from: &Rc<str>, to: &Rc<str>) -> Vec<Field> {
    let mut fields = vec![];
    let is_from = |name: &Option<Rc<str>>| name.as_ref() == Some(from);
    if statement.speakers().any(|speaker| *speaker == **from) {
        let renamed = statement.speakers().map(|speaker| if *speaker == **from { to } else { speaker });
        let renamed: Vec<&str> = renamed.collect();
        fields.push(Field::SpeakerName(Some(renamed.join(TOGETHER).into())));
    }
    if is_from(&statement.target_name) {
        fields.push(Field::TargetName(Some(to.clone())));
    }
    if is_from(&statement.addressee_name) {
        fields.push(Field::AddresseeName(Some(to.clone())));
    }
    if statement.relays.iter().any(|relay| relay.name == *from) {
        let renamed = |relay: &Relay| match relay.name == *from {
            true => Relay { name: to.clone(), ..relay.clone() },
            false => relay.clone(),
        };
        fields.push(Field::Relays(statement.relays.iter().map(renamed).collect()));
    }
    fields
}

/// Everybody as CSV.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let rows = view::rows(model);
    model.say(format!("people.csv is in your downloads: {}.", describe::count(rows.len(), "line")));
    vec![Effect::Download(File {
        name: "people.csv".into(),
        mime: "text/csv".into(),
        bytes: people_file::write(&rows),
    })]
}

/// Takes a list of people into the registry, as one edit.
pub fn load(model: &mut Model, file: &FileRead) -> Vec<Effect> {
    let read = match &file.bytes {
        Ok(bytes) => people_file::read(bytes),
        Err(error) => Err(error.to_string()),
    };
    let (entries, n_nameless) = match read {
        Ok(read) => read,
        Err(reason) => {
            model.complain(format!("{} {reason}.", file.name));
            return vec![];
        }
    };
    let registry = model.session.registry().clone();
    let n_known = entries.iter().filter(|entry| registry.get(&entry.name).is_some()).count();
    let changed: Vec<Edit> = entries
        .iter()
        .filter(|entry| registry.get(&entry.name) != Some(entry))
        .cloned()
        .map(Edit::PutPerson)
        .collect();
    let (n_read, n_changed) = (entries.len(), changed.len());
    if changed.is_empty() {
        model.say(format!("{}: {n_read} people, all known as they are.", file.name));
        return vec![];
    }
    let title = format!(
        "{} people from {}: {} new, {} changed",
        n_changed,
        file.name,
        n_read - n_known,
        n_changed.saturating_sub(n_read - n_known)
    );
    let remark = match n_nameless {
        0 => String::new(),
        n => format!("{} without a name left out.", describe::count(n, "line")),
    };
    let epilogue = work::Epilogue { remark: remark.into(), ..Default::default() };
    work::start(model, Edit::Group(title.into(), changed), epilogue)
}
