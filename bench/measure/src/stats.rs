//! What is said about a handful of measurements.

use std::fmt;

/// Milliseconds or mebibytes: the unit is the caller's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stats {
    pub median: f64,
    pub min: f64,
    /// Nearest rank: nine of ten are no larger. With fewer than ten it is the largest.
    pub p90: f64,
}

impl Stats {
    /// None of nothing.
    pub fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let count = sorted.len();
        let upper = *sorted.get(count / 2)?;
        let lower = *sorted.get(count.saturating_sub(1) / 2)?;
        let p90 = *sorted.get((count * 9).div_ceil(10).checked_sub(1)?)?;
        Some(Self { median: f64::midpoint(lower, upper), min: *sorted.first()?, p90 })
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0} ({:.0}, {:.0})", self.median, self.min, self.p90)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one_or_between_the_middle_two() {
        let median = |values: &[f64]| Stats::of(values).map(|stats| stats.median);
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(median(&[9.0, 1.0, 5.0]), Some(5.0));
        assert_eq!(median(&[4.0, 1.0, 100.0, 2.0]), Some(3.0));
    }

    #[test]
    fn p90_is_the_value_that_nine_of_ten_do_not_pass() {
        let up_to = |n: u32| (1..=n).rev().map(f64::from).collect::<Vec<_>>();
        assert_eq!(Stats::of(&up_to(10)), Some(Stats { median: 5.5, min: 1.0, p90: 9.0 }));
        assert_eq!(Stats::of(&up_to(20)).map(|stats| stats.p90), Some(18.0));
        assert_eq!(Stats::of(&up_to(7)).map(|stats| stats.p90), Some(7.0));
        assert_eq!(Stats::of(&up_to(1)).map(|stats| stats.p90), Some(1.0));
    }
}
