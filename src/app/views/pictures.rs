//! The project in pictures: who takes which stance, when, toward whom, and how far the review is.
//!
//! A picture is shapes with a table of the same numbers; every shape and every row leads to its statements.

/// Stance by speaker.
mod heat;
/// Who speaks toward whom.
mod network;
/// How far each document is.
mod progress;
/// Statements over time.
mod time;

use crate::app::{Filter, Model};
use std::rc::Rc;

/// A way to look at the project.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// Stance by speaker.
    Stances,
    /// Statements over time.
    Time,
    /// Who speaks toward whom, with which act.
    Network,
    /// Certainty and progress.
    Progress,
}

/// Every picture in the order of the page.
pub const PICTURES: [Picture; 4] = [Picture::Stances, Picture::Time, Picture::Network, Picture::Progress];

/// A picture, ready to be drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct PictureView {
    /// Which.
    pub picture: Picture,
    /// What it says, in a sentence.
    pub about: Rc<str>,
    /// Its size in units of CSS pixels.
    pub size: (f32, f32),
    /// From back to front.
    pub shapes: Vec<Shape>,
    /// The same as numbers.
    pub numbers: Numbers,
}

/// The numbers of a picture.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Numbers {
    /// What stands in each column.
    pub heads: Vec<Rc<str>>,
    /// Values, and the statements that they count.
    pub rows: Vec<(Vec<Rc<str>>, Filter)>,
}

/// A part of a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Shape {
    /// Its outline.
    pub form: Form,
    /// Its class in CSS.
    pub class: &'static str,
    /// Hue of its act or label.
    pub hue: Option<Rc<str>>,
    /// How strong its colour is, 0 to 1.
    pub strength: f32,
    /// What it says, for who points at it.
    pub title: Rc<str>,
    /// The statements that it counts.
    pub filter: Option<Rc<Filter>>,
}

/// An outline.
#[derive(Clone, PartialEq, Debug)]
pub enum Form {
    /// x, y, width, height.
    Rect(f32, f32, f32, f32),
    /// x, y, radius.
    Circle(f32, f32, f32),
    /// A path's commands and the width of its line.
    Path(String, f32),
    /// x, y, where the text hangs at, degrees of its turn.
    Text(f32, f32, Anchor, f32, Rc<str>),
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Picture {
    /// Heading in the page.
    pub fn title(self) -> &'static str {
        match self {
            Picture::Stances => "Stance by speaker",
            Picture::Time => "Statements over time",
            Picture::Network => "Who speaks toward whom",
            Picture::Progress => "Certainty and progress",
        }
    }

    /// Name of its files, without the ending.
    pub fn file_name(self) -> &'static str {
        match self {
            Picture::Stances => "stance-by-speaker",
            Picture::Time => "statements-over-time",
            Picture::Network => "who-toward-whom",
            Picture::Progress => "progress",
        }
    }

    /// Where it stands in the page.
    pub fn selector(self) -> &'static str {
        match self {
            Picture::Stances => "#picture-stance-by-speaker",
            Picture::Time => "#picture-statements-over-time",
            Picture::Network => "#picture-who-toward-whom",
            Picture::Progress => "#picture-progress",
        }
    }
}

/// All pictures of `model`.
pub fn view(model: &Model) -> Vec<Rc<PictureView>> {
    PICTURES.into_iter().map(|picture| Rc::new(one(model, picture))).collect()
}

fn one(model: &Model, picture: Picture) -> PictureView {
    match picture {
        Picture::Stances => heat::view(model),
        Picture::Time => time::view(model),
        Picture::Network => network::view(model),
        Picture::Progress => progress::view(model),
    }
}

/// The numbers of a picture as CSV.
pub fn csv(model: &Model, picture: Picture) -> Vec<u8> {
    let numbers = one(model, picture).numbers;
    let mut writer = csv::Writer::from_writer(vec![]);
    // Writing to memory fails for no row of equal length.
    let _ = writer.write_record(numbers.heads.iter().map(|head| head.as_bytes()));
    for (row, _) in &numbers.rows {
        let _ = writer.write_record(row.iter().map(|value| value.as_bytes()));
    }
    writer.into_inner().unwrap_or_default()
}

impl Shape {
    fn plain(form: Form, class: &'static str) -> Shape {
        Shape { form, class, hue: None, strength: 1.0, title: "".into(), filter: None }
    }

    fn text(x: f32, y: f32, anchor: Anchor, words: &str) -> Shape {
        Shape::plain(Form::Text(x, y, anchor, 0.0, short(words).into()), "picture__text")
    }

    fn leading_to(self, filter: &Filter, title: impl Into<Rc<str>>) -> Shape {
        Shape { filter: Some(Rc::new(filter.clone())), title: title.into(), ..self }
    }

    fn with_hue(self, hue: &Rc<str>, strength: f32) -> Shape {
        Shape { hue: Some(hue.clone()), strength, ..self }
    }
}

/// So many letters of a name are drawn.
const MOST: usize = 26;

/// How wide a letter of a name is, as names are made of letters; seldom more.
const LETTER: f32 = 7.85;

/// How wide the place of a name is, before what is drawn of it: for as many letters as [`short`] leaves, and the sign that there are more.
const NAMES: f32 = (MOST + 1) as f32 * LETTER;

/// A name that fits its place; the whole one stands in the table.
fn short(words: &str) -> String {
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

fn number(value: usize) -> Rc<str> {
    value.to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::analysis::Dated;
    use crate::annotate::{Analysis, Label, Statement, StatementId};
    use crate::app::{Effect, Msg, update, views};
    use crate::text::Span;

    /// Statements of one article by speaker, label and target.
    fn model_of(statements: &[(&str, &str, Option<&str>)]) -> Model {
        let mut model = Model::default();
        update(&mut model, Msg::Restored(Box::default()));
        let effects = update(&mut model, Msg::TextPasted("a b c d e f".into()));
        let asked = effects.into_iter().find_map(|effect| match effect {
            Effect::Analyze(ticket, document) => Some((ticket, document.id)),
            _ => None,
        });
        let (ticket, id) = asked.expect("a new text is analysed");
        let statement = |(number, (speaker, label, target)): (u32, &(&str, &str, Option<&str>))| {
            let start = number as usize * 2;
            let mut statement = Statement::bare(StatementId(number), vec![Span::new(start, start + 1)]);
            statement.speaker_name = Some((*speaker).into());
            statement.target_name = target.map(Rc::from);
            statement.stance.label = Label::new(label);
            statement
        };
        let statements = (0..).zip(statements).map(statement).collect();
        let date = Some(Dated { day: "2021-12-31".into(), span: Span::new(0, 1) });
        let analysis = Analysis { statements, date, ..Analysis::empty() };
        update(&mut model, Msg::AnalysisArrived(ticket, id, Rc::new(analysis)));
        model
    }

    /// Two statements by Ada, one of them toward Bo, and one by Bo.
    fn model() -> Model {
        model_of(&[("Ada", "THREATEN", Some("Bo")), ("Ada", "STATE", None), ("Bo", "DENY", None)])
    }

    #[test]
    fn what_is_rejected_is_neither_counted_nor_led_to() {
        let mut model = model();
        let entry = &model.article().expect("an article is open").annotations.entries[0];
        let id = entry.statement.id;
        update(&mut model, Msg::StatementChosen(id));
        update(&mut model, Msg::Asked(crate::app::keys::Command::Reject));
        let counts = [vec![1, 1], vec![2], vec![], vec![3]];
        for (picture, counts) in PICTURES.into_iter().zip(counts) {
            assert_eq!(led_to(&mut model, picture), counts, "{picture:?}");
        }
    }

    /// What rows of a picture count, by the length of the table to which they lead.
    fn led_to(model: &mut Model, picture: Picture) -> Vec<usize> {
        let rows = one(model, picture).numbers.rows;
        let count = |(_, filter): (Vec<Rc<str>>, Filter)| {
            update(model, Msg::TableWanted(filter));
            views::table::view(model).found
        };
        rows.into_iter().map(count).collect()
    }

    fn check(picture: Picture, expected: &str) {
        let text = String::from_utf8(csv(&model(), picture)).expect("CSV is UTF-8");
        assert_eq!(text, expected, "{picture:?}");
    }

    #[test]
    fn numbers_are_those_of_the_statements() {
        check(Picture::Stances, "Speaker,threatens,denies,states,All\nAda,1,0,1,2\nBo,0,1,0,1\n");
        check(Picture::Time, "Date,threatens,denies,states,All\n2021-12-31,1,1,1,3\n");
        check(Picture::Network, "Speaker,Toward,Stance,Statements\nAda,Bo,threatens,1\n");
        check(
            Picture::Progress,
            "Document,Confirmed,Corrected,Added,Rejected,Open,Open and unsure,Open and likely,Open and sure\n\
             a b c d e f,0,0,0,0,3,0,0,3\n",
        );
    }

    #[test]
    fn every_row_leads_to_the_statements_that_it_counts() {
        let mut model = model();
        let counts = [vec![2, 1], vec![3], vec![1], vec![3]];
        for (picture, counts) in PICTURES.into_iter().zip(counts) {
            assert_eq!(led_to(&mut model, picture), counts, "{picture:?}");
        }
    }

    #[test]
    fn every_part_of_a_bar_leads_to_what_it_counts() {
        let mut model = model();
        let first = model.article().expect("an article is open").annotations.entries[0].statement.id;
        update(&mut model, Msg::StatementChosen(first));
        update(&mut model, Msg::Asked(crate::app::keys::Command::Reject));
        let shapes = one(&model, Picture::Progress).shapes;
        let bars: Vec<&Shape> = shapes.iter().filter(|shape| matches!(shape.form, Form::Rect(..))).collect();
        let mut counts = vec![];
        for bar in bars.into_iter().filter(|bar| bar.filter.is_some()) {
            let filter = bar.filter.as_deref().cloned().expect("it leads somewhere");
            update(&mut model, Msg::TableWanted(filter));
            let found = views::table::view(&model).found;
            assert!(bar.title.contains(&format!(": {found} ")), "{} leads to {found}", bar.title);
            counts.push(found);
        }
        assert_eq!(counts, [1, 2]);
    }

    #[test]
    fn those_who_speak_together_are_counted_each() {
        let mut model = model_of(&[("Ada; Bo", "WARN", Some("Cy")), ("Bo", "WARN", None)]);
        let rows = |model: &Model, picture| -> Vec<String> {
            one(model, picture).numbers.rows.iter().map(|(row, _)| row.join(",")).collect()
        };
        assert_eq!(rows(&model, Picture::Stances), ["Bo,2,2", "Ada,1,1"]);
        assert_eq!(rows(&model, Picture::Network), ["Ada,Cy,warns,1", "Bo,Cy,warns,1"]);
        assert_eq!(led_to(&mut model, Picture::Stances), [2, 1]);
        assert_eq!(led_to(&mut model, Picture::Network), [1, 1]);
        assert_eq!(
            views::table::view(&model).speakers.iter().map(|name| &**name).collect::<Vec<_>>(),
            ["Ada", "Bo"]
        );
    }

    #[test]
    fn no_statement_gives_empty_pictures() {
        for picture in PICTURES {
            assert_eq!(one(&Model::default(), picture).numbers.rows, []);
        }
    }
}
