//! Messages against the model: what a person sees and what the browser is asked for, without a browser.

use demarche::annotate::annotations::{Status, Verdict};
use demarche::annotate::edit::Field;
use demarche::annotate::log::Step;
use demarche::annotate::scheme::Scheme;
use demarche::annotate::{
    Analysis, Candidate, Label, MentionType, Role, Statement, StatementId, Stored, StoredDocument,
};
use demarche::app::keys::{Command, KeyPress, TABLE};
use demarche::app::{
    Column, DraftChange, Effect, FileRead, Filter, Model, Msg, PersonField, Region, Scope, Shape, Ticket,
    Write, update, views,
};
use demarche::clerk::Clerk;
use demarche::text::{Document, DocumentId, Span};
use std::collections::BTreeSet;
use std::rc::Rc;

const TEXT: &str = "“Rain,” said Ada Obi. “Soon,” she said. Bo Li denied it.";

/// A page with what its browser would have on disk.
struct Page {
    model: Model,
    disk: Vec<Write>,
    last: Vec<Effect>,
}

impl Page {
    fn new() -> Page {
        let mut page = Page { model: Model::default(), disk: vec![], last: vec![] };
        page.tell(Msg::Restored(Box::default()));
        page
    }

    /// A page with one document and its analysis of three statements.
    fn with_article() -> Page {
        let mut page = Page::new();
        page.drop_file("a.txt", TEXT.as_bytes());
        let (ticket, id) = page.asked();
        page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(analysis())));
        page
    }

    fn tell(&mut self, msg: Msg) {
        self.last = update(&mut self.model, msg);
        let saves: Vec<(u64, Vec<Write>)> = self
            .last
            .iter()
            .filter_map(
                |effect| if let Effect::Save(n, writes) = effect { Some((*n, writes.clone())) } else { None },
            )
            .collect();
        for (number, writes) in saves {
            self.disk.extend(writes);
            update(&mut self.model, Msg::Saved(number));
        }
        let (asked, others) = std::mem::take(&mut self.last)
            .into_iter()
            .partition::<Vec<Effect>, _>(|effect| matches!(effect, Effect::Clerk(_)));
        self.last = others;
        for effect in asked {
            let Effect::Clerk(request) = effect else { continue };
            let reply = Clerk::default().serve(request);
            self.last.extend(update(&mut self.model, Msg::ClerkReplied(Box::new(reply))));
        }
    }

    fn drop_file(&mut self, name: &str, bytes: &[u8]) {
        self.tell(Msg::ReadingStarted(1));
        self.tell(Msg::FilesRead(vec![FileRead { name: name.into(), bytes: Ok(bytes.to_vec()) }]));
        let asked = self.last.clone();
        self.tell(Msg::ReadingEnded);
        self.last = asked;
    }

    fn press(&mut self, key: &str) {
        self.press_over(key, None);
    }

    fn press_over(&mut self, key: &str, selection: Option<Span>) {
        let mut parts: Vec<&str> = key.split('+').collect();
        let name = parts.pop().filter(|name| !name.is_empty()).unwrap_or("+").to_owned();
        let press = KeyPress {
            key: name,
            ctrl: parts.contains(&"Ctrl"),
            alt: false,
            shift: parts.contains(&"Shift"),
        };
        self.tell(Msg::KeyPressed(press, Region::Page, selection));
    }

    /// The analysis that the page has just asked for.
    fn asked(&self) -> (Ticket, DocumentId) {
        let asked = self.last.iter().find_map(|effect| match effect {
            Effect::Analyze(ticket, document) => Some((*ticket, document.id)),
            _ => None,
        });
        asked.expect("the page asks for an analysis")
    }

    fn proposed(&self) -> (Ticket, DocumentId) {
        let asked = self.last.iter().find_map(|effect| match effect {
            Effect::Propose(ticket, document, ..) => Some((*ticket, document.id)),
            _ => None,
        });
        asked.expect("the page asks for a proposal")
    }

    /// Speaker, stance and status of every statement.
    fn statements(&self) -> Vec<(String, String, Status)> {
        let article = self.model.article().expect("an article is open");
        let entries = article.annotations.entries.iter();
        entries
            .map(|entry| {
                let speaker = entry.statement.speaker_name.as_deref().unwrap_or("-").to_owned();
                (speaker, entry.statement.stance.label.as_str().to_owned(), entry.status())
            })
            .collect()
    }

    /// What a browser that stopped now would give the next visit.
    fn stored(&self) -> Stored {
        let mut stored = Stored::default();
        for write in &self.disk {
            match write.clone() {
                Write::Document(document) => {
                    stored.documents.push(StoredDocument { document, analysis: None });
                }
                Write::Analysis(id, analysis) => of(&mut stored, id).analysis = Some(analysis),
                Write::Step(step) => stored.steps.push(step),
                Write::Snapshot(steps) => stored.steps = steps.to_vec(),
                Write::Clear | Write::Forget => stored = Stored::default(),
            }
        }
        stored
    }

    /// The next visit after a browser that stopped now.
    fn crash(&self) -> Page {
        let mut page = Page { model: Model::default(), disk: self.disk.clone(), last: vec![] };
        page.tell(Msg::Restored(Box::new(self.stored())));
        page
    }
}

fn newer() -> Analysis {
    let mut newer = Analysis { engine: "demarche-2".into(), ..analysis() };
    newer.statements.remove(2);
    newer.statements[0].speaker_name = Some("Ada Obi the Younger".into());
    newer.statements[1].speaker_name = Some("Ada Obi the Elder".into());
    newer
}

/// A page with a decision about the first statement, whose engine is now a newer one that has answered.
fn renewed() -> Page {
    let mut page = Page::with_article();
    page.press("x");
    page.tell(Msg::EngineReady("demarche-2".into()));
    page.tell(Msg::Asked(Command::Renew(Scope::Corpus)));
    let (ticket, id) = page.asked();
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(newer())));
    page
}

fn of(stored: &mut Stored, id: DocumentId) -> &mut StoredDocument {
    stored.documents.iter_mut().find(|document| document.document.id == id).expect("it was saved before")
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words are there");
    Span::new(start, start + words.len())
}

fn analysis() -> Analysis {
    let statement = |id, content, speaker: &str| {
        let mut statement = Statement::bare(StatementId(id), vec![span(content)]);
        statement.speaker = vec![span(speaker)];
        statement.speaker_name = Some(speaker.into());
        let candidate = |name: &str, score| Candidate { name: name.into(), score, why: "named".into() };
        statement.candidates = vec![candidate(speaker, 0.9), candidate("Bo Li", 0.1)];
        statement
    };
    let statements =
        vec![statement(0, "Rain", "Ada Obi"), statement(1, "Soon", "she"), statement(2, "it", "Bo Li")];
    Analysis { statements, engine: "demarche-1".into(), ..Analysis::empty() }
}

fn row(speaker: &str, label: &str, status: Status) -> (String, String, Status) {
    (speaker.into(), label.into(), status)
}

#[test]
fn a_dropped_file_is_saved_analysed_and_shown() {
    let page = Page::with_article();
    assert_eq!(page.statements().len(), 3);
    assert!(matches!(page.disk[..], [Write::Document(_), Write::Analysis(..)]));
    assert_eq!(page.model.chosen, Some(StatementId(0)));
    assert_eq!(&*page.model.notice.text, "3 statements in 1 document.");
}

#[test]
fn the_standard_corrections_cost_one_key_each() {
    let mut page = Page::with_article();
    page.press("2");
    page.press("t");
    page.press("Enter");
    page.press("x");
    assert_eq!(
        page.statements(),
        [
            row("Bo Li", "THREATEN", Status::Corrected),
            row("she", "STATE", Status::Rejected),
            row("Bo Li", "STATE", Status::Suggested)
        ]
    );
    assert_eq!(page.model.chosen, Some(StatementId(2)), "on to the next open one");
}

#[test]
fn undo_and_redo_go_all_the_way() {
    let mut page = Page::with_article();
    let start = page.statements();
    for key in ["2", "t", "Enter", "x", "+", ".", "!"] {
        page.press(key);
    }
    let end = page.statements();
    for _ in 0..9 {
        page.press("Ctrl+z");
    }
    assert_eq!(page.statements(), start);
    for _ in 0..9 {
        page.press("Ctrl+Shift+Z");
    }
    assert_eq!(page.statements(), end);
}

#[test]
fn a_crash_loses_nothing() {
    let mut page = Page::with_article();
    for key in ["2", "t", "Ctrl+z", "d", "Enter", "x", "Ctrl+z"] {
        page.press(key);
    }
    let next = page.crash();
    assert_eq!(next.statements(), page.statements());
    assert_eq!(next.model.session.log(), page.model.session.log());
}

#[test]
fn an_answer_for_a_closed_document_is_dropped() {
    let mut page = Page::new();
    page.drop_file("a.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    page.tell(Msg::DocumentClosed(id));
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(analysis())));
    assert_eq!(page.model.articles().count(), 0);
    assert!(!page.disk.iter().any(|write| matches!(write, Write::Analysis(..))));
}

#[test]
fn a_closed_document_comes_back_with_its_edits() {
    let mut page = Page::with_article();
    page.press("t");
    let id = page.model.open.expect("it is open");
    page.tell(Msg::DocumentClosed(id));
    let mut next = page.crash();
    assert_eq!(next.model.articles().count(), 0);
    next.drop_file("a.txt", TEXT.as_bytes());
    assert_eq!(next.statements()[0], row("Ada Obi", "THREATEN", Status::Corrected));
}

#[test]
fn undo_opens_what_was_closed_and_redo_closes_it_again() {
    let mut page = Page::with_article();
    page.drop_file("b.txt", b"Bo Li spoke. He said nothing.");
    let id = page.model.articles().next().expect("two are open").document.id;
    page.tell(Msg::DocumentClosed(id));
    assert_ne!(page.model.open, Some(id));
    page.press("Ctrl+z");
    assert_eq!((page.model.open, page.statements().len()), (Some(id), 3));
    page.press("Ctrl+y");
    assert_eq!(page.model.articles().count(), 1);
    assert_eq!(page.crash().model.articles().count(), 1);
    page.press("Ctrl+z");
    assert_eq!(page.crash().model.articles().count(), 2);
}

#[test]
fn what_is_done_before_the_earlier_visit_is_back_waits_for_it() {
    let earlier = Page::with_article();
    let mut page = Page { model: Model::default(), disk: vec![], last: vec![] };
    page.drop_file("b.txt", b"Bo Li spoke.");
    page.drop_file("a.txt", TEXT.as_bytes());
    page.press("x");
    assert!(page.disk.is_empty() && page.model.articles().count() == 0);
    page.tell(Msg::Restored(Box::new(earlier.stored())));
    assert_eq!(page.model.articles().count(), 2);
    assert_eq!(page.statements()[0].2, Status::Rejected);
    let saved: Vec<&Write> = page.disk.iter().collect();
    assert!(matches!(saved[..], [Write::Document(_), Write::Step(_)]), "{saved:?}");
}

#[test]
fn bad_files_get_a_sentence_and_cost_nothing() {
    let mut page = Page::with_article();
    for (name, bytes) in
        [("empty.txt", &b""[..]), ("<b>.bin", &b"\x89PNG\r\n\x1a\n\0\0\0\r"[..]), ("blank.txt", b" \n")]
    {
        page.drop_file(name, bytes);
        let said = page.model.notice.text.to_string();
        assert!(page.model.notice.is_problem && said.starts_with(name) && said.ends_with('.'), "{said}");
    }
    assert_eq!(page.statements().len(), 3);
}

#[test]
fn what_waits_for_a_word_is_said_until_the_word_is_given() {
    let without_texts = "no;topic;answer;remark\n1;Talks fail;“No,” Ada Obi said.;first\n2;Talks go on;“Yes,” she said.;second\n";
    for (answer, said) in [
        (Msg::Asked(Command::Escape), "Nothing was taken in."),
        (Msg::IncomingSettled(false), "Nothing was taken in."),
        (Msg::ColumnChosen(0, "answer".into()), "2 documents taken in."),
    ] {
        let mut page = Page::new();
        page.drop_file("t.csv", without_texts.as_bytes());
        assert_eq!(&*page.model.notice.text, "1 file waits for your word.");
        page.tell(answer);
        assert_eq!(&*page.model.notice.text, said);
        assert!(page.model.dialog.is_none() && page.model.clerk.waiting.is_empty());
    }
}

#[test]
fn keys_pressed_during_a_proposal_are_meant_for_it() {
    let mut page = Page::with_article();
    page.press_over("m", Some(span("denied it")));
    let (ticket, id) = page.proposed();
    page.press("d");
    let mut proposal = Statement::bare(StatementId(0), vec![span("denied it")]);
    proposal.speaker_name = Some("Bo Li".into());
    page.tell(Msg::ProposalArrived(ticket, id, Box::new(proposal)));
    assert_eq!(page.statements()[2], row("Bo Li", "DEMAND", Status::Added));
    assert_eq!(page.statements()[0].1, "STATE", "the statement chosen before is as it was");
}

#[test]
fn without_an_engine_a_person_annotates_alone() {
    let mut page = Page::new();
    page.drop_file("a.txt", TEXT.as_bytes());
    page.tell(Msg::EngineUnavailable("no workers here".into()));
    page.press_over("m", Some(span("Rain")));
    page.press_over("s", Some(span("Ada Obi")));
    page.press("w");
    page.press("Enter");
    assert_eq!(page.statements(), [row("Ada Obi", "WARN", Status::Added)]);
    let next = page.crash();
    assert_eq!(next.statements(), page.statements());
    page.tell(Msg::ClerkUnavailable("no workers here".into()));
    page.tell(Msg::ExportWanted);
    assert!(matches!(page.last[..], [Effect::Download(_)]));
}

#[test]
fn work_by_hand_survives_an_analysis_that_comes_late() {
    let mut page = Page::new();
    page.drop_file("a.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    page.press_over("m", Some(span("denied it")));
    let (proposal, _) = page.proposed();
    page.tell(Msg::AnalysisFailed(proposal, "panicked".into()));
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(analysis())));
    assert_eq!(page.statements().len(), 4);
    assert_eq!(page.crash().statements(), page.statements());
}

#[test]
fn one_correction_goes_to_all_places_of_a_form_and_back() {
    let mut page = Page::new();
    page.drop_file("a.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    let mut found = analysis();
    found.statements[1].speaker = vec![span("Ada Obi")];
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(found)));
    let start = page.statements();
    page.press("2");
    page.press("Shift+A");
    page.tell(Msg::Asked(Command::Accept));
    let names: Vec<String> = page.statements().into_iter().map(|row| row.0).collect();
    assert_eq!(names, ["Bo Li", "Bo Li", "Bo Li"]);
    page.press("Ctrl+z");
    page.press("Ctrl+z");
    assert_eq!(page.statements(), start);
}

/// Two articles with one statement each, whose speakers are the same words of this sort, and the first one corrected.
fn corrected_in_one_of_two(sort: MentionType) -> Page {
    let mut page = Page::new();
    let mut found = analysis();
    found.statements.truncate(1);
    found.statements[0].mention_type = sort;
    for name in ["a.txt", "b.txt"] {
        page.drop_file(name, format!("{TEXT}\n{name}").as_bytes());
        let (ticket, id) = page.asked();
        page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(found.clone())));
    }
    page.press("2");
    page
}

#[test]
fn a_name_is_offered_for_other_articles_where_this_one_has_no_more_of_it() {
    let mut page = corrected_in_one_of_two(MentionType::Name);
    let offer = page.model.notice.offer.clone().expect("the words stand in the other article");
    assert_eq!(offer.1, Command::Alike);
    assert!(offer.0.ends_with("in other articles"), "{}", offer.0);
    page.tell(Msg::Asked(Command::Alike));
    page.tell(Msg::Asked(Command::Accept));
    let entries = page.model.articles().flat_map(|article| article.annotations.standing());
    let names: BTreeSet<_> = entries.map(|entry| entry.statement.speaker_name.clone()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!(page.model.notice.offer, None);
}

#[test]
fn who_he_is_in_one_article_is_not_offered_for_others() {
    assert_eq!(corrected_in_one_of_two(MentionType::Pronoun).model.notice.offer, None);
}

#[test]
fn a_refused_save_is_said_and_made_good() {
    let mut page = Page::with_article();
    let press = KeyPress { key: "t".into(), ctrl: false, alt: false, shift: false };
    let effects = update(&mut page.model, Msg::KeyPressed(press, Region::Page, None));
    let Some(Effect::Save(number, writes)) = effects.first().cloned() else {
        panic!("a key that changes saves")
    };
    update(&mut page.model, Msg::SaveFailed(number, "the disk is full".into()));
    assert!(matches!(views::frame::bar(&page.model).save, views::frame::SaveView::Failed(_)));
    let again = update(&mut page.model, Msg::Asked(Command::RetrySave));
    assert_eq!(again, [Effect::Save(number, writes)]);
    update(&mut page.model, Msg::Saved(number));
    assert_eq!(views::frame::bar(&page.model).save, views::frame::SaveView::Saved);
}

#[test]
fn what_the_browser_deleted_is_written_again_whole() {
    let mut page = Page::with_article();
    page.press("t");
    let (live, whole) = (page.statements(), page.stored());
    let number = page.model.save.asked + 1;
    let press = KeyPress { key: "x".into(), ctrl: false, alt: false, shift: false };
    update(&mut page.model, Msg::KeyPressed(press, Region::Page, None));
    update(&mut page.model, Msg::StoreCleared(number));
    assert!(page.model.notice.text.contains("the browser has deleted what was stored here"));
    assert_eq!(page.model.notice.offer, Some(("Download the project file".into(), Command::SaveProject)));
    let again = update(&mut page.model, Msg::Asked(Command::RetrySave));
    let [Effect::Save(_, writes)] = &again[..] else { panic!("{again:?}") };
    page.disk.clone_from(writes);
    let stored = page.stored();
    assert_eq!(stored.documents, whole.documents);
    assert_eq!(stored.steps.len(), whole.steps.len() + 1);
    update(&mut page.model, Msg::Saved(number));
    assert_eq!(views::frame::bar(&page.model).save, views::frame::SaveView::Saved);
    page.tell(Msg::Asked(Command::Undo));
    assert_eq!(page.statements(), live);
}

#[test]
fn a_disk_that_cannot_be_read_leaves_the_project_file_at_hand() {
    let mut page = Page { model: Model::default(), disk: vec![], last: vec![] };
    page.tell(Msg::RestoreFailed("this browser keeps no data for this page".into()));
    let text = "Nothing can be saved here: this browser keeps no data for this page.";
    assert_eq!(&*page.model.notice.text, text);
    assert_eq!(page.model.notice.offer, Some(("Download the project file".into(), Command::SaveProject)));
    page.drop_file("a.txt", TEXT.as_bytes());
    page.tell(Msg::Asked(Command::SaveProject));
    assert!(matches!(page.last[..], [Effect::Download(_)]));
}

#[test]
fn everything_is_called_deleted_when_it_is() {
    let mut page = Page::with_article();
    let effects = update(&mut page.model, Msg::Asked(Command::Forget));
    let number = page.model.save.asked;
    assert!(effects.contains(&Effect::Save(number, vec![Write::Forget])));
    assert_eq!(&*page.model.notice.text, "Deleting everything from this browser …");
    update(&mut page.model, Msg::SaveFailed(number, "the disk refuses".into()));
    assert_eq!(&*page.model.notice.text, "Not everything could be deleted: the disk refuses.");
    update(&mut page.model, Msg::Asked(Command::RetrySave));
    let effects = update(&mut page.model, Msg::Saved(number));
    assert_eq!(&*page.model.notice.text, "Everything has been deleted from this browser.");
    assert_eq!(effects, [Effect::TellForgotten]);

    // A tab that read the project shows it no longer.
    let mut reader = Page::with_article();
    reader.tell(Msg::OtherTab);
    reader.tell(Msg::Forgotten);
    assert_eq!(reader.model.articles().count(), 0);
    assert!(reader.model.save.is_taken, "it still only reads");
}

#[test]
fn what_the_engine_did_not_reach_is_said() {
    let mut page = Page::new();
    page.drop_file("a.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    let unread = Some(Span::new(TEXT.len() / 2, TEXT.len()));
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(Analysis { unread, ..analysis() })));
    let said = &page.model.notice.text;
    assert!(said.starts_with("a.txt is too long for the engine: nothing was looked for after"), "{said}");
}

#[test]
fn a_pattern_costs_no_more_than_its_bound() {
    let mut page = Page::with_article();
    page.press("Shift+T");
    let mut check = |text: &str| {
        let filter = Filter { text: text.into(), is_pattern: true, ..Filter::default() };
        page.tell(Msg::FilterChanged(filter));
        views::table::view(&page.model).problem.is_some()
    };
    // Those that make searches by trial and error hang are ordinary here.
    for hard in ["(a*)*$", "(x+x+)+y", "(.*.*.*.*.*.*.*.*)*!", "^(([a-z])+.)+[A-Z]([a-z])+$"] {
        assert!(!check(hard), "{hard}");
    }
    assert!(check("(((a{1000}){1000}){1000})"));
    assert!(check(&"(".repeat(100_000)));
    assert!(check(&format!("{}a{}", "(".repeat(50_000), ")".repeat(50_000))));
}

#[test]
fn a_pattern_is_looked_for_at_the_head_of_a_long_statement() {
    let mut page = Page::new();
    let text = format!("Rain{}end", "é".repeat(20_000));
    page.drop_file("long.txt", text.as_bytes());
    let (ticket, id) = page.asked();
    let statement = Statement::bare(StatementId(0), vec![Span::new(0, text.len())]);
    let analysis = Analysis { statements: vec![statement], ..Analysis::empty() };
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(analysis)));
    page.press("Shift+T");
    let mut found = |text: &str, is_pattern| {
        page.tell(Msg::FilterChanged(Filter { text: text.into(), is_pattern, ..Filter::default() }));
        views::table::view(&page.model).rows.len()
    };
    assert_eq!([found("^Rain", true), found("end", true), found("end", false)], [1, 0, 1]);
}

#[test]
fn the_word_cursor_marks_without_a_mouse() {
    let mut page = Page::with_article();
    page.press("ArrowRight");
    let first = page.model.selection;
    assert_eq!(first, Some(span("Rain")));
    page.press_over("ArrowRight", first);
    let second = page.model.selection;
    assert_eq!(second, Some(span("said")));
    page.press_over("Shift+ArrowRight", second);
    let both = page.model.selection;
    assert_eq!(both, Some(span("said Ada")));
    page.press_over("c", both);
    let article = page.model.article().expect("an article is open");
    assert_eq!(article.annotations.entries[0].statement.spans(Role::Cue), [span("said Ada")]);
}

#[test]
fn stopping_leaves_documents_without_analysis_and_drops_late_answers() {
    let mut page = Page::new();
    page.drop_file("a.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    page.tell(Msg::Asked(Command::Cancel));
    assert!(page.last.contains(&Effect::RestartEngine));
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(analysis())));
    assert_eq!(page.statements().len(), 0);
    assert!(page.model.notice.text.starts_with("Stopped; 1 of 1 documents"), "{}", page.model.notice.text);
    page.tell(Msg::Asked(Command::Retry));
    assert_eq!(page.asked().1, id);
    assert_eq!(&*page.model.notice.text, "The engine goes on with what is missing.");
}

#[test]
fn files_that_come_together_are_counted_together() {
    let mut page = Page::new();
    let file = |name: &str| FileRead { name: name.into(), bytes: Ok(TEXT.as_bytes().to_vec()) };
    page.tell(Msg::ReadingStarted(3));
    page.tell(Msg::FilesRead(vec![file("a.txt"), file("b.txt")]));
    page.tell(Msg::FilesRead(vec![file("c.txt")]));
    assert_eq!(&*page.model.notice.text, "3 documents taken in.");
    page.tell(Msg::ReadingEnded);
    page.drop_file("d.txt", TEXT.as_bytes());
    assert_eq!(&*page.model.notice.text, "1 document taken in.");
}

#[test]
fn the_journal_holds_one_step_a_change() {
    let mut page = Page::with_article();
    page.press("t");
    page.press("t");
    page.press("Ctrl+z");
    let steps: Vec<&Write> = page.disk.iter().filter(|write| matches!(write, Write::Step(_))).collect();
    assert!(matches!(steps[..], [Write::Step(Step::Do(_)), Write::Step(Step::Undo)]), "{steps:?}");
}

#[test]
fn a_document_of_the_same_name_and_text_is_taken_once() {
    let mut page = Page::with_article();
    page.drop_file("a.txt", TEXT.as_bytes());
    assert_eq!(page.model.articles().count(), 1);
    let twin = Document::new("b.txt", TEXT);
    page.drop_file("b.txt", TEXT.as_bytes());
    assert_eq!(page.model.open, Some(twin.id));
}

#[test]
fn another_scheme_asks_where_its_labels_go_and_undo_brings_the_old_ones_back() {
    let mut page = Page::with_article();
    page.press("t");
    let before = page.statements();
    page.press("Shift+S");
    page.tell(Msg::Drafted(DraftChange::Remove));
    page.tell(Msg::Drafted(DraftChange::Use));
    assert!(page.model.notice.is_problem, "threatens is in use and has no place");
    assert_eq!(page.statements(), before);

    let warn = Label::new("WARN");
    page.tell(Msg::Drafted(DraftChange::Home(Label::new("THREATEN"), Some(warn.clone()))));
    page.tell(Msg::Drafted(DraftChange::Use));
    assert_eq!(page.statements()[0], row("Ada Obi", "WARN", Status::Corrected));
    assert_eq!(page.statements()[1], before[1], "what keeps its label keeps its status");
    assert_eq!(page.crash().statements(), page.statements());

    page.press("Ctrl+z");
    assert_eq!(page.statements(), before);
    assert_eq!(**page.model.session.scheme(), Scheme::default_scheme());
    let shown = |page: &Page| page.model.draft.as_ref().map(|draft| draft.scheme.clone());
    assert_eq!(shown(&page), Some(Scheme::default_scheme()), "the scheme that was undone is no draft");

    // A draft that lies there while the scheme changes asks anew.
    page.tell(Msg::Drafted(DraftChange::Builtin(1)));
    let drafted = shown(&page);
    page.press("Ctrl+Shift+Z");
    page.press("Ctrl+z");
    assert_eq!(shown(&page), drafted, "what somebody drafts stays");
    assert!(!page.model.draft.as_ref().expect("it is there").homes.is_empty());
}

#[test]
fn coarse_schemes_read_the_labels_of_the_engine_too() {
    let mut page = Page::with_article();
    page.press("t");
    page.tell(Msg::Drafted(DraftChange::Builtin(2)));
    page.tell(Msg::Drafted(DraftChange::Use));
    let labels = |page: &Page| page.statements().into_iter().map(|row| row.1).collect::<Vec<_>>();
    assert_eq!(labels(&page), ["COERCIVE", "NEUTRAL", "NEUTRAL"]);
    page.drop_file("b.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(analysis())));
    assert_eq!(labels(&page), ["NEUTRAL"; 3]);
    // Back to the first scheme: every label is what it was.
    page.tell(Msg::Drafted(DraftChange::Builtin(0)));
    page.tell(Msg::Drafted(DraftChange::Use));
    assert_eq!(labels(&page), ["STATE"; 3]);
}

#[test]
fn people_are_made_one_and_parted_again() {
    let mut page = Page::with_article();
    let start = page.statements();
    page.tell(Msg::PersonRenamed("she".into(), "Ada Obi".into()));
    let names = |page: &Page| page.statements().into_iter().map(|row| row.0).collect::<Vec<_>>();
    assert_eq!(names(&page), ["Ada Obi", "Ada Obi", "Bo Li"]);
    let ada = page.model.session.registry().get("Ada Obi").expect("whoever is renamed is kept");
    assert_eq!(ada.aliases, ["she".into()]);

    let document = page.model.open.expect("an article is open");
    page.tell(Msg::PersonChosen(Some("Ada Obi".into())));
    page.tell(Msg::SplitTicked(document, StatementId(0), true));
    page.tell(Msg::PersonSplit("Ada Obi (envoy)".into()));
    assert_eq!(&*page.model.notice.text, "1 statement of Ada Obi given to Ada Obi (envoy).");
    assert_eq!(names(&page), ["Ada Obi (envoy)", "Ada Obi", "Bo Li"]);
    page.press("Ctrl+z");
    page.press("Ctrl+z");
    assert_eq!(page.statements(), start);
    assert!(page.model.session.registry().get("Ada Obi").is_none());
}

#[test]
fn lists_of_people_and_schemes_are_known_wherever_they_come_in() {
    let mut page = Page::with_article();
    page.drop_file("p.csv", b"name,sort,role,affiliation,aliases,identifier\nAda Obi,person,envoy,,she,Q1\n");
    let ada = page.model.session.registry().get("Ada Obi").expect("the list is taken in");
    assert_eq!((&*ada.identifier, &*ada.role), ("Q1", "envoy"));
    let mut scheme = Scheme::default_scheme();
    scheme.name = "Ours".into();
    page.drop_file("ours.json", &serde_json::to_vec(&scheme).expect("a scheme can be written"));
    assert_eq!(page.model.draft.as_ref().map(|draft| &*draft.scheme.name), Some("Ours"));
    page.drop_file("short.json", br#"{"id":"x","name":"X","labels":[{"label":"A","key":"zzz"}]}"#);
    assert!(page.model.notice.text.starts_with("short.json is no scheme: "), "{}", page.model.notice.text);
    assert_eq!(page.model.session.articles().len(), 1, "none is an article");
}

#[test]
fn a_scheme_may_come_before_any_article() {
    let mut page = Page::new();
    let mut scheme = Scheme::default_scheme();
    scheme.name = "Ours".into();
    page.drop_file("ours.json", &serde_json::to_vec(&scheme).expect("a scheme can be written"));
    assert!(page.model.has_draft_alone(), "the page shows it");
    assert!(views::frame::bar(&page.model).has_views, "with the way back");
    page.tell(Msg::Drafted(DraftChange::Use));
    assert_eq!(&*page.model.session.scheme().name, "Ours");
}

#[test]
fn a_typed_form_of_somebody_known_is_that_somebody() {
    let mut page = Page::with_article();
    page.tell(Msg::PersonField("Bo Li".into(), PersonField::Aliases, "Li\nMr. Li".into()));
    page.tell(Msg::FieldGiven(Field::SpeakerName(Some("Mr. Li".into()))));
    assert_eq!(page.statements()[0].0, "Bo Li");
}

#[test]
fn a_form_of_somebody_reaches_articles_that_come_later_and_undo_takes_it_back() {
    let mut page = Page::with_article();
    page.tell(Msg::PersonField("Bo Lianying".into(), PersonField::Aliases, "Bo Li\nshe".into()));
    let names = |page: &Page| page.statements().into_iter().map(|row| row.0).collect::<Vec<_>>();
    assert_eq!(names(&page), ["Ada Obi", "she", "Bo Lianying"], "a word that names nobody is no name");
    assert_eq!(page.statements()[2].2, Status::Suggested, "nobody has looked at the statement");
    page.drop_file("b.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(analysis())));
    page.tell(Msg::DocumentChosen(id));
    assert_eq!(names(&page)[2], "Bo Lianying");
    assert_eq!(names(&page.crash()), names(&page));
    page.press("Ctrl+z");
    assert_eq!(names(&page)[2], "Bo Li");
}

#[test]
fn who_was_one_with_somebody_is_parted_without_taking_more_along() {
    let mut page = Page::with_article();
    let first = page.model.open.expect("an article is open");
    page.tell(Msg::PersonField("Ada Obi".into(), PersonField::Aliases, "Bo Li".into()));
    page.drop_file("b.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(analysis())));
    page.tell(Msg::PersonChosen(Some("Ada Obi".into())));
    page.tell(Msg::SplitTicked(id, StatementId(2), true));
    page.tell(Msg::PersonSplit("Bo Li".into()));
    let names = |page: &Page| page.statements().into_iter().map(|row| row.0).collect::<Vec<_>>();
    assert_eq!(names(&page), ["Ada Obi", "she", "Bo Li"]);
    page.tell(Msg::DocumentChosen(first));
    assert_eq!(names(&page), ["Ada Obi", "she", "Ada Obi"]);
}

#[test]
fn a_note_is_no_correction_and_no_reason_to_lose_it() {
    let mut page = Page::with_article();
    page.tell(Msg::FieldGiven(Field::Note("odd".into())));
    assert_eq!(page.statements()[0].2, Status::Suggested);
    page.tell(Msg::EngineReady("demarche-2".into()));
    page.tell(Msg::Asked(Command::Renew(Scope::Corpus)));
    let (ticket, id) = page.asked();
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(newer())));
    let entries = &page.model.article().expect("it is open").annotations.entries;
    assert_eq!(&*entries[0].statement.note, "odd");
    page.press("Enter");
    assert_eq!(page.statements()[0].2, Status::Confirmed);
}

#[test]
fn labels_that_no_statement_has_go_without_a_word() {
    let mut page = Page::with_article();
    page.press("Shift+S");
    page.tell(Msg::Drafted(DraftChange::Remove));
    let view = views::scheme::view(&page.model).expect("there is a draft");
    assert_eq!((view.homes, view.problems), (vec![], vec![]));
    page.tell(Msg::Drafted(DraftChange::Use));
    // One that the engine gives later finds a place all the same.
    page.drop_file("b.txt", TEXT.as_bytes());
    let (ticket, id) = page.asked();
    let mut threat = analysis();
    threat.statements[0].stance.label = Label::new("THREATEN");
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(threat)));
    page.tell(Msg::DocumentChosen(id));
    let label = page.statements()[0].1.clone();
    assert!(page.model.session.scheme().entry(&Label::new(&label)).is_some(), "{label}");
}

#[test]
fn rows_are_ticked_from_one_to_another() {
    let mut page = Page::with_article();
    page.press("Shift+T");
    let document = page.model.open.expect("an article is open");
    page.tell(Msg::ShapeChanged(Shape { sort: Some(Column::Speaker), ..Shape::default() }));
    page.tell(Msg::RowTicked(document, StatementId(0), true, false));
    page.tell(Msg::RowTicked(document, StatementId(2), true, true));
    let ticked: Vec<u32> = page.model.ticked.iter().map(|(_, id)| id.0).collect();
    assert_eq!(ticked, [0, 2], "she stands after Bo Li");
    page.tell(Msg::RowTicked(document, StatementId(1), true, true));
    assert_eq!(page.model.ticked.len(), 3);
    page.tell(Msg::RowTicked(document, StatementId(0), false, true));
    assert!(page.model.ticked.is_empty());
}

#[test]
fn what_is_rejected_already_is_not_rejected_again() {
    let mut page = Page::with_article();
    page.press("Shift+T");
    page.tell(Msg::AllTicked(true));
    page.tell(Msg::BulkVerdict(Verdict::Rejected));
    let rejected = page.statements();
    assert!(rejected.iter().all(|row| row.2 == Status::Rejected));
    page.tell(Msg::BulkVerdict(Verdict::Rejected));
    assert_eq!(&*page.model.notice.text, "They are that already.");
    page.press("Ctrl+z");
    assert_ne!(page.statements(), rejected, "one undo takes it back");
}

#[test]
fn the_table_finds_by_pattern_sorts_and_groups() {
    let mut page = Page::with_article();
    page.press("Shift+T");
    let mut check = |filter: Filter, shape: Shape, expected: &[&str]| {
        page.tell(Msg::FilterChanged(filter));
        page.tell(Msg::ShapeChanged(shape));
        let view = views::table::view(&page.model);
        let found: Vec<String> = view.rows.iter().map(|row| row.statement.excerpt.to_string()).collect();
        assert_eq!(found, expected);
        view
    };
    let word = |text: &str| Filter { text: text.into(), ..Filter::default() };
    check(word("OBÍ"), Shape::default(), &["Rain"]);
    let pattern = |text: &str| Filter { text: text.into(), is_pattern: true, ..Filter::default() };
    let by = |column| Shape { sort: Some(column), is_descending: true, ..Shape::default() };
    check(Filter::default(), Shape::default(), &["Rain", "Soon", "it"]);
    check(pattern("^(rain|soon)$"), by(Column::Statement), &["Soon", "Rain"]);
    check(pattern("txt"), Shape::default(), &[]);
    check(Filter::default(), by(Column::Speaker), &["Soon", "it", "Rain"]);
    let broken = check(pattern("("), Shape::default(), &[]);
    assert!(broken.problem.is_some(), "a broken pattern is said");
    let grouped = check(
        Filter::default(),
        Shape { group: Some(Column::Speaker), ..Shape::default() },
        &["Rain", "it", "Soon"],
    );
    let headings: Vec<Option<(Rc<str>, usize)>> =
        grouped.rows.iter().map(|row| row.heading.clone()).collect();
    assert_eq!(headings, [Some(("Ada Obi".into(), 1)), Some(("Bo Li".into(), 1)), Some(("she".into(), 1))]);
}

#[test]
fn a_key_is_given_and_used() {
    let mut page = Page::with_article();
    let place = TABLE.iter().position(|row| row.command == Command::Reject).expect("x rejects");
    let press = |key: &str| KeyPress { key: key.into(), ctrl: false, alt: false, shift: false };
    page.press("?");
    page.tell(Msg::KeyWanted(place));
    page.tell(Msg::KeyPressed(press("Enter"), Region::Capture, None));
    assert_eq!(page.model.keys.of_command(Command::Reject), Some("x"), "Enter is taken");
    page.tell(Msg::KeyWanted(place));
    page.tell(Msg::KeyPressed(press("Delete"), Region::Capture, None));
    assert!(matches!(page.last[0], Effect::UseKeys(_)));
    page.press("Escape");
    page.press("Delete");
    assert_eq!(page.statements()[0].2, Status::Rejected);
}

#[test]
fn a_day_given_by_hand_is_an_edit() {
    let mut page = Page::with_article();
    let day = |page: &Page| {
        page.model.article().and_then(|article| article.annotations.date.clone()).map(|date| date.day)
    };
    for half in ["yesterday", "0202-12-31"] {
        page.tell(Msg::DateGiven(half.into()));
        assert_eq!(day(&page), None);
    }
    page.tell(Msg::DateGiven("2021-12-31".into()));
    assert_eq!(day(&page).as_deref(), Some("2021-12-31"));
    page.press("Ctrl+z");
    assert_eq!(day(&page), None);
}

#[test]
fn an_address_leads_back_to_its_view() {
    let mut page = Page::with_article();
    page.press("j");
    let address = views::address::of(&page.model);
    page.press("Shift+T");
    page.press("Shift+D");
    page.press("k");
    page.tell(Msg::AddressGiven(address.into()));
    assert_eq!(page.model.chosen, Some(StatementId(1)));
    page.tell(Msg::AddressGiven("table?speaker=Bo+Li".into()));
    assert_eq!(views::table::view(&page.model).found, 1);
}

#[test]
fn a_newer_engine_is_offered_only_for_what_an_older_one_read() {
    let mut page = Page::with_article();
    let offered = |page: &Page| views::frame::status(&page.model).retry.map(|(_, command)| command);
    assert_eq!(offered(&page), None);
    page.tell(Msg::EngineReady(analysis().engine));
    assert_eq!(offered(&page), None);
    page.tell(Msg::EngineReady("demarche-2".into()));
    assert_eq!(offered(&page), Some(Command::Renew(Scope::Corpus)));
    assert_eq!(offered(&renewed()), None);
}

#[test]
fn analysing_again_keeps_decisions_says_what_changed_and_is_one_edit() {
    let before = {
        let mut page = Page::with_article();
        page.press("x");
        page.statements()
    };
    let mut page = renewed();
    let after = page.statements();
    assert_eq!(after.len(), 2, "one statement is gone");
    assert_eq!(after[0], before[0], "the rejected one stays as it was");
    assert_eq!(after[1].0, "Ada Obi the Elder");
    assert!(page.model.notice.text.contains("0 found, 1 gone, 1 differ"), "{}", page.model.notice.text);
    page.tell(Msg::Asked(Command::ShowNews));
    let Some(views::dialogs::DialogView::News(news)) = views::dialogs::view(&page.model) else {
        panic!("what changed is shown")
    };
    assert_eq!(news.items.len(), 2);
    page.tell(Msg::Asked(Command::Escape));

    assert_eq!(page.crash().statements(), after, "a reload changes nothing");
    page.press("Ctrl+z");
    assert_eq!(page.statements(), before);
    assert_eq!(
        page.model.article().and_then(|it| it.analysis.clone()).map(|it| it.engine.clone()),
        Some("demarche-1".into())
    );
    page.press("Ctrl+y");
    assert_eq!(page.statements(), after);
}

#[test]
fn a_document_that_breaks_the_newer_engine_keeps_its_older_analysis() {
    let mut page = Page::with_article();
    let before = page.statements();
    page.tell(Msg::EngineReady("demarche-2".into()));
    page.tell(Msg::Asked(Command::Renew(Scope::Article)));
    let (ticket, _) = page.asked();
    page.tell(Msg::AnalysisFailed(ticket, "broken".into()));
    assert_eq!(page.statements(), before);
    assert!(page.model.jobs.renewal.is_none() && page.model.jobs.failed.is_empty());
}

#[test]
fn the_way_back_goes_from_change_to_change() {
    let mut page = Page::with_article();
    page.press("t");
    page.press("j");
    page.press("d");
    page.press("j");
    page.press("Backspace");
    assert_eq!(page.model.chosen, Some(StatementId(1)));
    page.press("Backspace");
    assert_eq!(page.model.chosen, Some(StatementId(0)));
    page.press("Backspace");
    assert_eq!(&*page.model.notice.text, "No other statement has been changed.");
}

#[test]
fn the_speaker_of_the_statement_before_is_one_key_away() {
    let mut page = Page::with_article();
    page.tell(Msg::FieldGiven(Field::SpeakerName(Some("Cleo".into()))));
    page.press("j");
    page.press("\"");
    assert_eq!(page.statements()[1].0, "Cleo");
}

#[test]
fn the_end_of_the_queue_leads_on() {
    let mut page = Page::with_article();
    page.drop_file("b.txt", b"\xE2\x80\x9CRain,\xE2\x80\x9D said Bo Li.");
    let (ticket, id) = page.asked();
    let other = Analysis {
        statements: vec![Statement::bare(StatementId(0), vec![Span::new(3, 8)])],
        ..Analysis::empty()
    };
    page.tell(Msg::AnalysisArrived(ticket, id, Rc::new(other)));
    page.press("Enter");
    assert_eq!(
        &*page.model.notice.text,
        "Statement confirmed. Nothing is left to review here, 3 in other articles."
    );
    assert_eq!(page.model.notice.offer.as_ref().map(|offer| offer.1), Some(Command::ToggleScope));
    page.press("Shift+Z");
    assert_eq!(page.model.chosen, Some(StatementId(0)));
    (0..3).for_each(|_| page.press("Enter"));
    assert!(page.model.notice.text.ends_with("Everything is reviewed."), "{}", page.model.notice.text);
    assert_eq!(page.model.notice.offer.as_ref().map(|offer| offer.1), Some(Command::Export));
}
