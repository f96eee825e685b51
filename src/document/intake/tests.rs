//! Tests of taking in files of all formats.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::*;

/// Makes a packed file of these parts.
pub(super) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn error(name: &str, bytes: &[u8]) -> IntakeError {
    receive(name, bytes).map(|intake| intake.text).unwrap_err()
}

fn body(size: u64) -> String {
    let paragraph = "<w:p><w:r><w:t>a</w:t></w:r></w:p>";
    let count = size as usize / paragraph.len() + 1;
    format!(
        "<w:document xmlns:w='w'><w:body>{}</w:body></w:document>",
        paragraph.repeat(count)
    )
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let blanks = " ".repeat(1 << 18);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    writer
        .write_all(b"<w:document xmlns:w='w'><w:body><w:p>")
        .unwrap();
    for _ in 0..=limits::PART_BYTES / (1 << 18) {
        writer.write_all(blanks.as_bytes()).unwrap();
        writer.write_all(b"</w:p><w:p>").unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(matches!(
        error("a.docx", &bytes),
        IntakeError::TooLarge { .. }
    ));
    // The same as a workbook: calamine never sees it.
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in ["xl/workbook.xml", "xl/a.xml", "xl/b.xml"] {
        writer
            .start_file(part, SimpleFileOptions::default())
            .unwrap();
        for _ in 0..limits::PART_BYTES / (1 << 18) - 1 {
            writer.write_all(blanks.as_bytes()).unwrap();
        }
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(matches!(
        error("a.xlsx", &bytes),
        IntakeError::TooLarge { .. }
    ));
}

#[test]
fn a_document_that_was_cut_is_damaged_not_half_read() {
    let whole = packed(&[("word/document.xml", &body(10_000))]);
    assert!(receive("a.docx", &whole).is_ok());
    for cut in [10, whole.len() / 2, whole.len() - 1] {
        let error = error("a.docx", &whole[..cut]);
        assert!(
            matches!(error, IntakeError::Damaged { .. }),
            "{cut}: {error}"
        );
    }
    let mut broken = whole.clone();
    for byte in &mut broken[60..90] {
        *byte ^= 0x5a;
    }
    assert!(matches!(
        error("a.docx", &broken),
        IntakeError::Damaged { .. }
    ));
}

#[test]
fn what_is_encrypted_is_said_to_be() {
    let mut office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    office.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(matches!(
        error("a.docx", &office),
        IntakeError::Encrypted(_)
    ));
    // The bit that says so, in both heads of the part.
    let mut bytes = packed(&[("word/document.xml", &body(100))]);
    let central = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[central + 8] |= 1;
    assert!(matches!(error("a.docx", &bytes), IntakeError::Encrypted(_)));
}

#[test]
fn what_holds_no_text_is_said_to_hold_none() {
    assert!(matches!(error("a.txt", b""), IntakeError::Empty));
    assert!(matches!(
        error("a.txt", " \n\u{3000}\n".as_bytes()),
        IntakeError::Empty
    ));
    assert!(matches!(
        error("a.png", b"\x89PNG\r\n\x1a\n"),
        IntakeError::Picture(_)
    ));
    let scan = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:drawing><a:blip xmlns:a='a'/></w:drawing></w:r></w:p></w:body></w:document>";
    let scan = packed(&[("word/document.xml", scan)]);
    assert!(matches!(error("a.docx", &scan), IntakeError::Picture(_)));
    assert!(matches!(
        error("a.zip", &packed(&[("a", "b")])),
        IntakeError::Unknown(_)
    ));
}

#[test]
fn random_bytes_end_in_an_answer() {
    let heads: [&[u8]; 8] = [
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<html>",
        b"\xff\xfe",
        b"# ",
        "一、".as_bytes(),
        b"a,b\n\"",
    ];
    let names = [
        "a.txt", "a.docx", "a.xlsx", "a.xls", "a.ods", "a.html", "a.md", "a.csv",
    ];
    let mut state = 7_u64;
    for round in 0..400 {
        let mut bytes = heads[round % heads.len()].to_vec();
        for _ in 0..round * 7 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let byte = (state >> 33) as u8;
            // Half of them printable, so that some get further.
            bytes.push(if round % 3 == 0 { byte } else { byte % 96 + 32 });
        }
        let name = names[round / heads.len() % names.len()];
        if format_of(name, &bytes) == FileFormat::Pdf {
            continue;
        }
        if let Ok(intake) = receive(name, &bytes) {
            assert!(
                intake
                    .text
                    .lines
                    .iter()
                    .all(|line| line.bold <= line.text.len())
            );
        }
    }
}

#[test]
fn a_formula_workbook_with_a_far_cell_is_bounded() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>
        <row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>y</t></is></c></row></sheetData></worksheet>"#;
    let bytes = packed(&workbook_parts(sheet));
    let error = error("a.xlsx", &bytes);
    assert!(matches!(error, IntakeError::TooMany { .. }), "{error}");
}

/// Makes the parts of a workbook with one sheet.
fn workbook_parts(sheet: &str) -> Vec<(&str, &str)> {
    vec![
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="任务" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ]
}

#[test]
fn a_workbook_has_its_merged_cells_filled() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>任务分解表</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>序号</t></is></c><c r="B3" t="inlineStr"><is><t>时间节点</t></is></c></row>
        <row r="4"><c r="B4" t="inlineStr"><is><t>启动</t></is></c><c r="C4" t="inlineStr"><is><t>完成</t></is></c></row>
        <row r="5"><c r="A5"><v>1</v></c><c r="B5"><v>2.5</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/></mergeCells></worksheet>"#;
    let intake = receive("a.xlsx", &packed(&workbook_parts(sheet))).unwrap();
    let table = &intake.text.tables[0];
    assert_eq!(table.name.as_deref(), Some("任务"));
    let lines = table.rows.iter().map(|row| row.line_no);
    let rows: Vec<_> = lines.zip(table.texts()).collect();
    assert_eq!(
        rows,
        [
            (1, vec!["任务分解表"; 3]),
            (3, vec!["序号", "时间节点", "时间节点"]),
            (4, vec!["序号", "启动", "完成"]),
            (5, vec!["1", "2.5", ""]),
        ]
    );
}

#[test]
fn a_cell_that_shows_percent_is_read_as_it_shows() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="2"><c r="B2"><v>0.6</v></c><c r="C2" s="1"><v>0.6</v></c><c r="D2" s="2"><v>7.0000000000000007E-2</v></c>
        <c r="E2" s="3"><v>0.985</v></c><c r="F2" s="1" t="inlineStr"><is><t>达到60%</t></is></c></row></sheetData></worksheet>"#;
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <numFmts count="1"><numFmt numFmtId="170" formatCode="0.0%;[Red]\-0.0%"/></numFmts>
        <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs></styleSheet>"#;
    let mut parts = workbook_parts(sheet);
    parts.push(("xl/styles.xml", styles));
    let intake = receive("a.xlsx", &packed(&parts)).unwrap();
    let cells = &intake.text.tables[0].rows[0].cells;
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["0.6", "60%", "7%", "98.5%", "达到60%"]);
}

#[test]
fn texts_made_to_be_slow_are_not() {
    let begun = std::time::Instant::now();
    for (piece, count) in [
        ("序号\n任务\n单位\n1\n", 20_000),
        ("索引号： ", 60_000),
        ("一、甲", 60_000),
        ("（（（（", 60_000),
        ("<table><tr><td>甲</td>", 3_000),
        ("重复的一行文字，重复的一行文字。\n", 30_000),
        ("**甲", 20_000),
        ("1", 100_000),
        ("类型\n\n序号\n\n任务\n\n单位\n\n1\n\n", 2_000),
    ] {
        for name in ["a.txt", "a.html", "a.md", "a.csv"] {
            // A bounded refusal is an answer too.
            let _ = receive(name, piece.repeat(count).as_bytes());
        }
    }
    assert!(
        begun.elapsed() < std::time::Duration::from_secs(120),
        "{:?}",
        begun.elapsed()
    );
}
