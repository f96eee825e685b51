//! The screen: state, update, views, and the thin backend that keeps bytes low.
