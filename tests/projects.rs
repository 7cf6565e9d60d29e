//! Project files of every version that was ever written open in this one; `tests/projects/` keeps one of each.

use demarche::annotate::{Annotations, Session, Status, Stored};
use demarche::dataset::project::{self, VERSION};
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

#[test]
fn version_1_opens_with_all_that_it_held() {
    let (session, n_misfits) = Session::of(stored("version-1"));
    assert_eq!(n_misfits, 0);
    let names: Vec<&str> = session.articles().iter().map(|article| &*article.document.name).collect();
    assert_eq!(names, ["news/a.txt", "<b>&amp;.txt"]);
    let first = &session.articles()[0];
    let analysis = first.analysis.as_ref().expect("it was analysed");
    assert_eq!((analysis.statements.len(), analysis.people[0].role.as_deref()), (3, Some("minister")));
    let entries = &first.annotations.entries;
    let statuses: Vec<Status> = entries.iter().map(|entry| entry.status()).collect();
    assert_eq!(statuses, [Status::Corrected, Status::Corrected, Status::Added, Status::Corrected]);
    assert_eq!(entries[0].statement.speaker_name.as_deref(), Some("Ada N. Obi"));
    let denial = &entries[3].statement;
    assert_eq!(
        (denial.stance.label.as_str(), denial.stance.intensity, &*denial.note),
        ("REJECT", 3, "see b")
    );
    assert_eq!(denial.target[0].of(&first.document.text), "Bo Li");
    // Sixteen edits, the last one undone: the second document is open.
    assert_eq!((session.log().all().len(), session.log().in_force().len()), (16, 15));
    assert!(!session.is_closed(session.articles()[1].document.id));
    assert_eq!(session.articles()[1].annotations.boilerplate.len(), 1);
}

#[test]
fn the_present_version_has_a_stored_file_that_is_written_the_same() {
    let name = format!("version-{VERSION}");
    let file = fs::read(path(&name)).expect("a new version comes with a file of its own");
    assert_eq!(project::write(&stored(&name)), file);
}

#[test]
fn a_hostile_file_opens_as_text_and_what_does_not_fit_is_left_out() {
    let stored = stored("hostile");
    assert!(stored.damage.is_empty());
    let (session, n_misfits) = Session::of(stored);
    assert_eq!((session.articles().len(), n_misfits), (1, 3));
    let annotations: &Rc<Annotations> = &session.articles()[0].annotations;
    assert_eq!(annotations.entries[0].statement.speaker_name.as_deref(), Some("__proto__"));
}

fn stored(name: &str) -> Stored {
    let file = fs::read(path(name)).expect("the file is part of the project");
    project::read(&file).unwrap_or_else(|error| panic!("{name} {error}"))
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/projects/{name}.demarche"))
}
