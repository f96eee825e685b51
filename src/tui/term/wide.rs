//! Wide characters in ratatui's buffer, which does not look after their second cell.

use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;

/// Blanks `area` for a pop-up, as ratatui's `Clear` does, and also a wide character that reaches into it from the left,
/// because its second half would cover the first column of the pop-up (ratatui#2526).
pub fn clear_area(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    for y in area.top()..area.bottom() {
        if area.left() > buffer.area.left() {
            let before = &mut buffer[(area.left() - 1, y)];
            if before.cell_width() > 1 {
                before.set_symbol(" ");
            }
        }
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
        }
    }
}

/// Makes every second cell of a wide character consistent before a frame is compared with the last one: it takes the
/// style of the character (ratatui#2652); a wide character whose second half something was drawn over, or that would
/// reach over the right edge, becomes a blank (ratatui#2526).
pub fn settle(buffer: &mut Buffer) {
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let cell = &buffer[(x, y)];
            let columns = cell.cell_width();
            if columns < 2 {
                x += 1;
                continue;
            }
            let style = cell.style();
            let end = x.saturating_add(columns);
            let whole = end <= area.right() && (x + 1..end).all(|x| buffer[(x, y)].symbol() == " ");
            if whole {
                for x in x + 1..end {
                    buffer[(x, y)].reset();
                    buffer[(x, y)].set_style(style);
                }
                x = end;
            } else {
                buffer[(x, y)].set_symbol(" ");
                x += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Style};

    fn buffer(text: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
        buffer.set_string(0, 0, text, Style::new());
        buffer
    }

    #[test]
    fn ratatui_2526_a_popup_leaves_no_half_character_at_its_left_edge() {
        for left in 1..6 {
            let mut buffer = buffer("中文字中文");
            clear_area(&mut buffer, Rect::new(left, 0, 4, 1));
            let before = &buffer[(left - 1, 0)];
            assert_eq!(before.cell_width(), 1, "left edge at {left}");
            for x in left..left + 4 {
                assert_eq!(buffer[(x, 0)].symbol(), " ");
            }
        }
    }

    #[test]
    fn ratatui_2526_what_is_drawn_over_half_a_character_is_seen() {
        let mut buffer = buffer("中文字");
        buffer[(3, 0)].set_symbol("|");
        settle(&mut buffer);
        assert_eq!(buffer[(2, 0)].symbol(), " ");
        assert_eq!(buffer[(3, 0)].symbol(), "|");
        assert_eq!(buffer[(0, 0)].symbol(), "中");
        buffer[(9, 0)].set_symbol("字");
        settle(&mut buffer);
        assert_eq!(buffer[(9, 0)].symbol(), " ");
    }

    #[test]
    fn ratatui_2652_the_second_cell_has_the_style_of_its_character() {
        let mut buffer = buffer("中");
        buffer.set_style(Rect::new(0, 0, 1, 1), Style::new().bg(Color::Blue));
        settle(&mut buffer);
        assert_eq!(buffer[(1, 0)].bg, Color::Blue);
        buffer.set_style(Rect::new(0, 0, 1, 1), Style::reset());
        settle(&mut buffer);
        assert_eq!(buffer[(1, 0)].bg, Color::Reset);
    }
}
