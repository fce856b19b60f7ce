//! Charts: layout, readings, flags, and memory.

use crate::draw::{
    Band, Chart, ChartLayout, ChartView, Format, Ink, Line, Panel, Picture, Point, Rect, Ruler,
    Shape, TextStyle, TimeAxis,
};

const AXIS: TimeAxis = TimeAxis {
    from: 0.0,
    to: 60.0,
};

fn rising(put: &mut dyn FnMut(f64, f64)) {
    (0..6000).for_each(|i| put(f64::from(i) / 100.0, f64::from(i) / 600.0));
}

fn flat(put: &mut dyn FnMut(f64, f64)) {
    (0..=60).for_each(|i| put(f64::from(i), 5.0));
}

fn waves(put: &mut dyn FnMut(f64, f64)) {
    (-50..700).for_each(|i| put(f64::from(i) / 10.0, 3.0 + (f64::from(i) / 40.0).sin()));
}

fn holes(put: &mut dyn FnMut(f64, f64)) {
    (0..=60).for_each(|i| put(f64::from(i), if i % 7 < 2 { f64::NAN } else { 0.01 }));
}

/// Three panels at a size, with flags and a cross.
fn draw(chart: &mut Chart, picture: &mut Picture, width: f32, cross: Option<f64>) -> ChartLayout {
    let first = [
        Line::new("done", Ink::A, &rising),
        Line::new("offered", Ink::Dim, &flat).dashed(),
    ];
    let second = [
        Line::new("p99", Ink::B, &waves),
        Line::new("p50", Ink::A, &holes).ghost(),
    ];
    let third = [
        Line::new("ready", Ink::A, &flat),
        Line::new("same", Ink::B, &flat),
        Line::new("as", Ink::C, &flat),
    ];
    let bands = [Band {
        ink: Ink::B,
        from: 10.0,
        to: 90.0,
        low: 2.0,
        high: 4.5,
    }];
    let panels = [
        Panel::new("Throughput", "messages / s", Format::Number, &first),
        Panel {
            bands: &bands,
            ..Panel::new("Latency", "sojourn", Format::Duration, &second)
        },
        Panel {
            y_max: Some(20.0),
            ..Panel::new("Backlog", "messages", Format::Count, &third)
        },
    ];
    chart.begin(ChartView {
        width,
        axis: AXIS,
        cross,
    });
    panels.iter().for_each(|panel| chart.add(panel));
    for time in [5.0, 6.0, 30.0, 59.0, 70.0] {
        chart.flag(time, "web 3.6 → 6.0 / s");
    }
    chart.finish(picture, 340.0, "no data yet")
}

fn drawn(width: f32, cross: Option<f64>) -> (Picture, ChartLayout) {
    let mut picture = Picture::new();
    let layout = draw(&mut Chart::new(), &mut picture, width, cross);
    (picture, layout)
}

fn place(at: Point, text: &str, style: TextStyle) -> Rect {
    let width = Ruler::default().width(text, style);
    let left = match style.anchor {
        crate::draw::Anchor::Start => at.x,
        crate::draw::Anchor::Middle => at.x - width / 2.0,
        crate::draw::Anchor::End => at.x - width,
    };
    Rect::new(left, at.y - style.size * 0.8, width, style.size * 0.9)
}

#[test]
fn a_pointer_finds_its_time_and_its_panel() {
    for width in [360.0, 760.0, 1064.0] {
        let (_, layout) = drawn(width, None);
        assert_eq!(layout.narrow, width < 560.0);
        assert_eq!(layout.count(), 3);
        for panel in 0..3 {
            let plot = layout.plot(panel);
            assert!((layout.time_at(plot.x).unwrap() - 0.0).abs() < 1e-3);
            assert!((layout.time_at(plot.right()).unwrap() - 60.0).abs() < 1e-3);
            assert!((layout.time_at(plot.centre().x).unwrap() - 30.0).abs() < 1e-3);
            assert_eq!(layout.panel_at(plot.centre().y), Some(panel));
            assert_eq!(layout.panel_at(layout.head(panel).centre().y), Some(panel));
        }
        assert_eq!(layout.time_at(1.0), None);
        assert_eq!(layout.panel_at(1.0), None);
        assert!((layout.axis_row().bottom() - 340.0).abs() < 1e-3);
    }
}

#[test]
fn the_cross_reads_all_panels_at_one_time() {
    for width in [360.0, 1064.0] {
        let (picture, layout) = drawn(width, Some(30.0));
        let x = layout.time_scale().at(30.0);
        let dots: Vec<_> = picture
            .shapes()
            .iter()
            .filter_map(|shape| match *shape {
                Shape::Circle {
                    centre,
                    radius: 4.0,
                    ..
                } => Some(centre),
                _ => None,
            })
            .collect();
        assert_eq!(dots.len(), 7);
        assert!(dots.iter().all(|dot| (dot.x - x).abs() < 1e-3));
        let texts: Vec<_> = picture
            .texts()
            .map(|(_, text, _)| text.to_owned())
            .collect();
        for reading in [
            "done 5.0",
            "offered 5.0",
            "p99 3.9 s",
            "p50 10 ms",
            "ready 5",
            "30.0 s",
        ] {
            assert!(
                texts.iter().any(|text| text == reading),
                "{reading} in {texts:?}"
            );
        }
    }
}

#[test]
fn readings_stay_in_their_plots_and_apart() {
    for width in [360.0, 620.0, 1064.0] {
        for tenth in 0..=600 {
            let (picture, layout) = drawn(width, Some(f64::from(tenth) / 10.0));
            let readings: Vec<_> = picture
                .texts()
                .filter(|(_, _, style)| {
                    style.size == 12.0 && style.weight == crate::draw::Weight::Strong
                })
                .map(|(at, text, style)| place(at, text, style))
                .collect();
            assert!(!readings.is_empty());
            for (index, reading) in readings.iter().enumerate() {
                let plot = layout.plot(layout.panel_at(reading.centre().y).unwrap());
                assert!(reading.x >= plot.x - 0.01 && reading.right() <= plot.right() + 0.01);
                assert!(reading.y >= plot.y - 1.0 && reading.bottom() <= plot.bottom() + 1.0);
                assert!(
                    readings[..index]
                        .iter()
                        .all(|other| !other.overlaps(*reading))
                );
            }
        }
    }
}

#[test]
fn no_two_texts_overlap_without_a_cross() {
    for width in [360.0, 480.0, 620.0, 1064.0] {
        let (picture, _) = drawn(width, None);
        let places: Vec<_> = picture
            .texts()
            .map(|(at, text, style)| (place(at, text, style), text))
            .collect();
        for (index, (one, text)) in places.iter().enumerate() {
            assert!(
                one.x >= -0.5 && one.right() <= width + 0.5,
                "{text} at {one:?} of {width}"
            );
            for (other, with) in &places[..index] {
                assert!(!one.overlaps(*other), "{text} and {with} at {width}");
            }
        }
    }
}

#[test]
fn a_flag_under_the_cross_speaks_though_it_is_crowded() {
    let flags = [30.0, 30.4, 30.8].map(|time| {
        (
            time,
            if time == 30.4 {
                "this"
            } else {
                "a longer text"
            },
        )
    });
    let said = |cross| {
        let (mut chart, mut picture) = (Chart::new(), Picture::new());
        let line = [Line::new("done", Ink::A, &flat)];
        chart.begin(ChartView {
            width: 700.0,
            axis: AXIS,
            cross,
        });
        chart.add(&Panel::new("Throughput", "", Format::Number, &line));
        for (time, text) in flags {
            chart.flag(time, text);
        }
        chart.finish(&mut picture, 150.0, "");
        picture.texts().any(|(_, text, _)| text == "this")
    };
    assert!(!said(None));
    assert!(said(Some(30.4)));
}

#[test]
fn the_second_frame_allocates_nothing() {
    for cross in [None, Some(12.3)] {
        let (mut chart, mut picture) = (Chart::new(), Picture::new());
        draw(&mut chart, &mut picture, 1064.0, cross);
        let before = (chart.capacity(), picture.capacity());
        let (shapes, texts) = (picture.shapes().len(), picture.texts().count());
        picture.clear();
        draw(&mut chart, &mut picture, 1064.0, cross);
        assert_eq!((chart.capacity(), picture.capacity()), before);
        assert_eq!(
            (picture.shapes().len(), picture.texts().count()),
            (shapes, texts)
        );
    }
}

#[test]
fn lines_are_cut_at_the_ends_of_the_axis() {
    let (picture, layout) = drawn(1064.0, None);
    let plots = layout.plots();
    for shape in picture.shapes() {
        if let Shape::Polyline { points, .. } = *shape {
            for point in picture.points(points) {
                assert!(point.x >= plots.x - 0.01 && point.x <= plots.right() + 0.01);
                assert!(point.y >= plots.y - 0.01 && point.y <= plots.bottom() + 0.01);
            }
        }
    }
}

#[test]
fn a_panel_without_data_says_so() {
    let nothing = |_: &mut dyn FnMut(f64, f64)| {};
    let lines = [Line::new("done", Ink::A, &nothing)];
    let view = ChartView {
        width: 600.0,
        axis: AXIS,
        cross: Some(3.0),
    };
    let (mut chart, mut picture) = (Chart::new(), Picture::new());
    chart.begin(view);
    chart.add(&Panel::new(
        "Throughput",
        "messages / s",
        Format::Number,
        &lines,
    ));
    let height = chart.natural_height();
    assert!(height > 100.0);
    chart.finish(&mut picture, height, "none");
    assert!(picture.texts().any(|(_, text, _)| text == "none"));
    picture.clear();
    chart.begin(view);
    chart.finish(&mut picture, height, "none");
    assert!(picture.shapes().is_empty());
}
