//! The behaviours of the native library, a file for each.

mod oracles;
