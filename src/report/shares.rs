//! Percentages with one decimal that add up to 100.0.

/// Returns the shares of counts in tenths of a percent, adding up to 1000 by the largest remainder, the
/// first of equals gaining. All are 0 if every count is.
pub fn shares(counts: &[usize]) -> Vec<u32> {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let mut shares: Vec<u32> = counts
        .iter()
        .map(|count| (count * 1000 / total) as u32)
        .collect();
    let mut places: Vec<usize> = (0..counts.len()).collect();
    places.sort_by_key(|place| std::cmp::Reverse(counts[*place] * 1000 % total));
    let missing = 1000 - shares.iter().sum::<u32>() as usize;
    for place in places.into_iter().take(missing) {
        shares[place] += 1;
    }
    shares
}

/// Formats tenths of a percent: `33.3%`.
pub fn share_words(tenths: u32) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{share_words, shares};

    #[test]
    fn thirds_add_up() {
        assert_eq!(shares(&[1, 1, 1]), [334, 333, 333]);
        assert_eq!(shares(&[6, 16]), [273, 727]);
        assert_eq!(shares(&[0, 0]), [0, 0]);
        assert_eq!(share_words(1000), "100.0%");
        assert_eq!(share_words(5), "0.5%");
    }

    proptest! {
        #[test]
        fn they_always_add_up(counts in prop::collection::vec(0_usize..20_000, 1..15)) {
            let shares = shares(&counts);
            let whole = if counts.iter().sum::<usize>() == 0 { 0 } else { 1000 };
            prop_assert_eq!(shares.iter().sum::<u32>(), whole);
            for (count, share) in counts.iter().zip(&shares) {
                prop_assert!(*count > 0 || *share == 0);
            }
        }
    }
}
