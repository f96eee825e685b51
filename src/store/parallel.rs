//! Reads many things on all processors, where that is worth it.

use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long this thread works alone: some dozens of kept plans. A thread that only begins when they are
/// done makes the answer wait for a busy processor.
const ALONE: Duration = Duration::from_millis(2);

/// Maps every item, on all processors if it takes longer than two milliseconds; results are in the
/// order of the items.
///
/// Threads take the next item as they become free, since neither items nor processors are alike.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], read: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let begun = Instant::now();
    let mut alone = Vec::with_capacity(items.len());
    while let Some(item) = items.get(alone.len()) {
        alone.push(read(item));
        if begun.elapsed() > ALONE {
            break;
        }
    }
    let left = items.get(alone.len()..).unwrap_or_default();
    alone.extend(on_all_processors(left, read));
    alone
}

fn on_all_processors<T: Sync, R: Send>(items: &[T], read: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if items.len() < 2 {
        return items.iter().map(read).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else {
                return made;
            };
            made.push((place, read(item)));
        }
    };
    let mut results = thread::scope(|scope| {
        let helpers: Vec<_> = (1..processors().min(items.len()))
            .map(|_| scope.spawn(work))
            .collect();
        let mut results = work();
        for helper in helpers {
            match helper.join() {
                Ok(more) => results.extend(more),
                // Propagate the panic: an item must not vanish in silence.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
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
        for count in [0, 1, 2, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(in_parallel(&items, |item| item * 2), doubled);
            assert_eq!(on_all_processors(&items, |item| item * 2), doubled);
        }
    }

    #[test]
    #[should_panic(expected = "the hundredth")]
    fn a_panic_on_another_processor_is_a_panic_here() {
        let items: Vec<usize> = (0..1000).collect();
        on_all_processors(&items, |item| assert_ne!(*item, 100, "the hundredth"));
    }
}
