//! One paragraph: its pieces with their marks, and the notes in its margin.

use super::dispatch::{Dispatch, quietly};
use super::signs::{self, text};
use crate::annotate::Role;
use crate::app::Msg;
use crate::app::views::article::{ParagraphView, PieceView};
use crate::app::views::statements::StatementRow;
use yew::prelude::*;

/// The paragraph. No component: a long article has ten thousands.
pub fn paragraph(dispatch: &Dispatch, view: &ParagraphView) -> Html {
    let pieces = html! { { for view.pieces.iter().map(piece) } };
    html! {
        <div class="paragraph">
            if view.is_headline {
                <h2 class="paragraph__text paragraph__text--headline" dir="auto">{ pieces }</h2>
            } else {
                <p class="paragraph__text" dir="auto">{ pieces }</p>
            }
            if !view.notes.is_empty() {
                <ul class="paragraph__notes" aria-label="Statements of this paragraph">{ for view.notes.iter().map(|row| note(dispatch, row)) }</ul>
            }
        </div>
    }
}

fn piece(piece: &PieceView) -> Html {
    let statements: Vec<String> = piece.statements.iter().map(|id| id.0.to_string()).collect();
    let depth = (piece.depth > 0).then(|| piece.depth.to_string());
    html! {
        <span key={piece.start} class={piece_classes(piece)} data-start={piece.start.to_string()}
            data-act={piece.act.clone()} data-depth={depth} data-label={piece.label.clone()}
            data-statement={(!statements.is_empty()).then(|| statements.join(" "))}>{ text(&piece.text) }</span>
    }
}

fn piece_classes(piece: &PieceView) -> Classes {
    let mut classes = classes!("piece");
    classes.extend(piece.roles.iter().map(|role| format!("piece--{}", role.name())));
    classes.extend(piece.chosen.iter().map(|role| format!("chosen--{}", role.name())));
    classes.extend(closing(&piece.closing));
    let states = [
        (!piece.chosen.is_empty(), "is-chosen"),
        (piece.is_boilerplate, "is-boilerplate"),
        (piece.is_because, "is-because"),
    ];
    classes.extend(states.into_iter().filter(|(is, _)| *is).map(|(_, class)| class));
    classes
}

/// Brackets close where a condition or a consequence ends.
fn closing(roles: &[Role]) -> Option<&'static str> {
    roles.iter().any(|role| matches!(role, Role::Condition | Role::Consequence)).then_some("is-closing")
}

/// Speaker and stance in the margin.
fn note(dispatch: &Dispatch, row: &StatementRow) -> Html {
    let class = classes!(
        "note",
        row.is_chosen.then_some("is-chosen"),
        row.is_reviewed.then_some("is-reviewed"),
        format!("is-{}", row.status.name())
    );
    html! {
        <li key={row.id.0}>
            <button type="button" {class} aria-pressed={row.is_chosen.to_string()} tabindex="-1"
                onmousedown={quietly()} onclick={dispatch.on(Msg::StatementChosen(row.id))}>
                { signs::letter(row.letter, &row.act) }
                <span class="note__speaker">{ text(&row.speaker) }</span>
                <span class="note__act">
                    <span class="note__stance">{ text(&row.stance) }</span>
                    { signs::state(row.status, row.is_reviewed) }
                    if row.certainty < 3 && !row.is_reviewed { { signs::bars(row.certainty) } }
                </span>
                <span class="hidden">{ row.spoken() }</span>
            </button>
        </li>
    }
}
