//! The attributes that .gitattributes give paths.

use super::process::Call;
use super::{GitFault, Repository};

/// One attribute of a path.
pub(crate) struct PathAttribute {
    /// The path from the repository's top.
    pub(crate) path: Vec<u8>,
    /// `set`, `unset`, `unspecified`, or what it is set to.
    pub(crate) value: Vec<u8>,
}

impl Repository {
    /// Returns, for each of the paths from the repository's top, each attribute asked for.
    pub(crate) fn attributes<'p>(
        &self,
        names: &[&str],
        paths: impl Iterator<Item = &'p [u8]>,
    ) -> Result<Vec<PathAttribute>, GitFault> {
        let mut input = Vec::new();
        for path in paths {
            input.extend_from_slice(path);
            input.push(0);
        }
        if input.is_empty() {
            return Ok(Vec::new());
        }
        let mut call = Call::new(["check-attr", "-z", "--stdin"]);
        for name in names {
            call = call.with(name);
        }
        let out = self.git().read(call.input(input))?;
        // The path, the attribute and its value, each ended by a NUL byte.
        let fields: Vec<&[u8]> = out.split(|byte| *byte == 0).collect();
        let found = fields.chunks_exact(3).map(|fields| PathAttribute {
            path: fields[0].to_vec(),
            value: fields[2].to_vec(),
        });
        Ok(found.collect())
    }
}
