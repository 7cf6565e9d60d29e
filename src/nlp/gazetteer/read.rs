//! How the lists of the gazetteer are read from the files in `data/people`.

use super::{Gazetteer, Gender, Office, ending};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| line.split('\t').collect())
}

fn gender(letter: Option<&&str>) -> Gender {
    match letter {
        Some(&"m") => Gender::Male,
        Some(&"f") => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// Every list, read.
pub(super) fn read() -> Gazetteer {
    let mut gazetteer = Gazetteer {
        states: HashMap::default(),
        adjectives: HashSet::default(),
        metonyms: HashSet::default(),
        roles: HashMap::default(),
        kinds: HashMap::default(),
        titles: HashMap::default(),
        outlets: HashMap::default(),
        organisation_words: HashSet::default(),
        organisations: HashSet::default(),
        first_names: HashMap::default(),
        endings: HashMap::default(),
        offices: HashMap::default(),
    };
    for row in rows(include_str!("../../../data/people/states.tsv")) {
        read_state(&row, &mut gazetteer);
    }
    for row in rows(include_str!("../../../data/people/roles.tsv")) {
        gazetteer.roles.insert(row[0], (row.get(1).unwrap_or(&""), gender(row.get(2))));
    }
    for row in rows(include_str!("../../../data/people/kinds.tsv")) {
        let classes = row.get(1).unwrap_or(&"");
        gazetteer.kinds.insert(row[0], classes.split(' ').collect());
    }
    for row in rows(include_str!("../../../data/people/titles.tsv")) {
        gazetteer.titles.insert(row[0].into(), gender(row.get(1)));
    }
    for row in rows(include_str!("../../../data/people/outlets.txt")) {
        gazetteer.outlets.entry(row[0].to_lowercase()).or_insert(row[0]);
    }
    for row in rows(include_str!("../../../data/people/organisations.txt")) {
        match row[0].strip_prefix("= ") {
            Some(name) => _ = gazetteer.organisations.insert(name.to_lowercase()),
            None => _ = gazetteer.organisation_words.insert(row[0]),
        }
    }
    read_names(&mut gazetteer);
    gazetteer
}

fn read_state(row: &[&'static str], gazetteer: &mut Gazetteer) {
    let cell = |number: usize| {
        row.get(number).into_iter().flat_map(|cell| cell.split('|')).filter(|word| !word.is_empty())
    };
    for word in cell(1) {
        gazetteer.adjectives.insert(word.to_lowercase());
    }
    for word in cell(2) {
        gazetteer.metonyms.insert(word.to_lowercase());
    }
    for word in std::iter::once(row[0]).chain(cell(1)).chain(cell(2)).chain(cell(3)) {
        gazetteer.states.entry(word.to_lowercase()).or_insert(row[0]);
    }
}

fn read_names(gazetteer: &mut Gazetteer) {
    for row in rows(include_str!("../../../data/people/faker_names.tsv")) {
        for name in row.get(1).into_iter().flat_map(|names| names.split(' ')) {
            gazetteer.first_names.insert(name.to_lowercase(), gender(row.first()));
        }
    }
    for row in rows(include_str!("../../../data/people/given.txt")) {
        for name in row[0].split(' ') {
            gazetteer.first_names.entry(name.to_lowercase()).or_insert(Gender::Unknown);
        }
    }
    for row in rows(include_str!("../../../data/people/first_names.tsv")) {
        for name in row.get(1).into_iter().flat_map(|names| names.split(' ')) {
            // A name of both lists ("Andrea", "Kim") tells nothing.
            let entry = gazetteer.first_names.entry(name.to_lowercase());
            let first = gender(row.first());
            entry
                .and_modify(|known| {
                    *known =
                        if *known == Gender::Unknown || *known == first { first } else { Gender::Unknown }
                })
                .or_insert(first);
        }
    }
    for (name, gender) in &gazetteer.first_names {
        for length in 1..=4 {
            let Some(ending) = ending(name, length) else { continue };
            let (men, women) = gazetteer.endings.entry(ending.into()).or_default();
            *men += u32::from(*gender == Gender::Male);
            *women += u32::from(*gender == Gender::Female);
        }
    }
    for row in rows(include_str!("../../../data/people/offices.tsv")) {
        let (Some(role), Some(state)) = (row.get(1), row.get(2)) else { continue };
        let office = Office { name: row[0], role, state, gender: gender(row.get(3)) };
        for key in [row[0].rsplit(' ').next().unwrap_or(""), row[0]] {
            gazetteer.offices.entry(key.to_lowercase()).or_default().push(office);
        }
    }
}
