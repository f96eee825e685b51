//! How cost grows with the number of plans: measured, printed as a table, and drawn.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::frame::once;
use crate::generate::generate;
use crate::timing::{Spread, run_once};

const RUNS: usize = 5;
const NAMES: [(&str, &str); 5] = [
    ("load: overdue without a cache, ms", "#b03030"),
    ("overdue, ms", "#3060b0"),
    ("mark, ms", "#308040"),
    ("first frame, ms", "#a06010"),
    ("memory at the first frame, MiB", "#704090"),
];

/// Measures `duban` with each of these numbers of plans and draws the medians into `svg`, both axes by powers of ten.
pub(crate) fn growth(
    duban: &str,
    svg: &Path,
    counts: &[&str],
) -> Result<(), Box<dyn std::error::Error>> {
    let mut rows: Vec<(usize, [f64; 5])> = Vec::new();
    println!("| plans | {} |", NAMES.map(|(name, _)| name).join(" | "));
    println!("|---|---|---|---|---|---|");
    for count in counts {
        let count: usize = count.parse()?;
        let row = measure(duban, count)?;
        let cells = row.map(|value| format!("{value:.1}"));
        println!("| {count} | {} |", cells.join(" | "));
        rows.push((count, row));
    }
    fs::write(svg, drawing(&rows))?;
    Ok(())
}

fn measure(duban: &str, count: usize) -> Result<[f64; 5], Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    generate(count, folder.path())?;
    // Files that changed less than two seconds ago are not kept.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let plans = folder.path().join("plans");
    let cache = folder.path().join("cache");
    let nowhere = plans.join("county-0000/plan.toml");
    let with = |cache: &Path| {
        format!(
            "env XDG_CACHE_HOME={} XDG_STATE_HOME={} DUBAN_LANG=zh {duban} --plans {} --as-of 2024-06-30",
            cache.display(),
            folder.path().join("state").display(),
            plans.display()
        )
    };
    let median = |line: &str| {
        let took: Result<Vec<_>, _> = (1..=RUNS).map(|run| run_once(line, run)).collect();
        took.map(|took| Spread::of(&took).median)
    };
    let cold = median(&format!("{} overdue", with(&nowhere)))?;
    let program = with(&cache);
    run_once(&format!("{program} overdue"), 0)?;
    let overdue = median(&format!("{program} overdue"))?;
    let marked = median(&format!(
        "{program} mark county-0001:2.1/yearly@2025 doing --text {{}}"
    ))?;
    let mut frames = Vec::new();
    let mut memory = 0.0;
    for _ in 0..RUNS {
        let frame = once("东山东山0", &program)?;
        frames.push(frame.after);
        memory = frame.peak_mib;
    }
    Ok([cold, overdue, marked, Spread::of(&frames).median, memory])
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 440.0;
const EDGE: f64 = 50.0;

fn drawing(rows: &[(usize, [f64; 5])]) -> String {
    let most = rows.iter().flat_map(|(_, row)| *row).fold(10.0, f64::max);
    let plans = rows.iter().map(|(count, _)| *count).max().unwrap_or(10);
    let (top, right) = (most.log10().ceil(), (plans as f64).log10());
    let x = |count: f64| EDGE + count.log10() / right * (WIDTH - 2.0 * EDGE);
    let y = |value: f64| HEIGHT - EDGE - value.max(1.0).log10() / top * (HEIGHT - 2.0 * EDGE);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for power in 0..=top as i32 {
        let value = 10_f64.powi(power);
        let at = y(value);
        let _ = writeln!(
            svg,
            "<line x1=\"{EDGE}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/><text x=\"8\" y=\"{:.1}\">{value}</text>",
            WIDTH - EDGE,
            at + 4.0
        );
    }
    for (count, _) in rows {
        let at = x(*count as f64);
        let _ = writeln!(
            svg,
            "<text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{count}</text>",
            HEIGHT - EDGE + 18.0
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">plans of 150 milestones</text>",
        WIDTH / 2.0,
        HEIGHT - 12.0
    );
    for (line, (name, colour)) in NAMES.iter().enumerate() {
        let points: Vec<String> = rows
            .iter()
            .map(|(count, row)| format!("{:.1},{:.1}", x(*count as f64), y(row[line])))
            .collect();
        let _ = writeln!(
            svg,
            "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{}\"/><text x=\"{}\" y=\"{}\" fill=\"{colour}\">{name}</text>",
            points.join(" "),
            EDGE + 12.0,
            20 + line * 16
        );
    }
    svg.push_str("</svg>\n");
    svg
}
