//! The part of time that the timeline shows, and its zoom.

/// The width of a column of the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Zoom {
    /// A quarter.
    #[default]
    Quarter,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// The zoom of the timeline, and the columns by which it was moved.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TimeScroll {
    zoom: Zoom,
    shift: i32,
}

impl TimeScroll {
    /// Goes to the next zoom, with the as-of day in view again.
    pub(crate) fn next_zoom(&mut self) {
        self.zoom = match self.zoom {
            Zoom::Quarter => Zoom::Month,
            Zoom::Month => Zoom::Year,
            Zoom::Year => Zoom::Quarter,
        };
        self.shift = 0;
    }

    /// Moves by some columns, into the future if positive.
    pub(crate) fn shift(&mut self, columns: i32) {
        self.shift += columns;
    }

    /// Returns the zoom.
    pub(crate) fn zoom(self) -> Zoom {
        self.zoom
    }

    /// Returns the columns by which it was moved.
    pub(crate) fn shifted(self) -> i32 {
        self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_zoom_forgets_how_far_it_was_moved() {
        let mut time = TimeScroll::default();
        time.shift(3);
        time.shift(-1);
        assert_eq!((time.zoom(), time.shifted()), (Zoom::Quarter, 2));
        time.next_zoom();
        assert_eq!((time.zoom(), time.shifted()), (Zoom::Month, 0));
        time.next_zoom();
        time.next_zoom();
        assert_eq!(time.zoom(), Zoom::Quarter);
    }
}
