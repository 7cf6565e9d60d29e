//! What an import leaves behind or changes: of each sort how many, and where the first ones stand.

pub use super::unkept::Unkept;
use super::{ImportError, Imported, Record};

/// So many places are named of a sort.
const MOST_PLACES: usize = 3;

/// So many documents that are left out are named.
const MOST_BROKEN: usize = 20;

/// What was noted so far.
#[derive(Default)]
pub struct Remarks {
    noted: Vec<Noted>,
    /// The first documents that are left out.
    broken: Vec<ImportError>,
    n_broken: usize,
}

struct Noted {
    sort: Unkept,
    count: usize,
    places: Vec<String>,
}

impl Remarks {
    /// Notes one thing; `place` says where it stands ("line 3"), and may say what it is.
    pub fn note(&mut self, sort: Unkept, place: impl Into<String>) {
        self.note_many(sort, 1, place);
    }

    /// Notes several of one place.
    pub fn note_many(&mut self, sort: Unkept, count: usize, place: impl Into<String>) {
        if count == 0 {
            return;
        }
        let at = self.noted.iter().position(|noted| noted.sort == sort);
        let at = at.unwrap_or_else(|| {
            self.noted.push(Noted { sort, count: 0, places: vec![] });
            self.noted.len() - 1
        });
        self.noted[at].count += count;
        self.place(sort, place.into());
    }

    fn place(&mut self, sort: Unkept, place: String) {
        let Some(noted) = self.noted.iter_mut().find(|noted| noted.sort == sort) else { return };
        // One more than is named tells that there are more.
        if noted.places.len() <= MOST_PLACES && !place.is_empty() && !noted.places.contains(&place) {
            noted.places.push(place);
        }
    }

    /// How many of this sort were noted.
    pub fn count(&self, sort: Unkept) -> usize {
        self.noted.iter().find(|noted| noted.sort == sort).map_or(0, |noted| noted.count)
    }

    /// Notes a document that is left out, and why.
    pub fn broken(&mut self, error: ImportError) {
        self.n_broken += 1;
        if self.broken.len() < MOST_BROKEN {
            self.broken.push(error);
        }
    }

    /// Adds what was noted elsewhere.
    pub fn add(&mut self, other: Remarks) {
        let n_unnamed = other.n_broken - other.broken.len();
        other.broken.into_iter().for_each(|error| self.broken(error));
        self.n_broken += n_unnamed;
        for Noted { sort, count, places } in other.noted {
            let mut places = places.into_iter();
            self.note_many(sort, count, places.next().unwrap_or_default());
            places.for_each(|place| self.place(sort, place));
        }
    }

    /// A sentence each.
    pub fn sentences(self) -> Vec<String> {
        let n_more = self.n_broken - self.broken.len();
        let broken = self.broken.iter().map(ImportError::left_out);
        let more = (n_more > 0).then(|| format!("{n_more} more documents are left out for such reasons"));
        broken.chain(more).chain(self.noted.iter().map(Noted::sentence)).collect()
    }
}

impl Noted {
    fn sentence(&self) -> String {
        let (one, many, fate) = self.sort.words();
        let (noun, verb) = if self.count == 1 { (one, "is") } else { (many, "are") };
        let mut sentence = format!("{} {noun} {verb} {fate}", self.count);
        if !self.places.is_empty() {
            let named = self.places.iter().take(MOST_PLACES).map(String::as_str);
            let more = (self.places.len() > MOST_PLACES).then_some("…");
            sentence += &format!(" ({})", named.chain(more).collect::<Vec<_>>().join("; "));
        }
        sentence
    }
}

/// The documents of one file, being gathered: one that is broken costs itself alone.
#[derive(Default)]
pub struct Gathered {
    /// Those that are whole.
    pub records: Vec<Record>,
    /// What does not come in as it is.
    pub remarks: Remarks,
    unnamed: Vec<usize>,
}

impl Gathered {
    /// Reads a document; what was noted counts when it is whole. One without a name is named by its place in the file.
    pub fn read(&mut self, has_name: bool, read: impl FnOnce(&mut Remarks) -> Result<Record, ImportError>) {
        let mut remarks = Remarks::default();
        let record = read(&mut remarks);
        if record.is_ok() {
            self.remarks.add(remarks);
        }
        if has_name { self.named(record) } else { self.unnamed(record) }
    }

    /// Takes a document that has a name.
    pub fn named(&mut self, record: Result<Record, ImportError>) {
        match record {
            Ok(record) => self.records.push(record),
            Err(error) => self.remarks.broken(error),
        }
    }

    fn unnamed(&mut self, record: Result<Record, ImportError>) {
        if record.is_ok() {
            self.unnamed.push(self.records.len());
        }
        self.named(record);
    }

    /// Hands out the documents so far, so that a long file need not be kept whole.
    pub fn drain(&mut self, file: &str) -> Vec<Record> {
        let (records, unnamed) = (std::mem::take(&mut self.records), std::mem::take(&mut self.unnamed));
        Imported { records, remarks: vec![], unnamed }.named_after(file).records
    }

    /// What the file brought.
    ///
    /// # Errors
    /// When no document is whole: what is wrong with the first one.
    pub fn finish(mut self) -> Result<Imported, ImportError> {
        if self.records.is_empty() {
            let first = (!self.remarks.broken.is_empty()).then(|| self.remarks.broken.swap_remove(0));
            return Err(first.unwrap_or(ImportError::Nothing));
        }
        Ok(self.whatever())
    }

    /// What the file brought, be it nothing.
    pub fn whatever(self) -> Imported {
        Imported { records: self.records, remarks: self.remarks.sentences(), unnamed: self.unnamed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sort_is_one_sentence_with_count_and_places() {
        let mut remarks = Remarks::default();
        remarks.note(Unkept::LooseMark, "line 2");
        for line in [3, 3, 4, 5, 6] {
            remarks.note(Unkept::UnknownLabel, format!("“Person”, line {line}"));
        }
        remarks.broken(ImportError::Form { place: "line 7".into(), what: "it is no JSON".into() });
        assert_eq!(
            remarks.sentences(),
            [
                "line 7: it is no JSON; the document is left out",
                "1 mark that belongs to no statement is left out (line 2)",
                "5 labels that Demarche does not know are left out (“Person”, line 3; “Person”, line 4; \
                 “Person”, line 5; …)",
            ]
        );
    }

    #[test]
    fn documents_beyond_a_handful_are_counted() {
        let mut remarks = Remarks::default();
        (0..25).for_each(|_| remarks.broken(ImportError::NotUtf8));
        let sentences = remarks.sentences();
        assert_eq!(
            (sentences.len(), &*sentences[20]),
            (21, "5 more documents are left out for such reasons")
        );
    }
}
