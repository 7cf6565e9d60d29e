//! The list of statements.

use super::article::more;
use super::dispatch::{Dispatch, quietly, use_dispatch};
use super::queue::queue;
use super::signs::{self, key_of, text};
use crate::app::Msg;
use crate::app::keys::{Command, Way};
use crate::app::views::article::Reading;
use crate::app::views::frame::QueueView;
use crate::app::views::statements::StatementRow;
use std::rc::Rc;
use yew::prelude::*;

/// So many rows are looked through together for a change: an article may have thousands.
const PART: usize = 64;

/// The list: of a very long article the statements of the stretch that is on the page. Nothing is known of them while
/// they are on their way from the disk.
pub fn statements(dispatch: &Dispatch, reading: Option<&Reading>, waiting: Option<&QueueView>) -> Html {
    let (rows, total) = reading.map_or((&[][..], 0), |reading| (&reading.rows[..], reading.total));
    let is_on_disk = reading.is_some_and(|reading| reading.view.is_on_disk);
    let hidden = reading.map_or((0, 0), |reading| reading.hidden);
    let place = |row: &StatementRow| row.number / PART;
    let parts = rows.chunk_by(|a, b| place(a) == place(b));
    let part = |part: &[Rc<StatementRow>]| html! { <Part key={place(&part[0])} rows={part.to_vec()} /> };
    html! {
        <section class="statements pane" aria-label="Statements">
            <h2 class="pane__title">{ "Statements" }<span class="pane__count">{ total }</span></h2>
            // On a small screen the line at the bottom has no room for it.
            if let Some(waiting) = waiting { <p class="statements__queue">{ queue(dispatch, waiting) }</p> }
            if total == 0 && !is_on_disk {
                <p class="pane__empty">{ "None yet. Select the words of a statement and press " }{ key_of(Command::Add) }{ " to add it." }</p>
            }
            { more(dispatch, Way::Back, hidden.0, "before") }
            <ol class="statements__list">{ for parts.map(part) }</ol>
            { more(dispatch, Way::Forth, hidden.1, "more") }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PartProps {
    rows: Vec<Rc<StatementRow>>,
}

/// Some rows.
#[component]
fn Part(props: &PartProps) -> Html {
    let dispatch = use_dispatch();
    html! { <>{ for props.rows.iter().map(|view| row(&dispatch, view)) }</> }
}

fn row(dispatch: &Dispatch, row: &StatementRow) -> Html {
    let class = classes!("row", row.is_chosen.then_some("is-chosen"), format!("is-{}", row.status.name()));
    html! {
        <li key={row.id.0}>
            <button type="button" {class} data-statement={row.id.0.to_string()} data-depth={row.depth.to_string()} aria-current={row.is_chosen.then_some("true")}
                onmousedown={quietly()} onclick={dispatch.on(Msg::StatementChosen(row.id))}>
                { signs::state(row.status, row.is_reviewed) }
                <span class="row__head">
                    <span class="row__speaker">{ text(&row.speaker) }</span>
                    <span class="row__stance">{ signs::letter(row.letter, &row.act) }{ text(&row.stance) }</span>
                </span>
                if row.is_reviewed { <span /> } else { { signs::bars(row.certainty) } }
                <span class="row__excerpt" dir="auto">{ text(&row.excerpt) }</span>
                <span class="hidden">{ format!(", {}", row.status.name()) }</span>
            </button>
        </li>
    }
}
