use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does something with each of these on all processors; the results are in their order.
///
/// Each processor takes the next item as soon as it is done with one: neither items nor processors are all alike.
pub fn each_of<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if items.len() < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let share = || {
        let mut made = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else {
                return made;
            };
            made.push((place, work(item)));
        }
    };
    let mut results = thread::scope(|scope| {
        let helpers: Vec<_> = (1..processors().min(items.len()))
            .map(|_| scope.spawn(share))
            .collect();
        let mut results = share();
        for helper in helpers {
            match helper.join() {
                Ok(more) => results.extend(more),
                // An item must not vanish in silence.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}

/// How many there are for us; asked once, because the answer is gathered from a dozen files.
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
            assert_eq!(each_of(&items, |item| item * 2), doubled);
        }
    }

    #[test]
    #[should_panic(expected = "the hundredth")]
    fn a_panic_on_another_processor_is_a_panic_here() {
        let items: Vec<usize> = (0..1000).collect();
        each_of(&items, |item| assert_ne!(*item, 100, "the hundredth"));
    }
}
