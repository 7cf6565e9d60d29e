//! How long a worker may be silent over one request.
//!
//! No request is cut off by the clock: the engine counts its steps. This is for a worker that hangs, and generous.

use gloo::timers::callback::Interval;
use std::cell::Cell;

/// Ticks are counted instead of looking at a clock, so that a machine that slept has not been waited for.
const TICK_MILLISECONDS: u32 = 5_000;

/// Two minutes for any request …
const TICKS: usize = 24;

/// … and five seconds more for so many bytes, which take a common machine a fifth of a second.
const BYTES_A_TICK: usize = 20_000;

/// Runs while a request does; ends when dropped.
pub struct Patience(#[expect(dead_code, reason = "it lives as long as the request")] Interval);

impl Patience {
    /// Calls `give_up` when a request over so many bytes has no answer for long.
    pub fn new(n_bytes: usize, give_up: impl Fn() + 'static) -> Patience {
        let left = Cell::new(TICKS + n_bytes / BYTES_A_TICK);
        Patience(Interval::new(TICK_MILLISECONDS, move || {
            left.set(left.get().saturating_sub(1));
            if left.get() == 0 {
                give_up();
            }
        }))
    }
}
