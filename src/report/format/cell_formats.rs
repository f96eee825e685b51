//! Formats of the cells of a workbook: fonts, borders, alignment, the colours of lamps.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::plan::Lamp;
use crate::report::content::ColumnAlign;
use crate::text::Lang;

/// The formatting of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CellLook {
    Title,
    Subtitle,
    Heading,
    Text,
    Note,
    Header,
    Cell(CellKind, ColumnAlign, CellState),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    Words,
    /// Text that a spreadsheet would take for a formula if typed.
    Quoted,
    Number,
    Percent(u8),
    Date,
    Lamp(Lamp),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CellState {
    Plain,
    /// A cell of a row that is cut: its beginning is seen.
    Cut,
    Total,
    /// An input cell.
    Open,
}

/// Cell formats, each created once.
pub(super) struct CellFormats {
    base: Format,
    /// There are few: looking through them is faster than computing where one would be.
    made: Vec<(CellLook, Format)>,
}

impl CellFormats {
    pub(super) fn new(lang: Lang) -> Self {
        let base = Format::new().set_align(FormatAlign::VerticalCenter);
        Self {
            base: match lang.words().ledger.font {
                Some(font) => base.set_font_name(font).set_font_size(10.5),
                None => base,
            },
            made: Vec::new(),
        }
    }

    pub(super) fn get(&mut self, look: CellLook) -> &Format {
        let known = self.made.iter().position(|(known, _)| *known == look);
        let at = known.unwrap_or_else(|| {
            self.made.push((look, format(&self.base, look)));
            self.made.len() - 1
        });
        &self.made[at].1
    }
}

fn format(base: &Format, look: CellLook) -> Format {
    let base = base.clone();
    let (kind, align, state) = match look {
        CellLook::Title => return base.set_bold().set_font_size(16),
        CellLook::Heading => return base.set_bold().set_font_size(12),
        CellLook::Subtitle | CellLook::Note => {
            return base.set_font_color(Color::RGB(0x59_59_59));
        }
        CellLook::Text => return base.set_text_wrap(),
        CellLook::Header => {
            return base
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0xd9_e1_f2))
                .set_border(FormatBorder::Thin);
        }
        CellLook::Cell(kind, align, state) => (kind, align, state),
    };
    let base = base
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xa6_a6_a6))
        .set_text_wrap()
        .set_align(match align {
            ColumnAlign::Left => FormatAlign::Left,
            ColumnAlign::Centre => FormatAlign::Center,
            ColumnAlign::Right => FormatAlign::Right,
        });
    let base = match state {
        CellState::Plain => base,
        CellState::Cut => base.set_align(FormatAlign::Top),
        CellState::Total => base.set_bold(),
        CellState::Open => base
            .set_unlocked()
            .set_background_color(Color::RGB(0xff_f9_e5)),
    };
    match kind {
        CellKind::Words | CellKind::Number => base,
        CellKind::Quoted => base.set_quote_prefix(),
        CellKind::Percent(0) => base.set_num_format("0%"),
        CellKind::Percent(decimals) => {
            base.set_num_format(format!("0.{}%", "0".repeat(decimals.into())))
        }
        CellKind::Date => base.set_num_format("yyyy-mm-dd"),
        CellKind::Lamp(lamp) => {
            let (ground, ink) = lamp_colours(lamp);
            base.set_background_color(Color::RGB(ground))
                .set_font_color(Color::RGB(ink))
        }
    }
}

fn lamp_colours(lamp: Lamp) -> (u32, u32) {
    match lamp {
        Lamp::Red => (0xff_c7_ce, 0x9c_00_06),
        Lamp::Yellow => (0xff_eb_9c, 0x7f_60_00),
        Lamp::Green => (0xc6_ef_ce, 0x00_61_00),
        Lamp::Grey => (0xed_ed_ed, 0x40_40_40),
        Lamp::Done => (0xdd_eb_f7, 0x1f_4e_78),
        Lamp::Closed => (0xbd_d7_ee, 0x1f_4e_78),
        Lamp::Stopped => (0xd9_d9_d9, 0x40_40_40),
    }
}
