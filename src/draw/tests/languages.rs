//! Numbers in Chinese.

use crate::draw::{Clock, Count, Duration, Number, Percent, Picture, Rate, TextStyle};
use crate::words::{Language, Say, both};

fn chinese(what: impl Say) -> String {
    what.string(Language::Chinese)
}

#[test]
fn large_numbers_go_by_ten_thousands() {
    let numbers = [940.0, 12_000.0, 124_000.0, 1.24e6, 3.5e8, 2e12];
    let written = numbers.map(|number| chinese(Number(number)));
    assert_eq!(
        written,
        ["940", "12,000", "12.4万", "124万", "3.5亿", "2万亿"]
    );
    assert_eq!(chinese(Count(250_000.0)), "25万");
}

#[test]
fn units_stand_as_a_chinese_textbook_has_them() {
    assert_eq!(chinese(Rate(9.5)), "9.5/s");
    assert_eq!(chinese(Percent(0.8)), "80%");
    assert_eq!(chinese(Percent(0.0)), "0%");
    assert_eq!(chinese(Duration(0.0123)), "12 ms");
    assert_eq!(chinese(Duration(12.0 * 86_400.0)), "12 天");
    assert_eq!(
        chinese(Clock::new(2.0 * 86_400.0 + 11_045.0)),
        "2 天 03:04:05"
    );
}

#[test]
fn a_picture_writes_in_its_language() {
    let style = TextStyle::new(crate::draw::Ink::Text, 12.0);
    let mut picture = Picture::new();
    for language in Language::ALL {
        picture.language = language;
        picture.text((0.0, 0.0), both("idle", "空闲"), style);
    }
    let texts: Vec<&str> = picture.texts().map(|(_, text, _)| text).collect();
    assert_eq!(texts, ["idle", "空闲"]);
}
