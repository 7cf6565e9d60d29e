//! Work that takes long: edits of many changes, and searches.

use super::{done, drafting, perform, update};
use crate::annotate::edit::Edit;
use crate::app::keys::Command;
use crate::app::search::{self, Search};
pub use crate::app::work::Epilogue;
use crate::app::work::{Pace, Work};
use crate::app::{Effect, Model, Msg, View, describe};

/// An edit of no more changes is done at once.
const AT_ONCE: usize = 2_000;

/// A search reads so many bytes for each change that an edit would make in the same time.
const BYTES_A_CHANGE: usize = 64;

/// Does `edit`: at once when it is short, else some changes at a time.
pub fn start(model: &mut Model, edit: Edit, epilogue: Epilogue) -> Vec<Effect> {
    if super::disk::is_read_only(model) {
        return vec![];
    }
    if model.session.work(&edit) <= AT_ONCE {
        let effects = perform(model, edit);
        if !model.notice.is_problem {
            tell(model, epilogue);
        }
        return effects;
    }
    let title = describe::sentence(&describe::edit(model.session.scheme(), &edit));
    model.say(format!("{title} …"));
    let staged = model.session.stage(&edit);
    model.pace = Pace::default();
    model.work = Some(Work { edit, title: title.into(), staged, epilogue, held: vec![] });
    wanted(model)
}

/// Whether `msg` waits until the work is done: whatever could change what the work is done on.
pub fn holds(msg: &Msg) -> bool {
    let is_way_out = match msg {
        Msg::Asked(command) => matches!(command, Command::Cancel | Command::Escape),
        Msg::KeyPressed(press, ..) => press.key == "Escape",
        _ => false,
    };
    let is_harmless = matches!(
        msg,
        Msg::GoOn
            | Msg::Saved(_)
            | Msg::SaveFailed(..)
            | Msg::Persistence(_)
            | Msg::EngineReady(_)
            | Msg::UpdateReady
            | Msg::UpdateBlocked
            | Msg::SystemTheme(_)
            | Msg::Dragged(_)
    );
    !is_way_out && !is_harmless
}

/// Some more of what is under way.
pub fn go_on(model: &mut Model) -> Vec<Effect> {
    model.is_going_on = false;
    model.pace.keep(model.now);
    let mut effects = vec![];
    if let Some(mut work) = model.work.take() {
        match model.session.advance(&mut work.staged, &work.edit, model.pace.n) {
            Ok(false) => model.work = Some(work),
            Ok(true) => effects.extend(finish(model, work)),
            Err(error) => {
                model.complain(format!("{}.", describe::sentence(&error.to_string())));
                effects.extend(release(model, work.held));
            }
        }
    } else {
        look(model);
    }
    effects.extend(mind(model));
    effects
}

fn finish(model: &mut Model, work: Work) -> Vec<Effect> {
    let Work { edit, title, staged, epilogue, held } = work;
    model.session.commit(staged, edit, model.now);
    let mut effects = done(model, &title);
    tell(model, epilogue);
    effects.extend(release(model, held));
    effects
}

fn tell(model: &mut Model, epilogue: Epilogue) {
    if !epilogue.remark.is_empty() {
        model.notice.text = format!("{} {}", model.notice.text, epilogue.remark).into();
    }
    if epilogue.person.is_some() {
        model.people.chosen = epilogue.person;
    }
    if epilogue.is_draft_used {
        drafting::renew(model);
    }
    if let Some(news) = epilogue.news {
        super::renew::tell(model, news);
    }
}

/// What waited happens now.
fn release(model: &mut Model, held: Vec<Msg>) -> Vec<Effect> {
    held.into_iter().flat_map(|msg| update(model, msg)).collect()
}

/// Stops the work, or else the search; whether there was any.
pub fn stop(model: &mut Model) -> Option<Vec<Effect>> {
    if let Some(work) = model.work.take() {
        let (n_done, n_all) = work.staged.progress();
        model.say(format!("Stopped after {n_done} of {n_all} changes; nothing has changed."));
        return Some(release(model, work.held));
    }
    if search::is_under_way(model) {
        model.search.stop("Stopped");
        return Some(vec![]);
    }
    None
}

/// Sees to it that the table's rows answer what is asked, and that what is under way goes on.
pub fn mind(model: &mut Model) -> Vec<Effect> {
    if model.view == View::Table && model.work.is_none() && !model.search.is_of(model) {
        model.search = Search::of(model);
        look(model);
    }
    let is_under_way = model.work.is_some() || search::is_under_way(model);
    if is_under_way { wanted(model) } else { vec![] }
}

fn look(model: &mut Model) {
    if !search::is_under_way(model) || !model.search.is_of(model) {
        return;
    }
    let mut search = std::mem::take(&mut model.search);
    search.advance(model, model.pace.n * BYTES_A_CHANGE);
    model.search = search;
}

/// Asks to go on once the page has been drawn, unless that is asked for already.
fn wanted(model: &mut Model) -> Vec<Effect> {
    if std::mem::replace(&mut model.is_going_on, true) { vec![] } else { vec![Effect::GoOn] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::edit::Field;
    use crate::annotate::{Analysis, Label, Statement, StatementId, Verdict};
    use crate::app::Filter;
    use crate::text::Span;
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
        let (word, done, total) =
            crate::app::views::frame::status(&model, 0).progress.expect("it is under way");
        assert!(word == "changing" && 0 < done && done < total, "{word} {done} of {total}");
        assert_eq!(confirmed(&model), 0, "nothing changes before all is done");
        // What is asked for meanwhile comes after it.
        update(&mut model, Msg::Asked(Command::Undo));
        assert_eq!(confirmed(&model), 0);
        finished(&mut model);
        assert_eq!(confirmed(&model), 0, "it was undone");
        update(&mut model, Msg::Asked(Command::Redo));
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
            articles[0]
                .annotations
                .entries
                .iter()
                .all(|entry| entry.statement.stance.label.0 != "WARN".into())
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
        assert!(
            model.search.problem().is_some_and(|problem| problem.starts_with("This pattern takes too long"))
        );
    }
}
