//! Browser entry of the clerk, the worker that reads and writes files.

use demarche::clerk::{BUILD, Clerk, Reply, Request};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answer = {
        let (scope, mut clerk) = (scope.clone(), Clerk::default());
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // A request that cannot be read comes from a page of another build, which the greeting tells.
            if let Ok(request) = serde_wasm_bindgen::from_value::<Request>(event.data()) {
                post(&scope, &clerk.serve(request));
            }
        })
    };
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    answer.forget();
    // Messages sent before this line are lost, so the clerk greets first.
    post(&scope, &Reply::Hello(BUILD.to_owned()));
}

fn post(scope: &DedicatedWorkerGlobalScope, reply: &Reply) {
    let message = serde_wasm_bindgen::to_value(reply).unwrap_or(JsValue::NULL);
    let _ = scope.post_message(&message);
}
