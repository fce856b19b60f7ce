//! Small dense matrices.

use std::ops::{Add, Mul, Neg, Sub};

/// A square matrix; a row vector is a slice.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    size: usize,
    /// Row by row.
    entries: Vec<f64>,
}

impl Matrix {
    /// Entry by entry, from row and column.
    #[must_use]
    pub fn from_fn(size: usize, entry: impl Fn(usize, usize) -> f64) -> Self {
        let places = (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        Self {
            size,
            entries: places.map(|(row, column)| entry(row, column)).collect(),
        }
    }

    /// With `entries` on the diagonal.
    #[must_use]
    pub fn diagonal(entries: &[f64]) -> Self {
        let entry = |row, column| if row == column { entries[row] } else { 0.0 };
        Self::from_fn(entries.len(), entry)
    }

    /// 1 on the diagonal.
    #[must_use]
    pub fn identity(size: usize) -> Self {
        Self::diagonal(&vec![1.0; size])
    }

    /// Number of rows.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// Entry in a row and a column.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.entries[row * self.size + column]
    }

    /// Adds to the entry in a row and a column.
    pub fn add_to(&mut self, row: usize, column: usize, value: f64) {
        self.entries[row * self.size + column] += value;
    }

    /// Sum of each row.
    #[must_use]
    pub fn row_sums(&self) -> Vec<f64> {
        let rows = (0..self.size).map(|row| self.row(row).iter().sum());
        rows.collect()
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.size..][..self.size]
    }

    /// The row vector `left` times this.
    #[must_use]
    pub fn after(&self, left: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.size];
        for (row, factor) in left.iter().enumerate() {
            for (sum, entry) in product.iter_mut().zip(self.row(row)) {
                *sum += factor * entry;
            }
        }
        product
    }

    /// The row vector x with x times this = `right`; none if there is no such, or no single one.
    #[must_use]
    pub fn solve_row(&self, right: &[f64]) -> Option<Vec<f64>> {
        Some(self.inverse()?.after(right))
    }

    /// By Gauss and Jordan with the greatest pivot of each column; none if singular.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        let size = self.size;
        let mut left = self.clone();
        let mut right = Self::identity(size);
        for column in 0..size {
            let greater = |a: &usize, b: &usize| {
                left.at(*a, column)
                    .abs()
                    .total_cmp(&left.at(*b, column).abs())
            };
            let pivot = (column..size).max_by(greater)?;
            let value = left.at(pivot, column);
            if value == 0.0 || !value.is_finite() {
                return None;
            }
            for side in [&mut left, &mut right] {
                side.swap_rows(column, pivot);
                side.scale_row(column, 1.0 / value);
            }
            for row in (0..size).filter(|row| *row != column) {
                let factor = left.at(row, column);
                if factor != 0.0 {
                    left.subtract_row(row, column, factor);
                    right.subtract_row(row, column, factor);
                }
            }
        }
        Some(right)
    }

    fn swap_rows(&mut self, one: usize, other: usize) {
        for column in 0..self.size {
            let places = (one * self.size + column, other * self.size + column);
            self.entries.swap(places.0, places.1);
        }
    }

    fn scale_row(&mut self, row: usize, factor: f64) {
        let row = &mut self.entries[row * self.size..][..self.size];
        row.iter_mut().for_each(|entry| *entry *= factor);
    }

    fn subtract_row(&mut self, row: usize, other: usize, factor: f64) {
        for column in 0..self.size {
            let value = factor * self.at(other, column);
            self.add_to(row, column, -value);
        }
    }
}

impl Add for &Matrix {
    type Output = Matrix;

    fn add(self, other: Self) -> Matrix {
        Matrix::from_fn(self.size, |row, column| {
            self.at(row, column) + other.at(row, column)
        })
    }
}

impl Sub for &Matrix {
    type Output = Matrix;

    fn sub(self, other: Self) -> Matrix {
        Matrix::from_fn(self.size, |row, column| {
            self.at(row, column) - other.at(row, column)
        })
    }
}

impl Neg for &Matrix {
    type Output = Matrix;

    fn neg(self) -> Matrix {
        Matrix::from_fn(self.size, |row, column| -self.at(row, column))
    }
}

impl Mul for &Matrix {
    type Output = Matrix;

    fn mul(self, other: Self) -> Matrix {
        let rows = (0..self.size).flat_map(|row| other.after(self.row(row)));
        Matrix {
            size: self.size,
            entries: rows.collect(),
        }
    }
}
