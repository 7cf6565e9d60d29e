//! What takes long is done some of it at a time, says how far it is, and can be stopped.

use demarche::annotate::edit::Field;
use demarche::annotate::{Analysis, Label, Statement, StatementId, Verdict};
use demarche::app::keys::{Command, Way};
use demarche::app::{Effect, FileRead, Filter, Model, Msg, update, views};
use demarche::clerk::Clerk;
use demarche::dataset::{Format, Options, Record, project};
use demarche::text::{Document, Span};
use std::rc::Rc;

/// So many statements that no change of all of them is short.
const MANY: u32 = 6_000;

/// The table of a long article, all of its rows ticked.
fn table() -> Model {
    let mut model = Model::default();
    update(&mut model, Msg::Restored(Box::default()));
    let text = "“No,” said Ada. ".repeat(MANY as usize);
    let effects = update(&mut model, Msg::TextPasted(text.as_str().into()));
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Analyze(ticket, document) => Some((*ticket, document.id)),
        _ => None,
    });
    let (ticket, id) = asked.expect("a new text is analysed");
    let step = text.len() / MANY as usize;
    let statement = |number: u32| {
        let start = number as usize * step + "“".len();
        Statement::bare(StatementId(number), vec![Span::new(start, start + 2)])
    };
    let statements = (0..MANY).map(statement).collect();
    let analysis = Analysis { statements, ..Analysis::empty() };
    update(&mut model, Msg::AnalysisArrived(ticket, id, Rc::new(analysis)));
    update(&mut model, Msg::Asked(Command::ShowTable));
    finished(&mut model);
    update(&mut model, Msg::AllTicked(true));
    assert_eq!(model.ticked.len(), MANY as usize);
    model
}

/// Goes on until nothing is left to do.
fn finished(model: &mut Model) {
    while model.is_going_on {
        model.now += 16.0;
        update(model, Msg::GoOn);
    }
}

fn confirmed(model: &Model) -> usize {
    model.articles().map(|article| article.annotations.reviewed()).sum()
}

#[test]
fn a_long_change_is_seen_and_is_one_edit() {
    let mut model = table();
    let effects = update(&mut model, Msg::BulkVerdict(Verdict::Confirmed));
    assert!(effects.contains(&Effect::GoOn));
    update(&mut model, Msg::GoOn);
    let (word, done, total) = progress(&model);
    assert!(word == "changing" && 0 < done && done < total, "{word} {done} of {total}");
    assert_eq!(confirmed(&model), 0, "nothing changes before all is done");
    // What is asked for meanwhile comes after it.
    update(&mut model, Msg::Asked(Command::Undo));
    assert_eq!(confirmed(&model), 0);
    finished(&mut model);
    assert_eq!(confirmed(&model), 0, "it was undone");
    update(&mut model, Msg::Asked(Command::Redo));
    assert_eq!(confirmed(&model), 0, "so is doing it again");
    assert_eq!(progress(&model).0, "redoing");
    finished(&mut model);
    assert_eq!(confirmed(&model), MANY as usize);
    assert_eq!(model.session.log().all().len(), 1);
}

#[test]
fn a_long_change_that_is_stopped_changes_nothing() {
    let mut model = table();
    update(&mut model, Msg::BulkField(Field::Label(Label::new("WARN"))));
    update(&mut model, Msg::GoOn);
    update(&mut model, Msg::Asked(Command::Cancel));
    assert!(model.notice.text.contains("nothing has changed"), "{}", model.notice.text);
    finished(&mut model);
    let articles = model.session.articles();
    assert!(
        articles[0].annotations.entries.iter().all(|entry| entry.statement.stance.label.0 != "WARN".into())
    );
    assert!(model.session.log().all().is_empty());
}

#[test]
fn a_long_search_is_seen_and_can_be_stopped_and_ends_by_itself() {
    let mut model = table();
    let pattern = |text: &str| Filter { text: text.into(), is_pattern: true, ..Filter::default() };
    update(&mut model, Msg::FilterChanged(pattern("^n.$")));
    assert!(model.search.is_running());
    finished(&mut model);
    assert_eq!(model.search.found().len(), MANY as usize);

    update(&mut model, Msg::FilterChanged(pattern("n(o|a)")));
    update(&mut model, Msg::Asked(Command::Cancel));
    assert!(model.search.problem().is_some_and(|problem| problem.starts_with("Stopped: ")));

    update(&mut model, Msg::FilterChanged(pattern("(n|o)+")));
    model.now += 60_000.0;
    update(&mut model, Msg::GoOn);
    assert!(model.search.problem().is_some_and(|problem| problem.starts_with("This pattern takes too long")));
}

#[test]
fn after_a_change_the_search_looks_at_the_changed_article_alone() {
    let mut model = table();
    let document = Document::new("short.txt", "“No,” said Ben.");
    let statement = Statement::bare(StatementId(0), vec![Span::new(3, 5)]);
    let analysis = Analysis { statements: vec![statement], ..Analysis::empty() };
    let id = document.id;
    model.session.add(document);
    model.session.set_analysis(id, Rc::new(analysis)).expect("the document is here");
    let filter = Filter { text: "^n.$".into(), is_pattern: true, ..Filter::standing() };
    update(&mut model, Msg::FilterChanged(filter));
    finished(&mut model);
    assert_eq!(model.search.found().len(), MANY as usize + 1);
    update(&mut model, Msg::AllTicked(false));
    update(&mut model, Msg::RowTicked(id, StatementId(0), true, false));
    update(&mut model, Msg::BulkVerdict(Verdict::Rejected));
    assert!(!model.search.is_running(), "one statement is soon looked at");
    assert_eq!(model.search.found().len(), MANY as usize);
}

#[test]
fn a_long_undo_is_seen_and_can_be_stopped() {
    let mut model = table();
    update(&mut model, Msg::BulkVerdict(Verdict::Confirmed));
    finished(&mut model);
    update(&mut model, Msg::Asked(Command::Undo));
    assert_eq!(progress(&model).0, "undoing");
    update(&mut model, Msg::Asked(Command::Cancel));
    assert_eq!(confirmed(&model), MANY as usize);
    update(&mut model, Msg::Asked(Command::Undo));
    finished(&mut model);
    assert_eq!(confirmed(&model), 0);
    assert!(model.notice.text.starts_with("Undone: "), "{}", model.notice.text);
}

#[test]
fn a_long_data_set_is_seen_on_its_way_in_and_can_be_stopped() {
    let mut model = Model::default();
    update(&mut model, Msg::Restored(Box::default()));
    let record = |number: u32| {
        let text = format!("{number}: {}", "“No,” said Ada. ".repeat(400));
        Record::bare(Document::new(&format!("{number}.txt"), &text))
    };
    let lines = Format::Jsonl.export(&(0..100).map(record).collect::<Vec<_>>(), Options::default());
    let lines = lines.expect("every span fits").bytes;
    let hand_in = |model: &mut Model| {
        update(model, Msg::ReadingStarted(1));
        let file = FileRead { name: "all.jsonl".into(), bytes: Ok(lines.clone()) };
        let mut effects = update(model, Msg::FilesRead(vec![file]));
        effects.extend(update(model, Msg::ReadingEnded));
        assert_eq!(progress(model), ("reading file", 0, 1));
        let asked = effects.into_iter().find_map(|effect| match effect {
            Effect::Clerk(request) => Some(request),
            _ => None,
        });
        let reply = Clerk::default().serve(asked.expect("the clerk reads it"));
        update(model, Msg::ClerkReplied(Box::new(reply)));
        update(model, Msg::GoOn);
        let (word, done, total) = progress(model);
        assert!(word == "taking in kB" && 0 < done && done < total, "{word} {done} of {total}");
    };
    hand_in(&mut model);
    update(&mut model, Msg::Asked(Command::Cancel));
    assert_eq!((model.articles().count(), &*model.notice.text), (0, "Stopped; 1 file was not taken in."));
    hand_in(&mut model);
    finished(&mut model);
    assert_eq!(model.articles().count(), 100);
}

#[test]
fn files_that_wait_on_the_disk_stay_there_when_reading_is_stopped() {
    let mut model = Model::default();
    update(&mut model, Msg::Restored(Box::default()));
    update(&mut model, Msg::ReadingStarted(3));
    let bytes = b"{\"text\": \"No.\"}\n".to_vec();
    let n_bytes = bytes.len();
    update(&mut model, Msg::FilesRead(vec![FileRead { name: "one.jsonl".into(), bytes: Ok(bytes) }]));
    assert_eq!((progress(&model), model.held_bytes()), (("reading file", 0, 3), n_bytes));
    let effects = update(&mut model, Msg::Asked(Command::Cancel));
    assert_eq!(effects, [Effect::RestartClerk, Effect::StopReading]);
    assert_eq!((&*model.notice.text, model.held_bytes()), ("Stopped; 3 files were not taken in.", 0));
}

#[test]
fn of_a_very_long_article_a_stretch_is_on_the_page() {
    const LINES: usize = 20_000;
    let line = "“No,” said Ada.\n\n";
    let mut model = Model::default();
    update(&mut model, Msg::Restored(Box::default()));
    let effects = update(&mut model, Msg::TextPasted(line.repeat(LINES).into()));
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Analyze(ticket, document) => Some((*ticket, document.id)),
        _ => None,
    });
    let (ticket, id) = asked.expect("a new text is analysed");
    let statement = |number: usize| {
        let start = number * line.len() + "“".len();
        Statement::bare(StatementId(number as u32), vec![Span::new(start, start + 2)])
    };
    let statements = (0..LINES).map(statement).collect();
    update(
        &mut model,
        Msg::AnalysisArrived(ticket, id, Rc::new(Analysis { statements, ..Analysis::empty() })),
    );
    check_stretch(&model, 0);

    // What is chosen is there, with as much before it as after it, and what is selected.
    update(&mut model, Msg::StatementChosen(StatementId(12_345)));
    check_stretch(&model, 12_345);
    update(&mut model, Msg::Asked(Command::Next));
    check_stretch(&model, 12_346);
    let (before, _) = model.stretch.hidden();
    update(&mut model, Msg::Asked(Command::Widen(Way::Back)));
    assert!(model.stretch.hidden().0 < before);
    check_stretch(&model, 12_346);

    // Far from it, it stays chosen; the next one is on the page again.
    (0..9).for_each(|_| drop(update(&mut model, Msg::Asked(Command::Widen(Way::Back)))));
    assert_eq!(model.chosen, Some(StatementId(12_346)));
    update(&mut model, Msg::Asked(Command::Next));
    check_stretch(&model, 12_347);
}

/// A stretch of the article is shown, all of it the same: paragraphs, statements, and the one of this number.
fn check_stretch(model: &Model, number: usize) {
    let reading = views::article::reading(model, None).expect("an article is open");
    let (paragraphs, rows) = (&reading.view.paragraphs, &reading.rows);
    assert!((500..3_000).contains(&paragraphs.len()), "{} paragraphs", paragraphs.len());
    assert_eq!((rows.len(), reading.hidden), (paragraphs.len(), reading.view.hidden));
    assert!(rows.iter().any(|row| row.number == number + 1), "{number} is not on the page");
    assert!(paragraphs.iter().all(|paragraph| paragraph.notes.len() == 1));
}

#[test]
fn a_long_export_is_seen_and_can_be_stopped() {
    let mut model = table();
    let effects = update(&mut model, Msg::ExportWanted);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Clerk(_))));
    assert_eq!(progress(&model), ("writing article", 1, 1));
    let effects = update(&mut model, Msg::Asked(Command::Cancel));
    assert_eq!(effects, [Effect::RestartClerk]);
    assert_eq!(&*model.notice.text, "Stopped; nothing was exported.");

    // A file that is being read meanwhile goes on being read.
    update(&mut model, Msg::ExportWanted);
    update(&mut model, Msg::ReadingStarted(1));
    let bytes = Ok(b"{\"text\": \"No.\"}\n".to_vec());
    update(&mut model, Msg::FilesRead(vec![FileRead { name: "one.jsonl".into(), bytes }]));
    let effects = update(&mut model, Msg::Asked(Command::Cancel));
    assert_eq!((&*model.notice.text, effects), ("Stopped; nothing was exported.", vec![]));
}

#[test]
fn a_long_project_file_is_seen_on_its_way_out_and_in_and_can_be_stopped() {
    let mut model = Model::default();
    update(&mut model, Msg::Restored(Box::default()));
    for number in 0..40 {
        update(&mut model, Msg::TextPasted(format!("{number}: {}", "“No,” said Ada. ".repeat(4_000)).into()));
    }
    let wanted = Msg::Asked(Command::SaveProject);
    let mut file = vec![];
    let mut gather = |effects: Vec<Effect>| {
        for effect in effects {
            match effect {
                Effect::Gather(_, part) => file.extend(part),
                Effect::Download(_) => panic!("it is too long for one piece"),
                _ => {}
            }
        }
    };
    update(&mut model, wanted.clone());
    assert_eq!(progress(&model).0, "writing line");
    let effects = update(&mut model, Msg::Asked(Command::Cancel));
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::Offer(..))));
    assert_eq!(&*model.notice.text, "Stopped; nothing was downloaded.");

    gather(update(&mut model, wanted));
    while model.work.is_some() {
        gather(update(&mut model, Msg::GoOn));
    }
    let stored = project::read(&file).expect("it is whole");
    assert_eq!((stored.documents.len(), stored.damage.len()), (40, 0));
    assert!(project::write(&stored) == file, "in pieces it is the same file");

    let mut next = Model::default();
    update(&mut next, Msg::Restored(Box::default()));
    let read = || FileRead { name: "project.demarche".into(), bytes: Ok(file.clone()) };
    update(&mut next, Msg::FilesRead(vec![read()]));
    assert_eq!(progress(&next).0, "opening kB");
    update(&mut next, Msg::Asked(Command::Cancel));
    assert_eq!(&*next.notice.text, "Stopped; project.demarche was not opened.");
    update(&mut next, Msg::FilesRead(vec![read()]));
    finished(&mut next);
    assert_eq!(next.articles().count(), 40);
}

/// What the status line says that is under way.
fn progress(model: &Model) -> (&'static str, usize, usize) {
    views::frame::status(model).progress.expect("something is under way")
}
