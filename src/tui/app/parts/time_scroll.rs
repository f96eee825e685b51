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

/// The zoom of the timeline, and how far it was moved.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TimeScroll {
    pub(crate) zoom: Zoom,
    /// The columns by which it was moved, into the future if positive.
    pub(crate) shift: i32,
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_zoom_forgets_how_far_it_was_moved() {
        let mut time = TimeScroll {
            shift: 2,
            ..TimeScroll::default()
        };
        time.next_zoom();
        assert_eq!((time.zoom, time.shift), (Zoom::Month, 0));
        time.next_zoom();
        time.next_zoom();
        assert_eq!(time.zoom, Zoom::Quarter);
    }
}
