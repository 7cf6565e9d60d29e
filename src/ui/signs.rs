//! Small signs that recur: keys, stance letters, states, certainty.

use crate::annotate::Status;
use crate::app::keys::{self, Command, Keys};
use crate::app::views::certainty;
use std::rc::Rc;
use yew::prelude::*;

/// A key, as printed on it.
pub fn key(name: &str) -> Html {
    html! { <kbd class="key">{ keys::shown(name) }</kbd> }
}

/// The keys in force, from the context.
#[hook]
pub fn use_keys() -> Rc<Keys> {
    use_context::<Rc<Keys>>().unwrap_or_default()
}

#[derive(Properties, PartialEq)]
struct KeyOfProps {
    command: Command,
}

#[component]
fn KeyOf(props: &KeyOfProps) -> Html {
    use_keys().of_command(props.command).map(key).unwrap_or_default()
}

/// The key of a command, if it has one.
pub fn key_of(command: Command) -> Html {
    html! { <KeyOf {command} /> }
}

/// A stance's letter on the hue of its act.
pub fn letter(letter: char, act: &Rc<str>) -> Html {
    html! { <span class="letter" data-act={text(act)} aria-hidden="true">{ letter }</span> }
}

/// The state of a statement by the shape of a mark: how its labels came to be, and whether a person has decided.
pub fn state(status: Status, is_reviewed: bool) -> Html {
    let shape = match (status, is_reviewed) {
        (Status::Suggested, _) => "○",
        (Status::Confirmed, _) => "✓",
        (Status::Corrected, true) => "✎",
        (Status::Corrected, false) => "✐",
        (Status::Added, _) => "+",
        (Status::Rejected, _) => "✕",
    };
    let title = if is_reviewed || status == Status::Suggested { "" } else { ", not confirmed" };
    let title = format!("{}{title}", status.name());
    html! { <span class={classes!("state", format!("state--{}", status.name()))} {title} aria-hidden="true">{ shape }</span> }
}

/// Certainty, 1 to 3, as so many bars.
pub fn bars(step: u8) -> Html {
    let bar =
        |idx: u8| html! { <i class={classes!("certainty__bar", (idx <= step).then_some("is-full"))} /> };
    html! { <span class="certainty" title={certainty::word(step)} aria-hidden="true">{ for (1..=3).map(bar) }</span> }
}

/// Shared words as a text node, without copying them.
pub fn text(words: &Rc<str>) -> AttrValue {
    AttrValue::from(words.clone())
}
