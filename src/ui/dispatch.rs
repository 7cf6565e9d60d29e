//! How a component sends a message.

use crate::app::Msg;
use crate::app::keys::Command;
use crate::web::value;
use yew::prelude::*;

/// The way to `update`; the one thing in the context, and it never changes.
#[derive(Clone, PartialEq)]
pub struct Dispatch(pub Callback<Msg>);

impl Dispatch {
    /// Sends now.
    pub fn send(&self, msg: Msg) {
        self.0.emit(msg);
    }

    /// Sends `msg` at any event.
    pub fn on<E>(&self, msg: Msg) -> Callback<E> {
        let send = self.0.clone();
        Callback::from(move |_| send.emit(msg.clone()))
    }

    /// Asks for `command` at any event.
    pub fn ask<E>(&self, command: Command) -> Callback<E> {
        self.on(Msg::Asked(command))
    }
}

/// The dispatcher from the context.
#[hook]
pub fn use_dispatch() -> Dispatch {
    use_context::<Dispatch>().expect("the root provides the dispatcher")
}

/// A press of the pointer that neither moves the focus nor ends the selection: the keys stay the page's.
pub fn quietly() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        // A field that is left gives what was typed in it before the press does anything.
        if !value::is_typing() {
            event.prevent_default();
        }
    })
}
