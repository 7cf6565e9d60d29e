//! A model file with weights from a hash: small enough to look at, the same on every machine.

use super::crf::N_TAGS;
use super::model::Model;

const HIDDEN: usize = 8;
const WORDS: &str = "he\nnever\nsaid\nthe";
const WORD_WIDTH: usize = 6;
const AFFIX_WIDTH: usize = 2;
const AFFIX_ROWS: usize = 16;
const FLAGS: [&str; 4] = ["title", "upper", "inner_upper", "digit"];

/// Writes a file in the format of `training/FORMAT.md` and reads it back.
pub fn model() -> Model {
    Model::read(Box::leak(file().into_boxed_slice())).expect("the writer below follows the format")
}

struct Writer {
    tensors: Vec<serde_json::Value>,
    data: Vec<u8>,
    seed: u32,
}

impl Writer {
    fn random(&mut self) -> u32 {
        self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.seed >> 16
    }

    fn add(&mut self, name: &str, dtype: &str, shape: &[usize], bytes: &[u8]) {
        self.data.resize(self.data.len().next_multiple_of(16), 0);
        self.tensors.push(serde_json::json!({ "name": name, "dtype": dtype, "shape": shape,
            "offset": self.data.len(), "bytes": bytes.len(), "scale": format!("{name}.scale") }));
        self.data.extend(bytes);
    }

    fn floats(&mut self, name: &str, shape: &[usize], value: impl Fn(u32, usize) -> f32) {
        let n_values = shape.iter().product();
        let bytes: Vec<u8> = (0..n_values).flat_map(|at| value(self.random(), at).to_le_bytes()).collect();
        self.add(name, "f32", shape, &bytes);
    }

    fn integers(&mut self, name: &str, shape: [usize; 2], n_scales: usize) {
        let bytes: Vec<u8> = (0..shape[0] * shape[1]).map(|_| self.random() as u8).collect();
        self.add(name, "i8", &shape, &bytes);
        self.floats(&format!("{name}.scale"), &[n_scales], |random, _| (random % 100) as f32 / 20_000.0);
    }
}

fn file() -> Vec<u8> {
    let mut writer = Writer { tensors: vec![], data: vec![], seed: 7 };
    let bias = |random: u32, _: usize| (random % 200) as f32 / 100.0 - 1.0;
    writer.add("words", "text", &[WORDS.len()], WORDS.as_bytes());
    writer.integers("word", [WORDS.lines().count() + 1, WORD_WIDTH], WORD_WIDTH);
    writer.integers("affix.0", [AFFIX_ROWS, AFFIX_WIDTH], AFFIX_WIDTH);
    let mut n_inputs = WORD_WIDTH + AFFIX_WIDTH + FLAGS.len();
    for layer in 0..2 {
        for way in ["forward", "backward"] {
            let name = format!("lstm.{layer}.{way}");
            writer.integers(&name, [4 * HIDDEN, n_inputs + HIDDEN], 4 * HIDDEN);
            writer.floats(&format!("{name}.bias"), &[4 * HIDDEN], bias);
        }
        n_inputs = 2 * HIDDEN;
    }
    writer.integers("emit", [N_TAGS, n_inputs], N_TAGS);
    writer.floats("emit.bias", &[N_TAGS], bias);
    writer.floats("crf.start", &[N_TAGS], bias);
    writer.floats("crf.end", &[N_TAGS], bias);
    writer.floats("crf.step", &[N_TAGS, N_TAGS], bias);
    let header = serde_json::json!({
        "version": 1, "name": "tiny", "tensors": writer.tensors,
        "config": { "hidden": HIDDEN, "layers": 2, "flags": FLAGS, "affixes": [{ "kind": "s2", "rows": AFFIX_ROWS }] },
    });
    let header = header.to_string();
    let mut file = [b"DMRC1\n", &(header.len() as u32).to_le_bytes()[..], header.as_bytes()].concat();
    file.resize(file.len().next_multiple_of(16), 0);
    file.extend(writer.data);
    file
}
