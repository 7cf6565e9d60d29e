//! The engine seen from the page: a pool of workers, one request each at a time.
//!
//! A worker that dies or hangs is replaced, and its request is asked once more; a request that ends two workers is given
//! up. Workers that cannot even start are given up too, and the page goes on without an engine.

use super::message;
use super::patience::Patience;
use crate::app::Msg;
use crate::worker::{BUILD, PROTOCOL, Reply, Request};
use gloo::events::EventListener;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

/// The script beside the page; relative, so that any sub-path works.
const SCRIPT: &str = "./worker_loader.js";

/// So many workers may fail to start before the engine counts as unavailable.
const STARTS: u32 = 2;

/// A handle to the pool; clones share it.
#[derive(Clone)]
pub struct WorkerClient(Rc<RefCell<Pool>>);

struct Pool {
    hands: Vec<Hand>,
    waiting: VecDeque<Job>,
    size: usize,
    failed_starts: u32,
    send: Callback<Msg>,
}

/// A request, and whether a worker has died of it already.
struct Job {
    request: Request,
    is_second: bool,
}

struct Hand {
    number: u32,
    worker: Worker,
    is_ready: bool,
    busy: Option<Job>,
    patience: Option<Patience>,
    _listeners: [EventListener; 2],
}

impl WorkerClient {
    /// A pool of up to `size` workers; the first one starts at once.
    pub fn new(size: usize, send: Callback<Msg>) -> WorkerClient {
        let pool =
            Pool { hands: vec![], waiting: VecDeque::new(), size: size.max(1), failed_starts: 0, send };
        let client = WorkerClient(Rc::new(RefCell::new(pool)));
        client.hire();
        client
    }

    /// Asks the next free worker.
    pub fn ask(&self, request: Request) {
        self.0.borrow_mut().waiting.push_back(Job { request, is_second: false });
        self.dispatch();
    }

    /// Asks before everything that waits.
    pub fn ask_first(&self, request: Request) {
        self.0.borrow_mut().waiting.push_front(Job { request, is_second: false });
        self.dispatch();
        // Somebody is waiting for the answer: one worker more than there are cores to spare, if all are busy.
        let pool = self.0.borrow();
        let is_busy = !pool.waiting.is_empty() && pool.hands.iter().all(|hand| hand.is_ready);
        let is_short = is_busy && pool.hands.len() <= pool.size;
        drop(pool);
        if is_short {
            self.hire();
        }
    }

    /// Drops what waits and ends what runs.
    pub fn restart(&self) {
        let hands = {
            let mut pool = self.0.borrow_mut();
            pool.waiting.clear();
            pool.failed_starts = 0;
            std::mem::take(&mut pool.hands)
        };
        hands.iter().for_each(|hand| hand.worker.terminate());
        self.hire();
    }

    fn dispatch(&self) {
        let mut pool = self.0.borrow_mut();
        let Pool { hands, waiting, .. } = &mut *pool;
        for hand in hands.iter_mut().filter(|hand| hand.is_ready && hand.busy.is_none()) {
            let Some(job) = waiting.pop_front() else { break };
            let _ = hand.worker.post_message(&message::write(&job.request));
            let (client, number) = (self.clone(), hand.number);
            let give_up = move || client.lose(number, "it does not answer");
            hand.patience = Some(Patience::new(job.request.n_bytes(), give_up));
            hand.busy = Some(job);
        }
        let is_short = !pool.waiting.is_empty() && pool.hands.len() < pool.size;
        // One at a time: a second worker is worth its start only when the first one works.
        let is_starting = pool.hands.iter().any(|hand| !hand.is_ready);
        drop(pool);
        if is_short && !is_starting {
            self.hire();
        }
    }

    fn hire(&self) {
        let Ok(worker) = Worker::new(SCRIPT) else {
            return self.fail_start("this browser starts no workers");
        };
        let number = js_sys::Math::random().to_bits() as u32;
        let (on_message, on_error) = (self.clone(), self.clone());
        let message = EventListener::new(&worker, "message", move |event| on_message.hear(number, event));
        let error = EventListener::new(&worker, "error", move |event| {
            event.prevent_default();
            let reason = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            on_error.lose(number, &reason.unwrap_or_default());
        });
        let hand = Hand {
            number,
            worker,
            is_ready: false,
            busy: None,
            patience: None,
            _listeners: [message, error],
        };
        self.0.borrow_mut().hands.push(hand);
    }

    fn hear(&self, number: u32, event: &web_sys::Event) {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let Some(reply) = message::read::<Reply>(&event.data()) else {
            return self.lose(number, "an answer that this page does not understand; reload it");
        };
        let send = self.0.borrow().send.clone();
        let message = match reply {
            Reply::Hello { protocol, build, .. } if protocol != PROTOCOL || build != BUILD => {
                self.0.borrow_mut().failed_starts = STARTS;
                return self.lose(number, "page and engine are of different builds; reload the page");
            }
            Reply::Hello { engine, .. } => Msg::EngineReady(engine.into()),
            Reply::Analyzed(ticket, document, analysis) => {
                Msg::AnalysisArrived(ticket, document, Rc::new(analysis))
            }
            Reply::Proposed(ticket, document, statement) => {
                Msg::ProposalArrived(ticket, document, Box::new(statement))
            }
        };
        self.free(number);
        self.dispatch();
        send.emit(message);
    }

    fn free(&self, number: u32) {
        let mut pool = self.0.borrow_mut();
        pool.failed_starts = 0;
        if let Some(hand) = pool.hands.iter_mut().find(|hand| hand.number == number) {
            hand.is_ready = true;
            hand.busy = None;
            hand.patience = None;
        }
    }

    /// A worker has died: its request is asked once more, and another one takes its place.
    fn lose(&self, number: u32, reason: &str) {
        let mut pool = self.0.borrow_mut();
        let Some(place) = pool.hands.iter().position(|hand| hand.number == number) else { return };
        let hand = pool.hands.remove(place);
        let send = pool.send.clone();
        drop(pool);
        hand.worker.terminate();
        match hand.busy {
            Some(job) if job.is_second => send.emit(Msg::AnalysisFailed(job.request.ticket(), reason.into())),
            Some(job) => self.0.borrow_mut().waiting.push_front(Job { is_second: true, ..job }),
            None if !hand.is_ready => return self.fail_start(reason),
            None => {}
        }
        self.hire();
    }

    fn fail_start(&self, reason: &str) {
        let mut pool = self.0.borrow_mut();
        pool.failed_starts += 1;
        let send = pool.send.clone();
        if pool.failed_starts < STARTS {
            drop(pool);
            return self.hire();
        }
        pool.waiting.clear();
        drop(pool);
        send.emit(Msg::EngineUnavailable(reason.into()));
    }
}
