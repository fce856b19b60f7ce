//! Inks by role, and what is done with them: strokes, fills, and both together.

/// A role that a colour plays. A picture never holds a colour: the page's theme gives each role one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Ink {
    /// The page behind the cards.
    Bg,
    /// The surface of a card; also the halo behind text.
    Card,
    /// A quiet raised surface: nodes, pills, tracks.
    Soft,
    /// Borders, links, axis lines.
    Line,
    /// Grid lines, fainter than [`Ink::Line`].
    Grid,
    /// Borders that must be seen: an empty slot, an idle worker.
    Edge,
    /// Text that is read first.
    Text,
    /// Text that is read second, and lines of reference.
    Dim,
    /// First hue (blue): the first message class, the main line.
    A,
    /// Second hue (orange).
    B,
    /// Third hue (green).
    C,
    /// Fourth hue (magenta).
    D,
    /// Loss, failure, refusal.
    Red,
    /// Success.
    Ok,
    /// A change that a person made: flags on the time axis, "was 3.6".
    Edit,
}

impl Ink {
    /// How many inks there are: the length of a table indexed by `ink as usize`.
    pub const COUNT: usize = 15;

    /// Every ink, in the order of its index.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Bg,
        Self::Card,
        Self::Soft,
        Self::Line,
        Self::Grid,
        Self::Edge,
        Self::Text,
        Self::Dim,
        Self::A,
        Self::B,
        Self::C,
        Self::D,
        Self::Red,
        Self::Ok,
        Self::Edit,
    ];

    /// The ink of a message class; four hues that then repeat.
    #[must_use]
    pub const fn of_class(class: usize) -> Self {
        match class % 4 {
            0 => Self::A,
            1 => Self::B,
            2 => Self::C,
            _ => Self::D,
        }
    }

    /// The CSS custom property that holds the colour, such as `--a`.
    #[must_use]
    pub const fn css(self) -> &'static str {
        self.row().0
    }

    /// The colour in the light theme, such as `#0072b2`.
    #[must_use]
    pub const fn light(self) -> &'static str {
        self.row().1
    }

    /// The colour in the dark theme.
    #[must_use]
    pub const fn dark(self) -> &'static str {
        self.row().2
    }

    const fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Bg => ("--bg", "#f6f7f9", "#11151b"),
            Self::Card => ("--card", "#ffffff", "#191f27"),
            Self::Soft => ("--soft", "#eef1f5", "#202833"),
            Self::Line => ("--line", "#dfe4ea", "#2a323d"),
            Self::Grid => ("--grid", "#e9edf2", "#262e39"),
            Self::Edge => ("--edge", "#c3ccd7", "#3f4a5b"),
            Self::Text => ("--text", "#1b2430", "#e6ebf2"),
            Self::Dim => ("--dim", "#5b6675", "#97a3b4"),
            Self::A => ("--a", "#0072b2", "#56b4e9"),
            Self::B => ("--b", "#c25500", "#e69f00"),
            Self::C => ("--c", "#00795c", "#2bc49a"),
            Self::D => ("--d", "#a8327d", "#f09cc8"),
            Self::Red => ("--red", "#b3261e", "#ff8a80"),
            Self::Ok => ("--ok", "#00795c", "#2bc49a"),
            Self::Edit => ("--edit", "#5b4bc4", "#b0a3ff"),
        }
    }

    /// This ink as an opaque fill.
    #[must_use]
    pub const fn fill(self) -> Fill {
        Fill {
            ink: self,
            alpha: 1.0,
        }
    }

    /// This ink as a solid opaque stroke.
    #[must_use]
    pub const fn stroke(self, width: f32) -> Stroke {
        Stroke {
            ink: self,
            width,
            dash: Dash::Solid,
            cap: Cap::Butt,
            alpha: 1.0,
        }
    }
}

/// How a line is broken up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// Long marks.
    Dashed,
    /// Points.
    Dotted,
    /// Long marks with a point between them: what should be.
    Chained,
}

impl Dash {
    /// The lengths of mark and gap in pixels; empty for a solid line.
    #[must_use]
    pub const fn pattern(self) -> &'static [f32] {
        match self {
            Self::Solid => &[],
            Self::Dashed => &[5.0, 3.0],
            Self::Dotted => &[1.5, 3.0],
            Self::Chained => &[9.0, 3.0, 1.5, 3.0],
        }
    }
}

/// How a line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cap {
    /// Where its last point is.
    #[default]
    Butt,
    /// With a half circle around its last point.
    Round,
}

impl Cap {
    /// The word for it in both SVG and canvas.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Butt => "butt",
            Self::Round => "round",
        }
    }
}

/// A line's look. Joins are always round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its role of colour.
    pub ink: Ink,
    /// Width in pixels.
    pub width: f32,
    /// Solid, dashed or dotted.
    pub dash: Dash,
    /// How it ends.
    pub cap: Cap,
    /// Opacity in [0, 1].
    pub alpha: f32,
}

impl Stroke {
    /// The same stroke, dashed.
    #[must_use]
    pub const fn dashed(self) -> Self {
        Self {
            dash: Dash::Dashed,
            ..self
        }
    }

    /// The same stroke, dotted.
    #[must_use]
    pub const fn dotted(self) -> Self {
        Self {
            dash: Dash::Dotted,
            ..self
        }
    }

    /// The same stroke, long marks and points in turn.
    #[must_use]
    pub const fn chained(self) -> Self {
        Self {
            dash: Dash::Chained,
            ..self
        }
    }

    /// The same stroke with round ends.
    #[must_use]
    pub const fn round(self) -> Self {
        Self {
            cap: Cap::Round,
            ..self
        }
    }

    /// The same stroke with this opacity.
    #[must_use]
    pub const fn alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }
}

/// An area's look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Its role of colour.
    pub ink: Ink,
    /// Opacity in [0, 1].
    pub alpha: f32,
}

impl Fill {
    /// The same fill with this opacity.
    #[must_use]
    pub const fn alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }
}

/// A closed shape's look: filled, outlined or both. An ink, a fill, a stroke or a pair turns into it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paint {
    /// Inside.
    pub fill: Option<Fill>,
    /// Around it, drawn over the fill.
    pub stroke: Option<Stroke>,
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        ink.fill().into()
    }
}

impl From<Fill> for Paint {
    fn from(fill: Fill) -> Self {
        Self {
            fill: Some(fill),
            stroke: None,
        }
    }
}

impl From<Stroke> for Paint {
    fn from(stroke: Stroke) -> Self {
        Self {
            fill: None,
            stroke: Some(stroke),
        }
    }
}

impl From<(Fill, Stroke)> for Paint {
    fn from((fill, stroke): (Fill, Stroke)) -> Self {
        Self {
            fill: Some(fill),
            stroke: Some(stroke),
        }
    }
}

impl From<(Ink, Stroke)> for Paint {
    fn from((ink, stroke): (Ink, Stroke)) -> Self {
        (ink.fill(), stroke).into()
    }
}
