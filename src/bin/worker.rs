//! Browser entry of the worker: every message is a request, every answer a reply.

use demarche::web::message;
use demarche::worker::{Reply, Request, greeting, serve};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answer = {
        let scope = scope.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // A request that cannot be read comes from a page of another build, which the greeting tells.
            if let Some(request) = message::read::<Request>(&event.data()) {
                post(&scope, &serve(request));
            }
        })
    };
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    answer.forget();
    // Messages sent before this line are lost, so the worker greets first.
    post(&scope, &greeting());
}

fn post(scope: &DedicatedWorkerGlobalScope, reply: &Reply) {
    let _ = scope.post_message(&message::write(reply));
}
