//! Behaviour of the drawing room, apart from how it looks.

mod charts;
mod languages;
mod numbers;
mod pictures;
mod series;
