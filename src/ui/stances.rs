//! The labels of the scheme, one letter each.

use super::dispatch::{Dispatch, quietly};
use super::signs::{self, key_of, text};
use crate::app::Msg;
use crate::app::keys::Command;
use crate::app::views::inspector::StanceView;
use yew::prelude::*;

/// The labels.
pub fn stances(dispatch: &Dispatch, stances: &[StanceView]) -> Html {
    let stance = |stance: &StanceView| {
        let class = classes!(
            "stance",
            stance.is_current.then_some("is-current"),
            stance.is_runner_up.then_some("is-runner-up")
        );
        let title = match stance.is_runner_up {
            true => format!("Second choice of the machine. {}", stance.hint),
            false => stance.hint.to_string(),
        };
        html! {
            <button type="button" {class} {title} data-act={stance.act.clone()} aria-pressed={stance.is_current.to_string()}
                onmousedown={quietly()} onclick={dispatch.on(Msg::Asked(stance.command))}>
                { signs::letter(stance.letter, &stance.act) }
                { text(&stance.shown) }
                if stance.is_runner_up { <span class="stance__second">{ key_of(Command::RunnerUp) }</span> }
            </button>
        }
    };
    html! { <div class="stances" role="group" aria-label="Stance">{ for stances.iter().map(stance) }</div> }
}
