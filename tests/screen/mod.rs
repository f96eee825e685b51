//! The screen, whole: keys in, screens out.

mod views;
