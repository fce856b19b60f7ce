//! A value of theory, and how far to trust it.

use crate::words::{Say, Text, Words, both, in_english};
use serde::Serialize;

/// How far to trust a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "badge", rename_all = "kebab-case")]
pub enum Badge {
    /// The closed form of this very model.
    Exact,
    /// A formula that comes close.
    Approximate {
        /// How close it tends to be, in a sentence.
        #[serde(serialize_with = "in_english")]
        how_good: Text,
    },
    /// No formula speaks about it.
    DoesNotApply {
        /// The reason, in a sentence.
        #[serde(serialize_with = "in_english")]
        why: Text,
    },
}

/// Why a value that is not finite is none.
pub(super) const BEYOND: Words = both(
    "the value is beyond what can be computed",
    "数值超出可计算的范围",
);

/// What theory knows of one figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Known {
    /// In the unit of the figure; absent exactly if no formula applies. Always finite.
    pub value: Option<f64>,
    /// How far to trust it.
    #[serde(flatten)]
    pub badge: Badge,
}

impl Known {
    /// `value` with `badge`; one that is not finite is no value.
    #[must_use]
    pub fn new(value: f64, badge: Badge) -> Self {
        if value.is_finite() {
            let value = Some(value);
            Self { value, badge }
        } else {
            Self::nothing(BEYOND)
        }
    }

    /// That no formula applies, because of `why`.
    #[must_use]
    pub fn nothing(why: impl Say) -> Self {
        let badge = Badge::DoesNotApply { why: why.text() };
        Self { value: None, badge }
    }

    /// The value, if it is exact.
    #[must_use]
    pub fn exact(&self) -> Option<f64> {
        self.value.filter(|_| self.badge == Badge::Exact)
    }
}
