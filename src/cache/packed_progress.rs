//! Encoding of progress.

use chrono::DateTime;

use crate::plan::{Entry, Moment, Progress, Reminder, Status, Withdrawn};

use super::packed::{Packed, packed_choice, packed_struct};
use super::reader::ByteReader;

packed_struct! {
    Progress { since, milestones, indicators }
    Entry {
        at, on, by, of, who, status, value, add, text, problem, next, reason, evidence, postpone,
        approved_by, remind, correct, withdraw, source,
    }
}

packed_choice! {
    Status: Status::ALL;
    Reminder: Reminder::ALL;
    Withdrawn: Withdrawn::ALL;
}

impl Packed for Moment {
    fn pack(&self, out: &mut Vec<u8>) {
        let Self { local, offset } = self;
        local.and_utc().timestamp().pack(out);
        offset.pack(out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        Some(Self {
            local: DateTime::from_timestamp(Packed::unpack(from)?, 0)?.naive_utc(),
            offset: Packed::unpack(from)?,
        })
    }
}
