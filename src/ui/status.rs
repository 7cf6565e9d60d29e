//! The line at the bottom: what the last action did, and what is going on.

use super::dispatch::{Dispatch, quietly};
use super::queue::queue;
use super::signs::{key_of, text};
use crate::app::count;
use crate::app::keys::Command;
use crate::app::views::frame::{QueueView, StatusView};
use yew::prelude::*;

/// The line.
pub fn status(dispatch: &Dispatch, view: &StatusView, waiting: Option<&QueueView>) -> Html {
    let notice = &view.notice;
    let button = |word: AttrValue, command: Command| {
        html! {
            <button type="button" class="link" onmousedown={quietly()} onclick={dispatch.ask(command)}>
                { word }{ key_of(command) }
            </button>
        }
    };
    html! {
        <footer class={classes!("status", notice.is_problem.then_some("is-problem"), view.is_full().then_some("is-full"))}>
            <p class="status__notice" role="status" aria-live="polite">{ text(&notice.text) }</p>
            if notice.can_undo { { button("Undo".into(), Command::Undo) } }
            if let Some((words, command)) = &notice.offer { { button(words.clone().into(), *command) } }
            if let Some((words, command)) = view.retry { { button(words.into(), command) } }
            if view.has_update { { button("Load the new version".into(), Command::Update) } }
            if view.problems.len() > 1 {
                <details class="status__problems">
                    <summary>{ format!("{} files could not be taken", view.problems.len()) }</summary>
                    <ul>{ for view.problems.iter().map(|problem| html! { <li>{ text(problem) }</li> }) }</ul>
                </details>
            }
            <span class="status__space" />
            if view.reading > 0 { <span>{ format!("reading {}", count(view.reading, "file")) }</span> }
            if let Some((word, done, total)) = view.progress {
                <label class="status__progress">
                    { format!("{word} {done} of {total}") }
                    <progress value={done.to_string()} max={total.to_string()} />
                </label>
                <button type="button" class="link" onclick={dispatch.ask(Command::Cancel)}>{ "Cancel" }</button>
            }
            if let Some(waiting) = waiting { { queue(dispatch, waiting) } }
        </footer>
    }
}
