//! Numbers read from text, all by the reader of JSON: a second one would bring its own tables of powers.

/// A number as JSON writes it, to the bit; none if it is none or not finite.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    serde_json::from_str(text).ok()
}

/// A number as people write it: a decimal comma, spaces, a plus, zeros before it or none are fine.
#[must_use]
pub fn read_typed(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".").replace([' ', '\u{202f}'], "");
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => ("-", size),
        None => ("", text.strip_prefix('+').unwrap_or(&text)),
    };
    let size = size.strip_suffix('.').unwrap_or(size);
    if !size.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    let digits = size.trim_start_matches('0');
    let zero = if digits.starts_with(|first: char| first.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    read(&format!("{sign}{zero}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_a_number() {
        for (text, number) in [
            ("12", 12.0),
            (" 1 000,5 ", 1000.5),
            ("+.5", 0.5),
            ("-,25", -0.25),
            ("5.", 5.0),
            ("007", 7.0),
            ("00.10", 0.1),
            ("0", 0.0),
            ("1e-3", 0.001),
            ("0e5", 0.0),
            ("0.1", 0.1),
        ] {
            assert_eq!(read_typed(text), Some(number), "{text:?}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "", "-", ".", "+.", "e5", "inf", "NaN", "1e999", "1.2.3", "--1", "0x10", "ten", "null",
        ] {
            assert_eq!(read_typed(text), None, "{text:?}");
        }
    }
}
