//! Behaviour of the drawing room, apart from how it looks.

mod charts;
mod numbers;
mod pictures;
mod series;
