//! Reads many things on all processors, where that is worth it.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::thread;

/// The number of items up to which one thread is as fast.
const ALONE: usize = 8;

/// Maps every item, in equal shares on all processors if there are many; results are in the order of the items.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], read: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if items.len() <= ALONE || processors() == 1 {
        return items.iter().map(read).collect();
    }
    let share = items.len().div_ceil(processors());
    let on_its_own = |share: &[T]| -> Vec<R> { share.iter().map(&read).collect() };
    thread::scope(|scope| {
        let shares = items.chunks(share);
        let begun: Vec<_> = shares
            .map(|share| scope.spawn(move || on_its_own(share)))
            .collect();
        let ended = begun.into_iter().map(thread::ScopedJoinHandle::join);
        // A panic goes on here: an item must not vanish in silence.
        let made = ended.flat_map(|made| made.unwrap_or_else(|panic| resume_unwind(panic)));
        made.collect()
    })
}

/// Returns the number of processors, cached because determining it reads a dozen files.
fn processors() -> usize {
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    *PROCESSORS.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_items_their_results_are_in_their_order() {
        for count in [0, 1, 8, 9, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(in_parallel(&items, |item| item * 2), doubled);
        }
    }

    #[test]
    #[should_panic(expected = "the hundredth")]
    fn a_panic_on_another_processor_is_a_panic_here() {
        let items: Vec<usize> = (0..1000).collect();
        in_parallel(&items, |item| assert_ne!(*item, 100, "the hundredth"));
    }
}
