//! Owns work on many files at once, as many as there are processors.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does the same to many files at once, and gives the results in their order.
pub(crate) fn side_by_side<F: Sync, T: Send>(files: &[F], work: impl Fn(&F) -> T + Sync) -> Vec<T> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let own = || {
            let mut own = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = files.get(number) else {
                    return own;
                };
                own.push((number, work(file)));
            }
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(own)).collect();
        let done = workers.into_iter().filter_map(|worker| worker.join().ok());
        done.flatten().collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}
