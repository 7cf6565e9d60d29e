//! The functions of the network that machines might compute differently, from exact f32 operations alone.
//!
//! Additions, products and quotients of f32 are the same on every machine; `exp` and `tanh` of a platform's
//! library are not.

use wide::f32x4;

/// Hyperbolic tangent of four numbers, error below 1e-6: the rational approximation of the Eigen library.
pub fn tanh4(x: f32x4) -> f32x4 {
    let splat = f32x4::splat;
    let x = x.fast_max(splat(-7.905_311)).fast_min(splat(7.905_311));
    let x2 = x * x;
    let mut p = splat(-2.760_768_5e-16);
    for coefficient in
        [2.000_188e-13, -8.604_672e-11, 5.122_297e-8, 1.485_722_4e-5, 6.372_619e-4, 4.893_525e-3]
    {
        p = p * x2 + splat(coefficient);
    }
    let mut q = splat(1.198_258_4e-6);
    for coefficient in [1.185_347e-4, 2.268_434_6e-3, 4.893_525_2e-3] {
        q = q * x2 + splat(coefficient);
    }
    x * p / q
}

/// Logistic function of four numbers.
pub fn sigmoid4(x: f32x4) -> f32x4 {
    let half = f32x4::splat(0.5);
    half + half * tanh4(half * x)
}

/// Logistic function.
pub fn sigmoid(x: f32) -> f32 {
    sigmoid4(f32x4::splat(x)).to_array()[0]
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
            let tanh = tanh4(f32x4::splat(x)).to_array()[3];
            assert!((f64::from(tanh) - f64::from(x).tanh()).abs() < 1e-6, "tanh {x}");
            assert!((f64::from(sigmoid(x)) - 1.0 / (1.0 + f64::from(-x).exp())).abs() < 1e-6, "sigmoid {x}");
            assert!((f64::from(exp(x)) / true_exp - 1.0).abs() < 1e-6, "exp {x}");
        }
        assert_eq!(exp(-1000.0), 0.0);
        assert!(exp(1000.0).is_finite());
    }
}
