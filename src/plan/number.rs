/// A number as people write it: no needless zeros, no float noise (`0.1 + 0.2` is `0.3`).
pub fn show_number(value: f64) -> String {
    // Nearly all are whole, and small enough for that to be exact.
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return (value as i64).to_string();
    }
    let rounded = format!("{value:.6}");
    let trimmed = rounded.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "-0" {
        "0".to_owned()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::show_number;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (value, text) in [
            (60.0, "60"),
            (2.5, "2.5"),
            (0.1 + 0.2, "0.3"),
            (200_000.0, "200000"),
            (-0.0, "0"),
            (12.10, "12.1"),
            (-3.0, "-3"),
            (-0.000_000_1, "0"),
            (1e15, "1000000000000000"),
            (999_999_999_999_999.0, "999999999999999"),
        ] {
            assert_eq!(show_number(value), text);
        }
    }
}
