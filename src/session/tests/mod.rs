//! Live runs, from the outside.

mod live;
mod two_futures;
