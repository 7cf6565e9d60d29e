//! Small signs that recur: keys, stance letters, states, certainty.

use crate::annotate::Status;
use crate::app::keys::{self, Command, Keys};
use crate::app::views::certainty;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Key`].
#[derive(Properties, PartialEq)]
pub struct KeyProps {
    /// Name of the key.
    pub name: AttrValue,
}

/// A key, as printed on it.
#[component]
pub fn Key(props: &KeyProps) -> Html {
    html! { <kbd class="key">{ keys::shown(&props.name) }</kbd> }
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
    let keys = use_keys();
    let name = keys.of_command(props.command).map(str::to_owned);
    name.map_or_else(Html::default, |name| html! { <Key {name} /> })
}

/// The key of a command, if it has one.
pub fn key_of(command: Command) -> Html {
    html! { <KeyOf {command} /> }
}

/// Props of [`Letter`].
#[derive(Properties, PartialEq)]
pub struct LetterProps {
    /// The stance's letter.
    pub letter: char,
    /// Its hue.
    pub act: AttrValue,
}

/// A stance's letter on the hue of its act.
#[component]
pub fn Letter(props: &LetterProps) -> Html {
    html! { <span class="letter" data-act={&props.act} aria-hidden="true">{ props.letter }</span> }
}

/// Props of [`State`].
#[derive(Properties, PartialEq)]
pub struct StateProps {
    /// How the labels came to be.
    pub status: Status,
    /// Whether a person has decided.
    pub is_reviewed: bool,
}

/// The state of a statement by the shape of a mark.
#[component]
pub fn State(props: &StateProps) -> Html {
    let shape = match (props.status, props.is_reviewed) {
        (Status::Suggested, _) => "○",
        (Status::Confirmed, _) => "✓",
        (Status::Corrected, true) => "✎",
        (Status::Corrected, false) => "✐",
        (Status::Added, _) => "+",
        (Status::Rejected, _) => "✕",
    };
    let title = if props.is_reviewed || props.status == Status::Suggested { "" } else { ", not confirmed" };
    let title = format!("{}{title}", props.status.name());
    html! { <span class={classes!("state", format!("state--{}", props.status.name()))} {title} aria-hidden="true">{ shape }</span> }
}

/// Props of [`Certainty`].
#[derive(Properties, PartialEq)]
pub struct CertaintyProps {
    /// 1 to 3.
    pub step: u8,
}

/// Certainty as one to three bars.
#[component]
pub fn Certainty(props: &CertaintyProps) -> Html {
    let title = certainty::word(props.step);
    let bar = |idx: u8| html! { <i class={classes!("certainty__bar", (idx <= props.step).then_some("is-full"))} /> };
    html! { <span class="certainty" {title} aria-hidden="true">{ for (1..=3).map(bar) }</span> }
}

/// Shared words as a text node, without copying them.
pub fn text(words: &Rc<str>) -> AttrValue {
    AttrValue::from(words.clone())
}
