//! The table of views.

/// The views in key order: the variant, its file in `src/tui/views/`, and the name of the command that opens it in
/// `[keys]` of config.toml. A view is added by its line here and its file there.
macro_rules! view_table {
    ($table:ident) => {
        $table! {
            /// 总览
            Overview, overview, "plans";
            /// 单位
            Units, units, "units";
            /// 阶段
            Phases, phases, "phases";
            /// 预警
            Alerts, alerts, "alerts";
            /// 指标
            Indicators, indicators, "indicators";
            /// 时间
            Timeline, timeline, "timeline";
            /// 变更
            Changes, changes, "changes";
        }
    };
}
pub(crate) use view_table;

macro_rules! define_views {
    ($($(#[$doc:meta])* $view:ident, $file:ident, $key:literal;)+) => {
        /// A view of the screen; the digits open them in this order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum View {
            $($(#[$doc])* $view,)+
        }

        impl View {
            /// Every view, in key order.
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$view),+];

            /// Returns the name of the command that opens it in config.toml.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$view => $key,)+
                }
            }
        }
    };
}
view_table!(define_views);

impl View {
    /// Returns its digit, the key that opens it unless the user chose another.
    pub fn digit(self) -> char {
        char::from(b'1' + self as u8)
    }
}
