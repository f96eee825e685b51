//! Files and folders

use crate::text::Note;
use crate::text::words::files::{FileWords, Lost, OutputRefusal, UnfitFolder, missing_folder};
use crate::text::words::note;

pub(super) const FILES: FileWords = FileWords {
    replaced: |path| format!("replaced {}", path.display()),
    not_whole: |path| {
        format!(
            "not everything could be read; {} was not written",
            path.display()
        )
    },
    written: |path| format!("wrote {}", path.display()),
    no_output: |path, why| {
        let shown = path.display();
        match why {
            OutputRefusal::PlanFile => note!(
                "{shown} is a plan or a settings file, not a place for a result",
                "choose another file name"
            ),
            OutputRefusal::GitFile => note!(
                "{shown} belongs to git and is not a place for a result",
                "choose another folder"
            ),
            OutputRefusal::Device => note!(
                "{shown} is a device or a socket, not a file",
                "name a file; leave -o out to print the result or to pipe it"
            ),
            OutputRefusal::Folder => {
                note!("{shown} is a folder, not a file", "add the name of a file")
            }
            OutputRefusal::NoFolder => {
                let (folder, make) = missing_folder(path);
                Note::new(
                    format!(
                        "the folder {} for the result is not there",
                        folder.display()
                    ),
                    format!("make it with {make}, or check the path"),
                )
            }
            OutputRefusal::LinkToNothing => note!(
                "{shown} is a link to nothing",
                "remove the link, or choose another file name"
            ),
            OutputRefusal::NobodyReads => note!(
                "{shown} is a pipe that no program reads",
                "start the program that reads it first"
            ),
        }
    },
    unfit: |why| match why {
        UnfitFolder::NotOurs => "it is not this user's",
        UnfitFolder::OthersWrite => "others may write to it; chmod 700",
        UnfitFolder::Link => "it is a link",
        UnfitFolder::Shared => "the folder around it is somebody else's, or others may write to it",
    },
    not_used: |why| format!("not used: {why}"),
    config_syntax: "duban schema config lists every key with what it takes; docs/format.md#configtoml has an example",
    config_slip: |file| {
        Note::new(
            format!(
                "{} has an error, so it is not known who records; nothing was recorded",
                file.display()
            ),
            "correct what is shown above; duban config shows the settings as they are read",
        )
    },
    shared_by_whom: |file| {
        Note::new(
            format!(
                "several people use this account (shared = true in {}), and nobody said who records; nothing was recorded",
                file.display()
            ),
            "run it again with DUBAN_ACTOR=NAME before the command",
        )
    },
    config_unit: |unit, file, plan| {
        Note::new(
            format!(
                "the plan {plan} has no unit \"{unit}\", which {} names; nothing was recorded",
                file.display()
            ),
            "correct unit in that file, or name the unit with --by",
        )
    },
    config_slip_short: "config.toml has an error; nothing is recorded until it is corrected: duban config",
    lost: |path, lost| {
        let path = path.display();
        match lost {
            Lost::Group(group) => format!(
                "the group {group} of {path} could not be kept, because the writer is not a member: set the shared folder's group to be inherited (chmod g+s) and add the writer to the group"
            ),
            Lost::AccessList => {
                format!("the access list (ACL) of {path} could not be kept; check it with getfacl")
            }
            Lost::Links => {
                format!("{path} has other names (hard links), which still hold the old text")
            }
        }
    },
};
