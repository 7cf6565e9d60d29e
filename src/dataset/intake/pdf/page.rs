//! Letters of a page with their places.
//!
//! Runs the operators that move and show text (ISO 32000-1, 9.4) and those that move everything; what is drawn is
//! passed over. Forms are pages within a page.

use super::font::Font;
use super::tree::unpacks;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use std::collections::HashMap;
use std::rc::Rc;

/// A letter, or several that one code stands for, at its place: x grows to the right, y upwards.
#[derive(Clone, PartialEq, Debug)]
pub struct Letter {
    /// What it is.
    pub text: String,
    /// Where it begins.
    pub x0: f64,
    /// Where it ends.
    pub x1: f64,
    /// Where its line stands.
    pub y: f64,
    /// How high it is.
    pub size: f64,
    /// It runs in another direction than from left to right.
    pub is_turned: bool,
}

/// What is left to be done for one file.
pub struct Budget {
    /// Letters.
    pub letters: usize,
    /// Operations.
    pub operations: usize,
}

/// How deep forms may stand in one another.
const MAX_DEPTH: usize = 12;

/// What was found on a page.
#[derive(Default)]
pub struct Found {
    /// Its letters in the order in which they are drawn.
    pub letters: Vec<Letter>,
    /// Letters whose font or place is none.
    pub n_stray: usize,
    /// It shows a picture.
    pub has_picture: bool,
    /// Something of it cannot be unpacked or understood.
    pub is_damaged: bool,
}

/// What is on `page`; nothing when the budget is used up.
pub fn read(page: &Page, budget: &mut Budget) -> Option<Found> {
    let mut reader = Reader { found: Found::default(), fonts: HashMap::new(), budget };
    let start = State::new(Matrix(page.initial_transform(false).as_coeffs()));
    if let Some(content) = page.page_stream() {
        reader.run(content, page.resources(), start, 0)?;
    }
    Some(reader.found)
}

/// A matrix of the plane, as PDF writes it.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one first, then `next`.
    fn then(self, next: Matrix) -> Matrix {
        let (Matrix([a, b, c, d, e, f]), Matrix(n)) = (self, next);
        Matrix([
            a * n[0] + b * n[2],
            a * n[1] + b * n[3],
            c * n[0] + d * n[2],
            c * n[1] + d * n[3],
            e * n[0] + f * n[2] + n[4],
            e * n[1] + f * n[3] + n[5],
        ])
    }

    fn of(numbers: &[f64]) -> Option<Matrix> {
        Some(Matrix(numbers.get(..6)?.try_into().ok()?))
    }
}

/// What `q` keeps and `Q` brings back, and the place in the text.
#[derive(Clone)]
struct State {
    page: Matrix,
    text: Matrix,
    line: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    between_letters: f64,
    between_words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl State {
    fn new(page: Matrix) -> State {
        State {
            page,
            text: Matrix::SAME,
            line: Matrix::SAME,
            font: None,
            size: 0.0,
            between_letters: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }
}

struct Reader<'b> {
    found: Found,
    fonts: HashMap<Vec<u8>, Rc<Font>>,
    budget: &'b mut Budget,
}

impl Reader<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources, start: State, depth: usize) -> Option<()> {
        // Reading costs by length, whatever stands in it.
        self.budget.operations = self.budget.operations.checked_sub(content.len() / 64)?;
        let (mut state, mut kept) = (start, vec![]);
        let mut operations = UntypedIter::new(content);
        let mut n_operations = 0_usize;
        while let Some(operation) = operations.next() {
            self.budget.operations = self.budget.operations.checked_sub(1)?;
            n_operations += 1;
            let numbers: Vec<f64> = operation
                .operands()
                .filter_map(|operand| match operand {
                    Object::Number(number) => Some(number.as_f64()),
                    _ => None,
                })
                .collect();
            let number = |idx: usize| numbers.get(idx).copied().unwrap_or(0.0);
            let last = || operation.operands().last();
            match &**operation.operator {
                b"q" if kept.len() < 512 => kept.push(state.clone()),
                b"Q" => state = kept.pop().unwrap_or(state),
                b"cm" => {
                    state.page = Matrix::of(&numbers).map_or(state.page, |matrix| matrix.then(state.page))
                }
                b"BT" => (state.text, state.line) = (Matrix::SAME, Matrix::SAME),
                b"Tf" => {
                    state.size = number(0);
                    if let Some(Object::Name(name)) = operation.operands().next() {
                        state.font = self.font(name, resources);
                    }
                }
                b"Tm" => {
                    if let Some(matrix) = Matrix::of(&numbers) {
                        (state.text, state.line) = (matrix, matrix);
                    }
                }
                b"Td" => state.next_line(number(0), number(1)),
                b"TD" => {
                    state.leading = -number(1);
                    state.next_line(number(0), number(1));
                }
                b"T*" => state.next_line(0.0, -state.leading),
                b"Tc" => state.between_letters = number(0),
                b"Tw" => state.between_words = number(0),
                b"Tz" => state.stretch = number(0) / 100.0,
                b"TL" => state.leading = number(0),
                b"Ts" => state.rise = number(0),
                b"Tj" => self.show(&mut state, last())?,
                b"'" => {
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, last())?;
                }
                b"\"" => {
                    (state.between_words, state.between_letters) = (number(0), number(1));
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, last())?;
                }
                b"TJ" => {
                    if let Some(Object::Array(parts)) = last() {
                        self.show_all(&mut state, parts)?;
                    }
                }
                b"Do" if depth < MAX_DEPTH => {
                    if let Some(Object::Name(name)) = last()
                        && let Some(form) = resources.get_x_object(name)
                    {
                        self.form(&form, resources, &state, depth)?;
                    }
                }
                b"BI" | b"ID" | b"EI" => self.found.has_picture = true,
                _ => {}
            }
        }
        self.found.is_damaged |= n_operations == 0 && !content.trim_ascii().is_empty();
        Some(())
    }

    fn form(&mut self, form: &Stream, around: &Resources, state: &State, depth: usize) -> Option<()> {
        let sort = form.dict().get::<Name>("Subtype");
        self.found.has_picture |= sort.as_ref().is_some_and(|name| name.as_str() == "Image");
        if sort.is_none_or(|name| name.as_str() != "Form") {
            return Some(());
        }
        self.found.is_damaged |= !unpacks(form);
        let Ok(content) = form.decoded_data() else { return Some(()) };
        let own = form.dict().get::<Dict>("Resources").map(Resources::new);
        let matrix = form.dict().get::<Array>("Matrix").map(|matrix| matrix.iter::<f64>().take(6).collect());
        let matrix = matrix.and_then(|numbers: Vec<f64>| Matrix::of(&numbers)).unwrap_or(Matrix::SAME);
        let inside = State { page: matrix.then(state.page), ..state.clone() };
        self.run(&content, own.as_ref().unwrap_or(around), inside, depth + 1)
    }

    /// The font of this name; read once for each dictionary.
    fn font(&mut self, name: &Name, resources: &Resources) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        let key = dict.data().to_vec();
        if !self.fonts.contains_key(&key) {
            self.fonts.insert(key.clone(), Rc::new(Font::of(&dict)));
        }
        self.fonts.get(&key).cloned()
    }

    fn show_all(&mut self, state: &mut State, parts: &Array) -> Option<()> {
        for part in parts.iter::<Object>() {
            match part {
                Object::Number(number) => {
                    let back = number.as_f64() / 1000.0 * state.size * state.stretch;
                    state.text = Matrix::shift(-back, 0.0).then(state.text);
                }
                part => self.show(state, Some(&part))?,
            }
        }
        Some(())
    }

    fn show(&mut self, state: &mut State, words: Option<&Object>) -> Option<()> {
        let Some(Object::String(words)) = words else { return Some(()) };
        let Some(font) = state.font.clone() else {
            self.found.n_stray += words.as_bytes().len();
            return Some(());
        };
        let n_bytes = if font.is_wide { 2 } else { 1 };
        for code in words.as_bytes().chunks(n_bytes) {
            self.budget.letters = self.budget.letters.checked_sub(1)?;
            let is_blank = n_bytes == 1 && code == [b' '];
            let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            let width = font.width(code) * state.size;
            match letter(state, font.letters(code), width) {
                Some(letter) => self.found.letters.push(letter),
                None => self.found.n_stray += 1,
            }
            let words = if is_blank { state.between_words } else { 0.0 };
            let step = (width + state.between_letters + words) * state.stretch;
            state.text = Matrix::shift(step, 0.0).then(state.text);
        }
        Some(())
    }
}

/// The letter at the place of `state`; nothing where numbers have gone astray.
fn letter(state: &State, text: String, width: f64) -> Option<Letter> {
    let Matrix([a, b, c, d, x, y]) = Matrix::shift(0.0, state.rise).then(state.text).then(state.page);
    let (right, up) = (width * state.stretch * a, width * state.stretch * b);
    let size = state.size.abs() * c.hypot(d);
    let is_turned = up.abs() > right.abs() || right < 0.0;
    let numbers = [x, y, right, size];
    let is_sane = numbers.iter().all(|number| number.is_finite() && number.abs() < 1e6) && size > 0.0;
    is_sane.then_some(Letter { text, x0: x, x1: x + right, y, size, is_turned })
}
