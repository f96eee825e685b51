/// When the lamps change; every office has its own rule, so it is data of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Yellow this many days before the due date (临期).
    pub soon_days: i64,
    /// Yellow when more than this many points short of the share of time that has passed (序时进度).
    pub behind_yellow: i64,
    /// Red when more than this many points short.
    pub behind_red: i64,
}

impl Default for Alert {
    fn default() -> Self {
        Self {
            soon_days: 7,
            behind_yellow: 10,
            behind_red: 30,
        }
    }
}
