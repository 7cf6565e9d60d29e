//! What a person sees and does on the page: the one place that knows its marks.

use crate::browser::Browser;

/// The page in a browser.
pub struct Page {
    /// The browser that shows it.
    pub browser: Browser,
}
