//! Whether Demarche is open in another tab: two journals in one storage would mix.

use crate::app::Msg;
use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

const CHANNEL: &str = "demarche-tabs";
const QUESTION: &str = "anybody here?";
const ANSWER: &str = "yes, and I save";

/// Asks the other tabs and answers those that come later; ends with this value.
pub struct Tabs {
    _channel: Option<BroadcastChannel>,
    _listener: Option<EventListener>,
}

impl Tabs {
    /// Asks; [`Msg::OtherTab`] comes when there is one.
    pub fn new(send: Callback<Msg>) -> Tabs {
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
            return Tabs { _channel: None, _listener: None };
        };
        let own = channel.clone();
        let mut is_second = false;
        let listener = EventListener::new(&channel, "message", move |event| {
            let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            match said.as_deref() {
                Some(QUESTION) if !is_second => drop(own.post_message(&JsValue::from(ANSWER))),
                Some(ANSWER) if !is_second => {
                    is_second = true;
                    send.emit(Msg::OtherTab);
                }
                _ => {}
            }
        });
        let _ = channel.post_message(&JsValue::from(QUESTION));
        Tabs { _channel: Some(channel), _listener: Some(listener) }
    }
}
