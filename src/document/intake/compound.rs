//! A compound file (OLE2): the small file system in which Office before 2007 kept its documents.

/// Bytes of the header that the first sector follows, where sectors are not larger.
const HEADER: usize = 512;

/// Bytes of a directory entry.
const ENTRY: usize = 128;

/// A shorter stream lies in the mini stream.
const MINI_STREAM_BELOW: usize = 4096;

/// The greatest number that names a sector; those above it end a chain or say that a sector is free.
const LAST_SECTOR: u32 = 0xFFFF_FFF9;

/// Sectors of one size, each chained to the next.
struct Chains<'f> {
    sectors: &'f [u8],
    size: usize,
    next: Vec<u32>,
}

impl Chains<'_> {
    /// Returns the bytes of the chain that begins at a sector.
    fn read(&self, first: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = first;
        // A chain that comes back to itself has more links than there are sectors.
        for _ in 0..=self.next.len() {
            if sector > LAST_SECTOR {
                return Some(bytes);
            }
            let at = (sector as usize).checked_mul(self.size)?;
            bytes.extend(self.sectors.get(at..)?.iter().take(self.size));
            sector = *self.next.get(sector as usize)?;
        }
        None
    }
}

/// Returns the bytes of the first of the named streams that a compound file has.
pub(crate) fn stream(file: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let size = 1_usize.checked_shl(u32::from(u16_at(file, 30)?))?;
    if !matches!(size, 512 | 4096) {
        return None;
    }
    let sectors = Chains {
        sectors: file.get(HEADER.max(size)..)?,
        size,
        next: sector_table(file, size)?,
    };
    let directory = sectors.read(u32_at(file, 48)?)?;
    let entries = || directory.chunks_exact(ENTRY);
    let entry = names
        .iter()
        .find_map(|name| entries().find(|entry| is_named(entry, name)))?;
    let (first, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    let mut bytes = if length < MINI_STREAM_BELOW {
        let mini = Chains {
            sectors: &sectors.read(u32_at(entries().next()?, 116)?)?,
            size: 64,
            next: numbers(&sectors.read(u32_at(file, 60)?)?).collect(),
        };
        mini.read(first)?
    } else {
        sectors.read(first)?
    };
    bytes.truncate(length);
    Some(bytes)
}

/// Returns what follows each sector: the sectors that hold this table are listed in the header, and in sectors of their own
/// where they are many.
fn sector_table(file: &[u8], size: usize) -> Option<Vec<u32>> {
    let sector = |number: u32| {
        let at = (number as usize).checked_add(1)?.checked_mul(size)?;
        file.get(at..at.checked_add(size)?)
    };
    let mut holders: Vec<u32> = numbers(file.get(76..HEADER)?).collect();
    let mut more = u32_at(file, 68)?;
    while more <= LAST_SECTOR && holders.len() <= file.len() / size {
        let mut listed: Vec<u32> = numbers(sector(more)?).collect();
        more = listed.pop()?;
        holders.append(&mut listed);
    }
    let holders = holders.into_iter().filter(|holder| *holder <= LAST_SECTOR);
    let mut table = Vec::new();
    for holder in holders.take(file.len() / size) {
        table.extend(numbers(sector(holder)?));
    }
    Some(table)
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let length = usize::from(u16_at(entry, 64).unwrap_or_default());
    let stored = entry[..64].chunks_exact(2).take(length / 2);
    let stored = stored.map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    stored.eq(name.encode_utf16().chain([0]))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// Returns the little-endian number of two bytes at a place.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

/// Returns the little-endian number of four bytes at a place.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// Makes a compound file with one stream, for tests: header, table, directory, stream; a short one in the mini stream.
#[cfg(test)]
pub(crate) fn compound_file(name: &str, stream: &[u8]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let is_mini = stream.len() < MINI_STREAM_BELOW;
    let count = stream.len().div_ceil(512) as u32;
    let mut file = vec![0; HEADER];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    file[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    let set = |file: &mut Vec<u8>, at: usize, value: u32| {
        file[at..at + 4].copy_from_slice(&value.to_le_bytes());
    };
    // Sector 0 is the table, 1 the directory, 2 the table of the mini stream; the stream follows.
    set(&mut file, 44, 1);
    set(&mut file, 48, 1);
    set(&mut file, 56, MINI_STREAM_BELOW as u32);
    set(&mut file, 60, if is_mini { 2 } else { END });
    set(&mut file, 64, u32::from(is_mini));
    set(&mut file, 68, END);
    file[76..HEADER].fill(0xff);
    set(&mut file, 76, 0);
    let chain = |first: u32, count: u32| {
        (1..=count).map(move |nth| if nth == count { END } else { first + nth })
    };
    let padded = |numbers: Vec<u32>| {
        let free = std::iter::repeat(FREE);
        let all = numbers.into_iter().chain(free).take(128);
        all.flat_map(u32::to_le_bytes).collect::<Vec<u8>>()
    };
    file.extend(padded(
        [0xFFFF_FFFD, END, END]
            .into_iter()
            .chain(chain(3, count))
            .collect(),
    ));
    let entry = |name: &str, kind: u8, first: u32, length: usize| {
        let mut entry = vec![0; ENTRY];
        let stored: Vec<u8> = name
            .encode_utf16()
            .chain([0])
            .flat_map(u16::to_le_bytes)
            .collect();
        entry[..stored.len()].copy_from_slice(&stored);
        entry[64] = stored.len() as u8;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&first.to_le_bytes());
        entry[120..124].copy_from_slice(&(length as u32).to_le_bytes());
        entry
    };
    let (root, own) = if is_mini { (3, 0) } else { (END, 3) };
    let length = if is_mini { count as usize * 512 } else { 0 };
    file.extend(entry("Root Entry", 5, root, length));
    file.extend(entry(name, 2, own, stream.len()));
    file.resize(HEADER + 2 * 512, 0);
    file.extend(padded(
        chain(0, stream.len().div_ceil(64).min(128) as u32).collect(),
    ));
    file.extend(stream);
    file.resize(file.len().next_multiple_of(512), 0);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_read_by_its_name_long_or_short() {
        for length in [0, 63, 64, 4095, 4096, 20_000] {
            let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let file = compound_file("Book", &bytes);
            assert_eq!(stream(&file, &["Workbook", "Book"]), Some(bytes));
            assert_eq!(stream(&file, &["Workbook"]), None);
        }
    }

    #[test]
    fn a_damaged_file_ends() {
        let file = compound_file("Book", &vec![7; 20_000]);
        for length in (0..file.len()).step_by(97) {
            let _ = stream(&file[..length], &["Book"]);
        }
        // The stream's second sector is followed by its first.
        let mut looped = file.clone();
        looped[HEADER + 4 * 4..HEADER + 5 * 4].copy_from_slice(&3_u32.to_le_bytes());
        assert_eq!(stream(&looped, &["Book"]), None);
    }
}
