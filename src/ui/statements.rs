//! The list of statements.

use super::dispatch::{quietly, use_dispatch};
use super::signs::{Certainty, Letter, State, text};
use crate::app::Msg;
use crate::app::views::statements::StatementRow;
use std::rc::Rc;
use yew::prelude::*;

/// So many rows are looked through together for a change: an article may have thousands.
const PART: usize = 64;

/// Props of [`Statements`].
#[derive(Properties, PartialEq)]
pub struct StatementsProps {
    /// The statements in the order of the text.
    pub rows: Rc<Vec<Rc<StatementRow>>>,
}

/// The list.
#[component]
pub fn Statements(props: &StatementsProps) -> Html {
    let part = |(key, part): (usize, &[Rc<StatementRow>])| html! { <Part {key} rows={part.to_vec()} /> };
    html! {
        <section class="statements pane" aria-label="Statements">
            <h2 class="pane__title">{ "Statements" }<span class="pane__count">{ props.rows.len() }</span></h2>
            if props.rows.is_empty() {
                <p class="pane__empty">{ "None yet. Select the words of a statement and press " }<kbd class="key">{ "m" }</kbd>{ " to add it." }</p>
            }
            <ol class="statements__list">{ for props.rows.chunks(PART).enumerate().map(part) }</ol>
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
    let row = |row: &Rc<StatementRow>| html! { <Row key={row.id.0} row={row.clone()} /> };
    html! { <>{ for props.rows.iter().map(row) }</> }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    row: Rc<StatementRow>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let dispatch = use_dispatch();
    let row = &props.row;
    let class = classes!("row", row.is_chosen.then_some("is-chosen"), format!("is-{}", row.status.name()));
    html! {
        <li>
            <button type="button" {class} data-statement={row.id.0.to_string()} data-depth={row.depth.to_string()} aria-current={row.is_chosen.then_some("true")}
                onmousedown={quietly()} onclick={dispatch.on(Msg::StatementChosen(row.id))}>
                <State status={row.status} is_reviewed={row.is_reviewed} />
                <span class="row__head">
                    <span class="row__speaker">{ text(&row.speaker) }</span>
                    <span class="row__stance"><Letter letter={row.letter} act={row.act.clone()} />{ text(&row.stance) }</span>
                </span>
                if row.is_reviewed { <span /> } else { <Certainty step={row.certainty} /> }
                <span class="row__excerpt" dir="auto">{ text(&row.excerpt) }</span>
                <span class="hidden">{ format!(", {}", row.status.name()) }</span>
            </button>
        </li>
    }
}
