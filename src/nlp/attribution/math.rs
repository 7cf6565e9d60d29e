//! The functions of the network that machines might compute differently, from exact f32 operations alone.
//!
//! Additions, products and quotients of f32 are the same on every machine; `exp` and `tanh` of a platform's
//! library are not.

use wide::f32x4;

/// The hyperbolic tangent of four numbers as numerator and denominator, error below 5e-5: the best even fraction of this
/// size between -5 and 5, found by Lawson's reweighting. Whoever needs several spends one division on all.
pub fn tanh4(x: f32x4) -> [f32x4; 2] {
    let splat = f32x4::splat;
    let x = x.fast_max(splat(-5.0)).fast_min(splat(5.0));
    let square = x * x;
    let above = (splat(6.549_32e-4) * square + splat(0.101_722_74)) * square + splat(0.999_810_1);
    let below = (splat(0.012_639_06) * square + splat(0.434_503_6)) * square + splat(1.0);
    [x * above, below]
}

/// Logistic function of twice four numbers, as [`tanh4`] with a denominator half as large as it should be.
pub fn sigmoid4_of_twice(x: f32x4) -> [f32x4; 2] {
    let [above, below] = tanh4(x);
    [below + above, below]
}

/// Logistic function.
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Exponential function, relative error below 1e-6; 0 far below zero.
pub fn exp(x: f32) -> f32 {
    if x < -87.0 {
        return 0.0;
    }
    let x = x.min(88.0);
    let scaled = x * std::f32::consts::LOG2_E;
    let power = (scaled + if scaled < 0.0 { -0.5 } else { 0.5 }) as i32;
    // ln 2 in two parts, the first of few digits, so that little is lost in the difference.
    let rest = (x - power as f32 * 0.693_359_4) + power as f32 * 2.121_944_4e-4;
    let mut sum = 1.0 / 5040.0;
    for coefficient in [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = sum * rest + coefficient;
    }
    sum * f32::from_bits(((power + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_to_the_library() {
        for step in -2000..2000 {
            let x = step as f32 / 100.0;
            let true_exp = f64::from(x).exp();
            let value = |[above, below]: [f32x4; 2]| f64::from((above / below).to_array()[3]);
            let tanh = value(tanh4(f32x4::splat(x)));
            assert!((tanh - f64::from(x).tanh()).abs() < 5e-5, "tanh {x}");
            let twice = value(sigmoid4_of_twice(f32x4::splat(x / 2.0)));
            assert!((twice / 2.0 - 1.0 / (1.0 + f64::from(-x).exp())).abs() < 5e-5, "sigmoid {x}");
            assert!((f64::from(sigmoid(x)) - 1.0 / (1.0 + f64::from(-x).exp())).abs() < 1e-6, "sigmoid {x}");
            assert!((f64::from(exp(x)) / true_exp - 1.0).abs() < 1e-6, "exp {x}");
        }
        assert_eq!(exp(-1000.0), 0.0);
        assert!(exp(1000.0).is_finite());
    }
}
