//! Whether Demarche is open in another tab: two journals in one storage would mix.

use crate::app::Msg;
use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

const CHANNEL: &str = "demarche-tabs";
const ANSWER: &str = "an elder tab saves";

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
        // The elder tab keeps the storage; the fraction tells apart two that start at once.
        let birth = js_sys::Date::now() + js_sys::Math::random();
        let own = channel.clone();
        let mut is_second = false;
        let listener = EventListener::new(&channel, "message", move |event| {
            let Some(said) = event.dyn_ref::<MessageEvent>().map(MessageEvent::data) else { return };
            if said.as_f64().is_some_and(|other| birth < other) && !is_second {
                let _ = own.post_message(&JsValue::from(ANSWER));
            } else if said.as_string().as_deref() == Some(ANSWER) && !is_second {
                is_second = true;
                send.emit(Msg::OtherTab);
            }
        });
        let _ = channel.post_message(&JsValue::from(birth));
        Tabs { _channel: Some(channel), _listener: Some(listener) }
    }
}
