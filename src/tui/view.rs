pub use crate::text::View;
