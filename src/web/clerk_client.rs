//! The clerk seen from the page: one worker, started when it is first needed, one request at a time.
//!
//! A clerk that panics or hangs costs the request it had; the next one gets a new clerk. One that cannot even start is given
//! up, and the page reads and writes what it can by itself.

use super::patience::Patience;
use crate::app::Msg;
use crate::clerk::{BUILD, Job, Reply, Request};
use gloo::events::EventListener;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

/// The script beside the page; relative, so that any sub-path works.
const SCRIPT: &str = "./clerk_loader.js";

/// The clerk may be silent as long as the engine over so many bytes, which is long for any file.
const LARGE_BYTES: usize = 4 << 20;

/// A handle to the clerk; clones share it.
#[derive(Clone)]
pub struct ClerkClient(Rc<RefCell<Office>>);

struct Office {
    clerk: Option<Hand>,
    waiting: VecDeque<Request>,
    send: Callback<Msg>,
}

struct Hand {
    worker: Worker,
    is_ready: bool,
    busy: Option<Job>,
    patience: Option<Patience>,
    _listeners: [EventListener; 2],
}

impl ClerkClient {
    /// Nobody works yet.
    pub fn new(send: Callback<Msg>) -> ClerkClient {
        ClerkClient(Rc::new(RefCell::new(Office { clerk: None, waiting: VecDeque::new(), send })))
    }

    /// Asks after everything that waits.
    pub fn ask(&self, request: Request) {
        self.0.borrow_mut().waiting.push_back(request);
        if self.0.borrow().clerk.is_none() {
            self.hire();
        }
        self.dispatch();
    }

    /// Drops what it does and what waits; the next request finds a new one.
    pub fn restart(&self) {
        let mut office = self.0.borrow_mut();
        office.waiting.clear();
        if let Some(hand) = office.clerk.take() {
            hand.worker.terminate();
        }
    }

    fn dispatch(&self) {
        let mut office = self.0.borrow_mut();
        let Office { clerk, waiting, .. } = &mut *office;
        let Some(hand) = clerk.as_mut().filter(|hand| hand.is_ready && hand.busy.is_none()) else { return };
        let Some(request) = waiting.pop_front() else { return };
        if let Ok(message) = serde_wasm_bindgen::to_value(&request) {
            hand.busy = Some(request.job());
            let client = self.clone();
            hand.patience = Some(Patience::new(LARGE_BYTES, move || client.lose("it does not answer")));
            drop(hand.worker.post_message(&message));
        }
    }

    fn hire(&self) {
        let Ok(worker) = Worker::new(SCRIPT) else {
            return self.give_up("this browser starts no workers");
        };
        let (on_message, on_error) = (self.clone(), self.clone());
        let message = EventListener::new(&worker, "message", move |event| on_message.hear(event));
        let error = EventListener::new(&worker, "error", move |event| {
            event.prevent_default();
            let reason = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            on_error.lose(&reason.unwrap_or_default());
        });
        let hand = Hand { worker, is_ready: false, busy: None, patience: None, _listeners: [message, error] };
        self.0.borrow_mut().clerk = Some(hand);
    }

    fn hear(&self, event: &web_sys::Event) {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let Ok(reply) = serde_wasm_bindgen::from_value::<Reply>(event.data()) else {
            return self.lose("an answer that this page does not understand; reload it");
        };
        if matches!(&reply, Reply::Hello(build) if build != BUILD) {
            return self.give_up("its parts are of different builds; reload the page");
        }
        let mut office = self.0.borrow_mut();
        if let Some(hand) = &mut office.clerk {
            hand.is_ready = true;
            hand.busy = None;
            hand.patience = None;
        }
        let send = office.send.clone();
        drop(office);
        self.dispatch();
        send.emit(Msg::ClerkReplied(Box::new(reply)));
    }

    /// The clerk has died: its request is lost, a new one goes on.
    fn lose(&self, reason: &str) {
        let mut office = self.0.borrow_mut();
        let Some(hand) = office.clerk.take() else { return };
        let send = office.send.clone();
        let has_more = !office.waiting.is_empty();
        drop(office);
        hand.worker.terminate();
        match hand.busy {
            Some(job) => send.emit(Msg::ClerkLost(job, reason.into())),
            None if !hand.is_ready => return self.give_up(reason),
            None => {}
        }
        if has_more && self.0.borrow().clerk.is_none() {
            self.hire();
        }
    }

    fn give_up(&self, reason: &str) {
        let mut office = self.0.borrow_mut();
        office.waiting.clear();
        let (hand, send) = (office.clerk.take(), office.send.clone());
        drop(office);
        if let Some(hand) = hand {
            hand.worker.terminate();
        }
        send.emit(Msg::ClerkUnavailable(reason.into()));
    }
}
