//! Probabilities and logarithms, the same to the last bit natively and in the browser.

/// Turns scores into probabilities in place: positive, of sum 1; nothing happens to an empty list.
pub fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - highest);
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
}

/// Probability that a score stands for.
pub fn sigmoid(score: f32) -> f32 {
    if score >= 0.0 { 1.0 / (1.0 + exp(-score)) } else { exp(score) / (1.0 + exp(score)) }
}

/// Natural logarithm of `count + 1`, to six digits: powers of two apart, twice the inverse hyperbolic tangent's series.
pub fn ln_1p(count: usize) -> f32 {
    let mut rest = count as f64 + 1.0;
    let mut whole = 0.0;
    while rest >= 1.5 {
        rest /= 2.0;
        whole += 1.0;
    }
    let t = (rest - 1.0) / (rest + 1.0);
    let t2 = t * t;
    let series = t * (1.0 + t2 * (1.0 / 3.0 + t2 * (1.0 / 5.0 + t2 * (1.0 / 7.0 + t2 * (1.0 / 9.0)))));
    (whole * std::f64::consts::LN_2 + 2.0 * series) as f32
}

/// e to the power of `x` for `x` up to 0, to six digits: only additions, products and powers of two, since the
/// library's `exp` may differ between machines.
fn exp(x: f32) -> f32 {
    let x = if x.is_nan() { 0.0 } else { x.clamp(-80.0, 0.0) };
    let whole = (x * std::f32::consts::LOG2_E - 0.5) as i32;
    let rest = x - whole as f32 * std::f32::consts::LN_2;
    let series =
        1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0)))));
    series * f32::from_bits(((whole + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scores: &[f32], expected: &[f32]) {
        let mut found = scores.to_vec();
        softmax(&mut found);
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-5, "{found} for {expected}");
        }
    }

    #[test]
    fn scores_become_probabilities() {
        check(&[], &[]);
        check(&[3.0], &[1.0]);
        check(&[0.0, 0.0], &[0.5, 0.5]);
        check(&[1.0, 0.0, -1.0], &[0.665_241, 0.244_728, 0.090_031]);
        check(&[500.0, 0.0], &[1.0, 0.0]);
        check(&[f32::NAN, 0.0], &[0.5, 0.5]);
    }

    #[test]
    fn logarithms_of_counts() {
        for count in [0usize, 1, 2, 3, 10, 1_000, 1_000_000] {
            assert!((ln_1p(count) - (count as f32).ln_1p()).abs() < 1e-5, "{count}");
        }
    }

    #[test]
    fn sigmoid_is_symmetric() {
        for score in [-9.0f32, -1.0, 0.0, 0.3, 7.0] {
            assert!((sigmoid(score) + sigmoid(-score) - 1.0).abs() < 1e-5);
        }
    }
}
