//! Pictures, the estimate of text widths, and SVG.

use crate::draw::{
    Cubic, Fill, Ink, Mark, MarkKind, Paint, Picture, Point, Rect, Ruler, Sheet, Stroke, Surface,
    TextStyle, Theme, pt, to_svg,
};

fn sheet(theme: Theme) -> Sheet<'static> {
    Sheet {
        width: 200.0,
        height: 100.5,
        title: "A & B",
        desc: "<none>",
        theme,
        ground: None,
    }
}

/// One of everything, with what degenerates.
fn everything() -> Picture {
    let mut picture = Picture::new();
    let stroke = Ink::A.stroke(1.8).dashed().alpha(0.5).round();
    picture.line((0.0, 0.0), (1.005, -2.5), stroke);
    picture.polyline(
        [pt(0.0, 1.0), pt(f32::NAN, 3.0), pt(4.0, 1.0 / 3.0)],
        Ink::B.stroke(1.0).dotted(),
    );
    picture.polygon([pt(0.0, 1.0), pt(2.0, 3.0), pt(4.0, 5.0)], (Ink::C, stroke));
    picture.curve(Cubic::across(pt(0.0, 0.0), pt(10.0, 10.0)), stroke);
    picture.rect(Rect::new(1.0, 2.0, 30.0, 10.0), 50.0, Ink::Soft);
    picture.circle((5.0, 5.0), 2.0, Ink::Red.stroke(2.0));
    for turn in [-1.0, 0.0, 0.3, 0.8, 1.0, 2.0] {
        picture.pie((5.0, 5.0), 3.0, turn, Ink::D.fill());
        picture.arc((5.0, 5.0), 3.0, -0.4, turn, stroke);
    }
    for class in 0..4 {
        let mark = Mark::of_class(class, pt(9.0, 9.0));
        picture.mark(mark);
        picture.mark(mark.outlined().ringed(Ink::Red));
    }
    picture.dots([pt(1.0, 1.0), pt(2.0, 2.0)], 3.0, Ink::A.fill());
    picture.text(
        (1.0, 2.0),
        "a < b & \"c\" 'd'\u{1} 中文",
        TextStyle::new(Ink::Text, 12.0).halo(Ink::Card),
    );
    picture.text_fmt(
        (3.0, 4.0),
        format_args!("{:.1}", 2.0),
        TextStyle::new(Ink::Dim, 11.0).strong().end(),
    );
    picture
}

/// Checks tags, quotes and entities; returns how many elements there are.
fn well_formed(svg: &str) -> usize {
    let mut open = Vec::new();
    let mut count = 0;
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let between = &rest[..start];
        assert!(!between.contains('>'), "{between}");
        for entity in between.split('&').skip(1) {
            assert!(
                ["amp;", "lt;", "gt;", "quot;", "#39;"]
                    .iter()
                    .any(|e| entity.starts_with(e)),
                "{entity}"
            );
        }
        let end = rest[start..].find('>').expect("a tag ends") + start;
        let tag = &rest[start + 1..end];
        assert!(
            !tag.contains('<') && tag.matches('"').count().is_multiple_of(2),
            "{tag}"
        );
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            count += 1;
            if !tag.ends_with('/') {
                open.push(tag.split(' ').next().unwrap());
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
    count
}

#[test]
fn svg_is_well_formed_and_escaped() {
    let svg = to_svg(&everything(), &sheet(Theme::Page));
    assert!(well_formed(&svg) > 20);
    assert!(svg.contains("role=\"img\""));
    assert!(svg.contains("<title>A &amp; B</title>\n<desc>&lt;none&gt;</desc>"));
    assert!(svg.contains(">a &lt; b &amp; &quot;c&quot; &#39;d&#39; 中文</text>"));
    assert!(svg.contains("viewBox=\"0 0 200 100.5\""));
    assert!(!svg.contains("NaN"));
}

#[test]
fn svg_has_colours_of_the_page_or_its_own() {
    let picture = everything();
    let page = to_svg(&picture, &sheet(Theme::Page));
    assert!(
        page.contains("stroke=\"var(--a, #0072b2)\" stroke-width=\"1.8\" stroke-opacity=\"0.5\"")
    );
    assert!(page.contains("stroke-dasharray=\"5 3\""));
    let dark = to_svg(&picture, &sheet(Theme::Dark));
    assert!(dark.contains("#56b4e9") && !dark.contains("var("));
    let with_ground = to_svg(
        &Picture::new(),
        &Sheet {
            ground: Some(Ink::Card),
            ..sheet(Theme::Light)
        },
    );
    assert!(
        with_ground
            .contains("<rect x=\"0\" y=\"0\" width=\"200\" height=\"100.5\" fill=\"#ffffff\"/>")
    );
}

#[test]
fn svg_numbers_have_two_decimals_at_most() {
    let mut picture = Picture::new();
    picture.line((1.0 / 3.0, -0.001), (-2.5, 1e6), Ink::A.stroke(0.05));
    let svg = to_svg(&picture, &sheet(Theme::Light));
    assert!(svg.contains("d=\"M0.33 0L-2.5 1000000\""), "{svg}");
    assert!(svg.contains("stroke-width=\"0.05\""));
}

/// Counts what arrives.
#[derive(Default)]
struct Tally {
    calls: Vec<&'static str>,
}

impl Surface for Tally {
    fn line(&mut self, _: Point, _: Point, _: Stroke) {
        self.calls.push("line");
    }
    fn polyline(&mut self, points: &[Point], _: Stroke) {
        assert!(points.len() > 1);
        self.calls.push("polyline");
    }
    fn polygon(&mut self, points: &[Point], _: Paint) {
        assert!(points.len() > 2);
        self.calls.push("polygon");
    }
    fn curve(&mut self, _: Cubic, _: Stroke) {
        self.calls.push("curve");
    }
    fn rect(&mut self, rect: Rect, radius: f32, _: Paint) {
        assert!(radius <= rect.w.min(rect.h) / 2.0 && rect.w >= 0.0 && rect.h >= 0.0);
        self.calls.push("rect");
    }
    fn circle(&mut self, _: Point, _: f32, _: Paint) {
        self.calls.push("circle");
    }
    fn pie(&mut self, _: Point, _: f32, turn: f32, _: Fill) {
        assert!(turn > 0.0 && turn < 1.0);
        self.calls.push("pie");
    }
    fn arc(&mut self, _: Point, _: f32, from: f32, to: f32, _: Stroke) {
        assert!(to > from && to - from < 1.0);
        self.calls.push("arc");
    }
    fn text(&mut self, _: Point, _: &str, _: TextStyle) {
        self.calls.push("text");
    }
    fn dots(&mut self, points: &[Point], _: f32, _: Fill) {
        assert!(!points.is_empty());
        self.calls.push("dots");
    }
}

#[test]
fn a_surface_sees_nothing_degenerate() {
    let mut tally = Tally::default();
    everything().play(&mut tally);
    assert!(tally.calls.contains(&"pie") && tally.calls.contains(&"arc"));

    let mut picture = Picture::new();
    picture.polyline([], Ink::A.stroke(1.0));
    picture.polyline([pt(1.0, 1.0)], Ink::A.stroke(1.0));
    picture.polygon([pt(1.0, 1.0), pt(2.0, 2.0)], Ink::A);
    picture.dots([], 1.0, Ink::A.fill());
    picture.rect(Rect::new(0.0, 0.0, -1.0, 5.0), 1.0, Ink::A);
    let mut tally = Tally::default();
    picture.play(&mut tally);
    assert!(tally.calls.is_empty());
}

#[test]
fn a_mark_arrives_as_its_parts() {
    let parts = |mark: Mark| {
        let mut picture = Picture::new();
        picture.mark(mark);
        let mut tally = Tally::default();
        picture.play(&mut tally);
        tally.calls
    };
    let at = pt(5.0, 5.0);
    assert_eq!(parts(Mark::new(MarkKind::Circle, at, Ink::A)), ["circle"]);
    assert_eq!(parts(Mark::of_class(1, at)), ["rect"]);
    assert_eq!(
        parts(Mark::of_class(6, at).ringed(Ink::Red)),
        ["polygon", "circle"]
    );
}

#[test]
fn a_cleared_picture_keeps_its_memory() {
    let mut picture = everything();
    let before = picture.capacity();
    picture.clear();
    assert!(picture.shapes().is_empty());
    assert_eq!(picture.capacity(), before);
}

#[test]
fn widths_follow_letters_size_and_weight() {
    let (ruler, style) = (Ruler::default(), TextStyle::new(Ink::Text, 10.0));
    assert!(ruler.width("iiii", style) < ruler.width("mmmm", style));
    assert_eq!(ruler.width("中文", style), 20.0);
    assert!(ruler.width("done", style.strong()) > ruler.width("done", style));
    assert_eq!(
        ruler.width_fmt(format_args!("{} {}", "a", 1), style),
        ruler.width("a 1", style)
    );
    assert_eq!(Ruler { factor: 2.0 }.width("文", style), 20.0);
}

#[test]
fn every_ink_has_its_own_property_and_place() {
    for (index, ink) in Ink::ALL.into_iter().enumerate() {
        assert_eq!(ink as usize, index);
        assert!(ink.css().starts_with("--"));
        assert!(
            Ink::ALL
                .iter()
                .all(|other| *other == ink || other.css() != ink.css())
        );
    }
}

#[test]
fn a_curve_starts_and_ends_where_it_should() {
    let curve = Cubic::down(pt(1.0, 2.0), pt(9.0, 20.0));
    assert_eq!(curve.at(0.0), curve.from);
    assert_eq!(curve.at(1.0), curve.to);
    assert_eq!(curve.at(0.5), pt(5.0, 11.0));
}

#[test]
fn a_slice_that_is_nearly_whole_is_seen() {
    for turn in [0.9996, 0.99999, 1.0] {
        let mut picture = Picture::new();
        picture.pie((50.0, 50.0), 20.0, turn, Ink::A.fill());
        let svg = to_svg(&picture, &sheet(Theme::Page));
        assert!(svg.contains("<circle"), "{turn}: {svg}");
    }
}
