//! Prints a reading.
#![allow(clippy::print_stdout)]
fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().unwrap_or_default();
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let source = duban::document::SourceText::from_plain(&text);
    let read = duban::document::read_document(&source);
    println!("{:?} {:?}", read.head, read.body);
    let name = |list: &[usize]| {
        list.iter()
            .map(|u| read.units[*u].name.clone())
            .collect::<Vec<_>>()
            .join("、")
    };
    for entry in &read.entries {
        println!(
            "{} {} [{}] {} L{} | 牵头 {} | 配合 {} | 指 {} | {:?}",
            if entry.is_item { "·" } else { "#" },
            entry.id,
            entry.no,
            entry.heading,
            entry.line_no,
            name(&entry.lead),
            name(&entry.support),
            name(&entry.guide),
            entry.due
        );
        for aim in &entry.aims {
            println!(
                "      aim {} {:?} {} {:?} {} {:?} {:?}",
                aim.name, aim.op, aim.value, aim.max, aim.unit, aim.every, aim.by
            );
        }
        for d in &entry.deadlines {
            println!(
                "      due {} {:?} {:?} [{}]",
                d.title, d.due, d.every, d.words
            );
        }
    }
    for i in &read.indicators {
        println!(
            "ind {} {:?} L{}",
            i.name,
            i.aims
                .iter()
                .map(|a| (a.op, a.value, a.unit.clone(), a.by))
                .collect::<Vec<_>>(),
            i.line_no
        );
    }
    for p in &read.phases {
        println!("phase {p:?}");
    }
    for d in &read.doubts {
        println!("doubt {d:?}");
    }
}
