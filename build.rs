//! Names the languages of the program: each file in `src/text/languages` is one, so that adding one is adding its file.

use std::error::Error;
use std::path::Path;
use std::{env, fs, io};

#[allow(clippy::print_stdout)] // so a build script speaks to cargo
fn main() -> Result<(), Box<dyn Error>> {
    let folder = "src/text/languages";
    println!("cargo::rerun-if-changed={folder}");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(folder);
    let files = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path()));
    let mut files: Vec<_> = files.collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|it| it == "rs"));
    files.sort();

    let (mut modules, mut table) = (String::new(), String::new());
    for file in &files {
        let key = file.file_stem().unwrap_or_default().to_string_lossy();
        let (first, rest) = key.split_at(1);
        let path = file.to_string_lossy();
        modules += &format!("#[path = {path:?}]\nmod {key};\n");
        table += &format!("    {}{rest} = {key};\n", first.to_uppercase());
    }
    let made = format!("{modules}\nlanguages! {{\n{table}}}\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("languages.rs"), made)?;
    Ok(())
}
