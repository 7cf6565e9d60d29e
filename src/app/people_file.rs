//! The list of people as CSV: one line a person, other forms of the name parted by `|`.

use super::views::people::PersonRow;
use crate::annotate::analysis::PersonSort;
use crate::annotate::registry::Entry;
use std::rc::Rc;

/// The columns in their order; the counts are for readers and are passed over when read back.
const COLUMNS: [&str; 10] = [
    "name",
    "sort",
    "role",
    "affiliation",
    "aliases",
    "identifier",
    "colour",
    "speaks",
    "is_target",
    "relays",
];

/// Whether a file begins as the lists do that the page writes.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(COLUMNS[..5].join(",").as_bytes())
}

/// The people as a file.
pub fn write(rows: &[Rc<PersonRow>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(vec![]);
    // Writing to memory fails for no row of equal length.
    let _ = writer.write_record(COLUMNS);
    for row in rows {
        let entry = &row.entry;
        let aliases = entry.aliases.iter().map(|alias| alias.replace('|', "/")).collect::<Vec<_>>().join("|");
        let counts = [row.speaks, row.is_target, row.relays].map(|count| count.to_string());
        let _ = writer.write_record([
            &*entry.name,
            entry.sort.name(),
            &*entry.role,
            &*entry.affiliation,
            &aliases,
            &*entry.identifier,
            &*entry.colour,
            &counts[0],
            &counts[1],
            &counts[2],
        ]);
    }
    writer.into_inner().unwrap_or_default()
}

/// The people of a file, and how many of its lines name nobody.
///
/// # Errors
/// In a few words that follow the file's name, when it is no such list.
pub fn read(bytes: &[u8]) -> Result<(Vec<Entry>, usize), String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let heads = reader.headers().map_err(|error| format!("cannot be read: {error}"))?.clone();
    let head = |idx: usize| heads.get(idx).unwrap_or("").trim_start_matches('\u{feff}').to_lowercase();
    let place = |name: &str| (0..heads.len()).find(|idx| head(*idx) == name);
    let Some(name_place) = place("name") else {
        return Err("has no column “name”; its first line must name the columns".into());
    };
    let places = COLUMNS.map(place);
    let (mut entries, mut n_nameless) = (vec![], 0);
    for record in reader.records() {
        let Ok(record) = record else {
            n_nameless += 1;
            continue;
        };
        let name = record.get(name_place).unwrap_or("");
        if name.is_empty() {
            n_nameless += 1;
            continue;
        }
        let value = |column: usize| places[column].and_then(|place| record.get(place)).unwrap_or("");
        let mut entry = Entry {
            sort: PersonSort::named(&value(1).to_lowercase()).unwrap_or(PersonSort::Person),
            role: value(2).into(),
            affiliation: value(3).into(),
            identifier: value(5).into(),
            colour: value(6).into(),
            ..Entry::named(name)
        };
        let aliases: Vec<Rc<str>> = value(4).split('|').map(|alias| alias.trim().into()).collect();
        entry.add_aliases(&aliases);
        entries.push(entry);
    }
    Ok((entries, n_nameless))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_come_back_as_they_were() {
        let mut entry = Entry::named("Обама, \"Барак\"");
        entry.aliases = vec!["he, himself".into(), "Obama".into()];
        entry.identifier = "Q76".into();
        entry.sort = PersonSort::State;
        let row = PersonRow { entry: entry.clone(), speaks: 3, ..PersonRow::default() };
        let file = write(&[Rc::new(row)]);
        assert!(is_one(&file) && !is_one(b"name,text\n"));
        assert_eq!(read(&file), Ok((vec![entry], 0)));
    }

    #[test]
    fn lists_of_others_are_read_as_far_as_they_go() {
        let list = "\u{feff}identifier,NAME\nQ1,Ada Obi\nQ2,\n";
        let ada = Entry { identifier: "Q1".into(), ..Entry::named("Ada Obi") };
        assert_eq!(read(list.as_bytes()), Ok((vec![ada], 1)));
        assert!(read(b"who,what\na,b\n").is_err());
    }
}
