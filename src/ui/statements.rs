//! The list of statements.

use super::dispatch::{Dispatch, quietly, use_dispatch};
use super::signs::{self, text};
use crate::app::Msg;
use crate::app::views::statements::StatementRow;
use std::rc::Rc;
use yew::prelude::*;

/// So many rows are looked through together for a change: an article may have thousands.
const PART: usize = 64;

/// The list; nothing is known of the statements while they are on their way from the disk.
pub fn statements(rows: Option<&[Rc<StatementRow>]>) -> Html {
    let is_known = rows.is_some();
    let rows = rows.unwrap_or_default();
    let part = |(key, part): (usize, &[Rc<StatementRow>])| html! { <Part {key} rows={part.to_vec()} /> };
    html! {
        <section class="statements pane" aria-label="Statements">
            <h2 class="pane__title">{ "Statements" }<span class="pane__count">{ rows.len() }</span></h2>
            if rows.is_empty() && is_known {
                <p class="pane__empty">{ "None yet. Select the words of a statement and press " }<kbd class="key">{ "m" }</kbd>{ " to add it." }</p>
            }
            <ol class="statements__list">{ for rows.chunks(PART).enumerate().map(part) }</ol>
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
