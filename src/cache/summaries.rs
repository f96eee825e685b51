//! The summaries of all plans on one day in a single file, so that hundreds of plans are listed without
//! opening any.

use std::collections::HashMap;

use crate::plan::{Day, PhaseSummary, PlanState, Summary, Tally};
use crate::store::{FileStamps, PlanFiles, StampKey};

use super::Cache;
use super::packed::{Packed, packed_struct};
use super::reader::ByteReader;

packed_struct! {
    Summary {
        short, title, number, issuer, draft, state, never_reported, tally, phases, next_due,
    }
    PhaseSummary { name, window, tally }
}

impl Packed for PlanState {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            Self::NotStarted => out.push(0),
            Self::InForce => out.push(1),
            Self::Ended(days) => {
                out.push(2);
                days.pack(out);
            }
        }
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(Self::NotStarted),
            1 => Some(Self::InForce),
            2 => i64::unpack(from).map(Self::Ended),
            _ => None,
        }
    }
}

impl Packed for Tally {
    fn pack(&self, out: &mut Vec<u8>) {
        for count in self.counts() {
            u64::from(*count).pack(out);
        }
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        let mut counts = *Self::default().counts();
        for count in &mut counts {
            *count = u64::unpack(from)?.try_into().ok()?;
        }
        Some(Self::from_counts(counts))
    }
}

/// The cached summaries of one day.
#[derive(Debug, Default)]
pub struct Summaries {
    of: HashMap<String, ([StampKey; 2], Summary)>,
}

impl Summaries {
    /// Reads the summaries cached for the day; empty if the cache is of another day.
    pub fn kept(cache: &Cache, as_of: Day) -> Self {
        let read = |body: &[u8]| {
            let from = &mut ByteReader::new(body);
            if Day::unpack(from)? != as_of {
                return None;
            }
            let of = HashMap::unpack(from)?;
            from.is_at_end().then_some(Self { of })
        };
        cache.read_summaries(read).unwrap_or_default()
    }

    /// Returns the number of summaries.
    pub(crate) fn len(&self) -> usize {
        self.of.len()
    }

    /// Returns a plan's summary if its files still match `stamps`.
    pub fn get(&self, files: &PlanFiles, stamps: FileStamps) -> Option<&Summary> {
        let (kept, summary) = self.of.get(&files.id)?;
        (*kept == stamps.keys()?).then_some(summary)
    }

    /// Caches the summaries of a day, of plans whose files have settled; failures are ignored.
    pub fn keep<'a>(
        cache: &Cache,
        as_of: Day,
        all: impl Iterator<Item = (&'a PlanFiles, FileStamps, &'a Summary)>,
    ) {
        let settled: Vec<_> = all
            .filter(|(_, stamps, _)| cache.has_settled(*stamps))
            .filter_map(|(files, stamps, summary)| Some((files, stamps.keys()?, summary)))
            .collect();
        let mut body = Vec::new();
        as_of.pack(&mut body);
        settled.len().pack(&mut body);
        for (files, stamps, summary) in settled {
            files.id.pack(&mut body);
            stamps.pack(&mut body);
            summary.pack(&mut body);
        }
        cache.keep_summaries(&body);
    }
}
