//! A picture as SVG text.

use std::fmt::{self, Write};

use super::ink::{Dash, Fill, Ink, Paint, Stroke};
use super::picture::{Picture, Surface};
use super::shape::{Cubic, Point, Rect, pt};
use super::text::{Anchor, TextStyle, Weight};

/// Where colours come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// From the page that the SVG is part of: `var(--a, #0072b2)`.
    #[default]
    Page,
    /// The light theme, in the file itself: for files that leave the page.
    Light,
    /// The dark theme, in the file itself.
    Dark,
}

/// What an SVG file has beside its shapes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet<'a> {
    /// Width in pixels.
    pub width: f32,
    /// Height in pixels.
    pub height: f32,
    /// Its accessible name.
    pub title: &'a str,
    /// What it shows, for who cannot see it; may be empty.
    pub desc: &'a str,
    /// Where colours come from.
    pub theme: Theme,
    /// What is painted behind everything; nothing if the page shows through.
    pub ground: Option<Ink>,
}

/// Adds a picture as SVG text.
pub fn write_svg(out: &mut String, picture: &Picture, sheet: &Sheet<'_>) {
    let mut svg = Svg {
        out,
        theme: sheet.theme,
    };
    // Writing to a String cannot fail.
    let _ = svg.open(sheet);
    if let Some(ground) = sheet.ground {
        svg.rect(
            Rect::new(0.0, 0.0, sheet.width, sheet.height),
            0.0,
            ground.into(),
        );
    }
    picture.play(&mut svg);
    svg.out.push_str("</svg>\n");
}

/// A picture as SVG text.
#[must_use]
pub fn to_svg(picture: &Picture, sheet: &Sheet<'_>) -> String {
    let mut out = String::new();
    write_svg(&mut out, picture, sheet);
    out
}

struct Svg<'a> {
    out: &'a mut String,
    theme: Theme,
}

impl Svg<'_> {
    fn open(&mut self, sheet: &Sheet<'_>) -> fmt::Result {
        let (w, h) = (Num(sheet.width), Num(sheet.height));
        writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\" \
             font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif\" \
             style=\"font-variant-numeric:tabular-nums\" fill=\"none\" stroke-linejoin=\"round\">"
        )?;
        writeln!(self.out, "<title>{}</title>", Escaped(sheet.title))?;
        if !sheet.desc.is_empty() {
            writeln!(self.out, "<desc>{}</desc>", Escaped(sheet.desc))?;
        }
        Ok(())
    }

    fn colour(&mut self, ink: Ink) -> fmt::Result {
        match self.theme {
            Theme::Page => write!(self.out, "var({}, {})", ink.css(), ink.light()),
            Theme::Light => self.out.write_str(ink.light()),
            Theme::Dark => self.out.write_str(ink.dark()),
        }
    }

    fn fill(&mut self, fill: Fill) -> fmt::Result {
        self.out.write_str(" fill=\"")?;
        self.colour(fill.ink)?;
        self.out.write_str("\"")?;
        if fill.alpha < 1.0 {
            write!(self.out, " fill-opacity=\"{}\"", Num(fill.alpha))?;
        }
        Ok(())
    }

    fn stroke(&mut self, stroke: Stroke) -> fmt::Result {
        self.out.write_str(" stroke=\"")?;
        self.colour(stroke.ink)?;
        self.out.write_str("\"")?;
        if stroke.width != 1.0 {
            write!(self.out, " stroke-width=\"{}\"", Num(stroke.width))?;
        }
        if stroke.alpha < 1.0 {
            write!(self.out, " stroke-opacity=\"{}\"", Num(stroke.alpha))?;
        }
        if stroke.cap != super::ink::Cap::Butt {
            write!(self.out, " stroke-linecap=\"{}\"", stroke.cap.name())?;
        }
        if stroke.dash != Dash::Solid {
            self.out.write_str(" stroke-dasharray=\"")?;
            for (index, length) in stroke.dash.pattern().iter().enumerate() {
                let space = if index > 0 { " " } else { "" };
                write!(self.out, "{space}{}", Num(*length))?;
            }
            self.out.write_str("\"")?;
        }
        Ok(())
    }

    fn close(&mut self, paint: Paint) -> fmt::Result {
        if let Some(fill) = paint.fill {
            self.fill(fill)?;
        }
        if let Some(stroke) = paint.stroke {
            self.stroke(stroke)?;
        }
        self.out.write_str("/>\n")
    }

    /// A path through points.
    fn path(&mut self, points: &[Point], end: &str, paint: Paint) -> fmt::Result {
        for (index, point) in points.iter().enumerate() {
            let start = if index == 0 { "<path d=\"M" } else { "L" };
            write!(self.out, "{start}{} {}", Num(point.x), Num(point.y))?;
        }
        write!(self.out, "{end}\"")?;
        self.close(paint)
    }

    fn write_text(&mut self, at: Point, text: &str, style: TextStyle) -> fmt::Result {
        let TextStyle {
            ink,
            alpha,
            size,
            weight,
            anchor,
            halo,
        } = style;
        write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"",
            Num(at.x),
            Num(at.y),
            Num(size)
        )?;
        if weight != Weight::Regular {
            write!(self.out, " font-weight=\"{}\"", weight.css())?;
        }
        if anchor != Anchor::Start {
            write!(self.out, " text-anchor=\"{}\"", anchor.svg())?;
        }
        self.fill(ink.fill().alpha(alpha))?;
        if let Some(halo) = halo {
            self.stroke(halo.stroke(TextStyle::HALO).alpha(alpha))?;
            self.out.write_str(" paint-order=\"stroke\"")?;
        }
        writeln!(self.out, ">{}</text>", Escaped(text))
    }
}

/// The point of a circle at an angle in turns from 12 o'clock clockwise.
fn rim(centre: Point, radius: f32, turn: f32) -> Point {
    let angle = turn * std::f32::consts::TAU;
    pt(
        centre.x + radius * angle.sin(),
        centre.y - radius * angle.cos(),
    )
}

// Writing to a String cannot fail, so the results below say nothing.
impl Surface for Svg<'_> {
    fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        let _ = self.path(&[from, to], "", stroke.into());
    }

    fn polyline(&mut self, points: &[Point], stroke: Stroke) {
        let _ = self.path(points, "", stroke.into());
    }

    fn polygon(&mut self, points: &[Point], paint: Paint) {
        let _ = self.path(points, "Z", paint);
    }

    fn curve(&mut self, Cubic { from, c1, c2, to }: Cubic, stroke: Stroke) {
        let _ = write!(
            self.out,
            "<path d=\"M{} {}C{} {} {} {} {} {}\"",
            Num(from.x),
            Num(from.y),
            Num(c1.x),
            Num(c1.y),
            Num(c2.x),
            Num(c2.y),
            Num(to.x),
            Num(to.y)
        );
        let _ = self.close(stroke.into());
    }

    fn rect(&mut self, Rect { x, y, w, h }: Rect, radius: f32, paint: Paint) {
        let (x, y, w, h) = (Num(x), Num(y), Num(w), Num(h));
        let _ = write!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\""
        );
        if radius > 0.0 {
            let _ = write!(self.out, " rx=\"{}\"", Num(radius));
        }
        let _ = self.close(paint);
    }

    fn circle(&mut self, centre: Point, radius: f32, paint: Paint) {
        let (x, y, r) = (Num(centre.x), Num(centre.y), Num(radius));
        let _ = write!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"");
        let _ = self.close(paint);
    }

    fn pie(&mut self, centre: Point, radius: f32, turn: f32, fill: Fill) {
        let (end, r, large) = (rim(centre, radius, turn), Num(radius), u8::from(turn > 0.5));
        let (x, y, top) = (Num(centre.x), Num(centre.y), Num(centre.y - radius));
        let (ex, ey) = (Num(end.x), Num(end.y));
        let _ = write!(
            self.out,
            "<path d=\"M{x} {y}L{x} {top}A{r} {r} 0 {large} 1 {ex} {ey}Z\""
        );
        let _ = self.close(fill.into());
    }

    fn arc(&mut self, centre: Point, radius: f32, from: f32, to: f32, stroke: Stroke) {
        let (start, end, r) = (
            rim(centre, radius, from),
            rim(centre, radius, to),
            Num(radius),
        );
        let (sx, sy, ex, ey) = (Num(start.x), Num(start.y), Num(end.x), Num(end.y));
        let large = u8::from(to - from > 0.5);
        let _ = write!(
            self.out,
            "<path d=\"M{sx} {sy}A{r} {r} 0 {large} 1 {ex} {ey}\""
        );
        let _ = self.close(stroke.into());
    }

    fn text(&mut self, at: Point, text: &str, style: TextStyle) {
        let _ = self.write_text(at, text, style);
    }

    fn dots(&mut self, points: &[Point], size: f32, fill: Fill) {
        let half = size / 2.0;
        self.out.push_str("<path d=\"");
        for point in points {
            let (x, y, s) = (Num(point.x - half), Num(point.y - half), Num(size));
            let _ = write!(self.out, "M{x} {y}h{s}v{s}h-{s}Z");
        }
        self.out.push('"');
        let _ = self.close(fill.into());
    }
}

/// A number with at most two decimals; 0 for what is not finite.
struct Num(f32);

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (f64::from(self.0) * 100.0).round() as i64;
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, rest) = (
            hundredths.unsigned_abs() / 100,
            hundredths.unsigned_abs() % 100,
        );
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// Text in which nothing is markup, without the characters that XML forbids.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {}
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
