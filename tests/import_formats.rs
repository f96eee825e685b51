//! The same document in whatever file it comes gives the same plan. The document is invented.

use std::io::{Cursor, ErrorKind, Write};
use std::process::{Command, Stdio};

use duban::document::intake::receive;
use duban::document::read_document;
use duban::import::{DraftOptions, draft};
use duban::text::Lang;
use zip::write::SimpleFileOptions;

use crate::common::skip;

/// A paragraph: the level that it is numbered on, and its text without the number.
const PARAGRAPHS: &[(Option<usize>, &str)] = &[
    (None, "虚构县全民科学素质行动实施方案"),
    (None, "（2024—2025年）"),
    (
        None,
        "为贯彻落实上级部署，推动全县科学普及工作再上新台阶，结合本县实际情况，经县人民政府研究同意，特制定本实施方案，请认真组织实施。",
    ),
    (Some(0), "总体目标"),
    (
        None,
        "到2025年，全县公民具备科学素质的比例达到15%以上，科普设施的覆盖面和服务能力明显提高，科学普及与科技创新协同发展的机制基本形成。",
    ),
    (Some(0), "重点任务"),
    (Some(1), "青少年科学素质提升行动"),
    (
        Some(2),
        "加强学校科技教育。开齐开足科学类课程，到2025年底前建成科技教育特色学校60所，每所学校至少有一名专职或兼职的科技辅导员。（责任单位：县教育局、县科协）",
    ),
    (
        Some(2),
        "开展科普进校园活动。组织科技工作者进校园宣讲，每年举办不少于20场，覆盖全部乡镇中心小学和初级中学。（县科协牵头，县教育局配合）",
    ),
    (Some(1), "农民科学素质提升行动"),
    (
        Some(2),
        "实施高素质农民培育计划。面向种养大户、家庭农场和合作社带头人开展实用技术培训，到2025年累计培训农民3000人次。（责任单位：县农业农村局）",
    ),
    (Some(0), "保障措施"),
    (
        Some(1),
        "加强组织领导。各乡镇、各有关部门要把科学素质建设摆上重要位置，明确分管领导和具体责任人员，定期研究解决工作中的困难和问题。",
    ),
];

/// The paragraphs with the numbers that an office writes before them.
fn numbered() -> Vec<String> {
    let mut counts = [0_usize; 3];
    let chinese = ["一", "二", "三"];
    PARAGRAPHS
        .iter()
        .map(|(level, text)| {
            let Some(level) = *level else {
                return (*text).to_owned();
            };
            counts[level] += 1;
            counts[level + 1..].fill(0);
            let count = counts[level];
            match level {
                0 => format!("{}、{text}", chinese[count - 1]),
                1 => format!("（{}）{text}", chinese[count - 1]),
                _ => format!("{count}.{text}"),
            }
        })
        .collect()
}

/// The plan that comes out, whatever lines its doubts name.
fn plan(name: &str, bytes: &[u8]) -> String {
    let intake = receive(name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    let read = read_document(&intake.text);
    let options = DraftOptions {
        id: "xuxian",
        file: "x",
        sha256: "0",
        year: 2026,
        with_text: true,
        words: Lang::Zh.words(),
    };
    let plan = draft(&read, &options).unwrap().plan;
    plan.lines()
        .map(|line| match line.strip_prefix("# doubt: [") {
            Some(doubt) => format!("# doubt: {}\n", doubt.trim_start_matches(|c| c != ' ')),
            None => format!("{line}\n"),
        })
        .collect()
}

fn text() -> String {
    numbered().join("\n") + "\n"
}

/// As Word writes it: no number stands in the text.
fn docx() -> Vec<u8> {
    let paragraphs: Vec<(Option<usize>, String)> = PARAGRAPHS
        .iter()
        .map(|(level, text)| (*level, (*text).to_owned()))
        .collect();
    docx_of(&paragraphs)
}

/// A Word file of paragraphs, numbered by Word where they have a level.
fn docx_of(paragraphs: &[(Option<usize>, String)]) -> Vec<u8> {
    let paragraph = |(level, text): &(Option<usize>, String)| {
        let list = level.map_or_else(String::new, |level| {
            format!(
                r#"<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>"#
            )
        });
        format!(r#"<w:p>{list}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
    };
    let body: String = paragraphs.iter().map(paragraph).collect();
    const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let level = |level: usize, format: &str, pattern: &str| {
        format!(
            r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>"#
        )
    };
    let levels = level(0, "chineseCounting", "%1、")
        + &level(1, "chineseCounting", "（%2）")
        + &level(2, "decimal", "%3.");
    let parts = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "word/_rels/document.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#.to_owned(),
        ),
        ("word/document.xml", format!(r#"<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>"#)),
        (
            "word/numbering.xml",
            format!(
                r#"<?xml version="1.0"?><w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
            ),
        ),
    ];
    zipped(&parts)
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn html() -> String {
    let paragraphs: String = numbered()
        .iter()
        .map(|text| format!("<p>&emsp;&emsp;<span>{text}</span></p>\n"))
        .collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>虚构县政府网</title><script>var a = 1;</script></head><body>\
         <div class=\"top-nav\"><a href=\"/\">首页</a> <a href=\"/zw\">政务公开</a></div>\
         <table><tr><td>索 引 号：</td><td>XX-01</td></tr><tr><td>主题分类：</td><td>科技</td></tr></table>\
         <div class=\"article\">{paragraphs}</div><p>扫一扫在手机打开当前页</p>\
         <div><a href=\"1\">上一篇：甲</a><a href=\"2\">下一篇：乙</a></div><p>版权所有：虚构县人民政府</p></body></html>"
    )
}

fn markdown() -> String {
    let line = |text: String| {
        if text.contains('、') && text.chars().nth(1) == Some('、') {
            format!("## {text}\n\n")
        } else if text.starts_with(|c: char| c.is_ascii_digit()) {
            text.replacen('.', ". ", 1) + "\n"
        } else {
            text + "\n\n"
        }
    };
    numbered().into_iter().map(line).collect()
}

/// Cut at a fixed width, each page with its number.
fn wrapped(columns: usize, indent: &str) -> String {
    let mut lines = Vec::new();
    for paragraph in numbered() {
        let mut line = indent.to_owned();
        for c in paragraph.chars() {
            if unicode_width::UnicodeWidthStr::width(line.as_str()) + 2 > columns {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
        lines.push(line);
    }
    let mut pages = String::new();
    for (nth, page) in lines.chunks(12).enumerate() {
        pages += &page.join("\n");
        pages += &format!("\n— {} —\n\u{c}", nth + 1);
    }
    pages
}

#[test]
fn every_format_gives_the_same_plan() {
    let text = text();
    let expected = plan("a.txt", text.as_bytes());
    assert_eq!(expected.matches("[[action]]").count(), 4, "{expected}");
    assert!(
        expected.contains("value = 60") && expected.contains("县农业农村局"),
        "{expected}"
    );
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&text);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let blanks = text.replace('\n', "\r\n\r\n\u{3000}\u{3000}");
    let twice = format!(
        "{}\n{text}",
        text.chars()
            .take(text.chars().count() * 2 / 3)
            .collect::<String>()
    );
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("gb.txt", gb18030.into_owned()),
        ("utf16.txt", utf16),
        ("blanks.txt", blanks.into_bytes()),
        ("twice.txt", twice.into_bytes()),
        ("word.docx", docx()),
        (
            "libreoffice.docx",
            include_bytes!("fixtures/import/libreoffice.docx").to_vec(),
        ),
        ("page.html", html().into_bytes()),
        ("a.md", markdown().into_bytes()),
        ("wrapped.txt", wrapped(60, "").into_bytes()),
        ("indented.txt", wrapped(72, "    ").into_bytes()),
    ];
    for (name, bytes) in files {
        assert_eq!(plan(name, &bytes), expected, "{name}");
    }
}

/// Writes the Word file that `LibreOffice` then read and saved as tests/fixtures/import/libreoffice.docx.
#[test]
#[ignore = "makes a fixture: DUBAN_FIXTURE=FILE"]
fn word_file() {
    let path = std::env::var("DUBAN_FIXTURE").unwrap();
    std::fs::write(path, docx()).unwrap();
}

/// What `LibreOffice` makes of a file in another format; `None` where it is not installed.
fn converted(name: &str, bytes: &[u8], ending: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join(name);
    std::fs::write(&from, bytes).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.path().join("profile").display()
    );
    let ran = Command::new("soffice")
        .args([
            profile.as_str(),
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
        ])
        .arg(folder.path())
        .arg(&from)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match ran {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        ran => {
            assert!(ran.unwrap().success(), "{ending}");
            Some(std::fs::read(from.with_extension(ending)).unwrap())
        }
    }
}

#[test]
fn what_libreoffice_reads_gives_the_same_plan() {
    let expected = plan("a.txt", text().as_bytes());
    let typed: Vec<(Option<usize>, String)> =
        numbered().into_iter().map(|text| (None, text)).collect();
    // Of .rtf LibreOffice spoils the signs in Word's own numbers (三? for 三、); there the numbers are typed.
    for (name, from, ending) in [
        ("plan.docx", docx(), "doc"),
        ("plan.docx", docx(), "odt"),
        ("plan.docx", docx_of(&typed), "rtf"),
    ] {
        let Some(bytes) = converted(name, &from, ending) else {
            return skip("LibreOffice");
        };
        assert_eq!(plan(&format!("a.{ending}"), &bytes), expected, "{ending}");
        // WPS writes what Word of 1997 wrote.
        if ending == "doc" {
            assert_eq!(plan("a.wps", &bytes), expected);
        }
    }
}

/// A Word file whose headings have styles and no numbers.
#[test]
fn headings_of_word_without_numbers_are_headings() {
    let paragraph = |style: &str, text: &str| {
        let style = if style.is_empty() {
            String::new()
        } else {
            format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#)
        };
        format!("<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body: String = [
        ("", "虚构县就业促进工作方案"),
        ("h1", "重点任务"),
        ("h2", "扩大就业"),
        ("", "新增就业3000人。（责任单位：县人社局）"),
        ("h2", "提升技能"),
        ("", "培训800人次。（责任单位：县教育局）"),
        ("h1", "保障措施"),
        ("h2", "加强领导"),
        ("", "健全机制。"),
    ]
    .into_iter()
    .map(|(style, text)| paragraph(style, text))
    .collect();
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="h1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="h2"><w:name w:val="heading 2"/></w:style></w:styles>"#;
    let bytes = zipped(&[
        ("word/document.xml", document),
        ("word/styles.xml", styles.to_owned()),
    ]);
    let read = read_document(&receive("a.docx", &bytes).unwrap().text);
    let entries: Vec<(&str, &str, bool)> = read
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry.heading.as_str(), entry.is_item))
        .collect();
    assert_eq!(
        entries,
        [
            ("1", "重点任务", false),
            ("1.1", "扩大就业", true),
            ("1.2", "提升技能", true),
            ("2", "保障措施", false),
            ("2.1", "加强领导", true),
        ]
    );
    assert_eq!(read.entries[1].aims[0].printed, "3000人");
}

/// A workbook of two sheets, a list of tasks each, and one that is hidden.
#[test]
fn every_sheet_that_shows_is_read() {
    let sheet = |name: &str, unit: &str| {
        let rows = [
            ["序号", "重点任务", "牵头单位", "完成时限"],
            ["1", name, unit, "2024年6月底"],
        ];
        let rows: String = rows
            .iter()
            .enumerate()
            .map(|(at, cells)| {
                let cells: String = cells
                    .iter()
                    .zip('A'..)
                    .map(|(text, column)| {
                        format!(
                            r#"<c r="{column}{}" t="inlineStr"><is><t>{text}</t></is></c>"#,
                            at + 1
                        )
                    })
                    .collect();
                format!(r#"<row r="{}">{cells}</row>"#, at + 1)
            })
            .collect();
        format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
        )
    };
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><sheets><sheet name="就业" sheetId="1" r:id="r1"/><sheet name="体育" sheetId="2" r:id="r2"/><sheet name="旧稿" sheetId="3" state="hidden" r:id="r3"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Type="{OFFICE}/worksheet" Target="worksheets/sheet3.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            sheet("扩大就业规模", "县人社局"),
        ),
        (
            "xl/worksheets/sheet2.xml",
            sheet("建设体育公园", "县文体局"),
        ),
        ("xl/worksheets/sheet3.xml", sheet("作废的任务", "县档案馆")),
    ];
    let read = read_document(&receive("a.xlsx", &zipped(&parts)).unwrap().text);
    let items: Vec<&str> = read
        .entries
        .iter()
        .filter(|entry| entry.is_item)
        .map(|entry| entry.heading.as_str())
        .collect();
    assert_eq!(items, ["扩大就业规模", "建设体育公园"]);
    let units: Vec<&str> = read.units.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(units, ["县人社局", "县文体局"]);
}
