//! Tests of reading Word documents.

use super::*;
use crate::document::Covered;
use crate::document::intake::passage::{tables, texts};
use crate::document::intake::tests::packed;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  </w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num></w:numbering>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="H1"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>
  <w:style w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>"#;

fn word(body: &str) -> WordText {
    let document =
        format!(r#"<w:document xmlns:w="w" xmlns:m="m"><w:body>{body}</w:body></w:document>"#);
    let bytes = packed(&[
        ("word/document.xml", &document),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", STYLES),
    ]);
    read(&bytes).unwrap()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn numbers_that_word_makes_stand_before_the_text() {
    let list = |level: usize, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let heading = r#"<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>重点</w:t></w:r></w:p>"#;
    let out = r#"<w:p><w:pPr><w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>附则</w:t></w:r></w:p>"#;
    let body = [
        &list(0, "总体"),
        &list(1, "甲"),
        &list(1, "乙"),
        heading,
        &list(1, "丙"),
        out,
    ]
    .map(str::to_owned);
    let word = word(&body.concat());
    assert_eq!(
        texts(&word.passages),
        [
            "一、总体", "（一）甲", "（二）乙", "二、重点", "（一）丙", "附则"
        ]
    );
    assert_eq!(word.numbered, 5);
    let line = word.passages[3].line().unwrap();
    assert_eq!((line.heading_level, line.bold), (Some(1), line.text.len()));
    assert_eq!(line.line_no, 4);
}

#[test]
fn a_document_is_read_as_if_all_changes_were_taken() {
    let body = concat!(
        "<w:p><w:r><w:t>到</w:t></w:r><w:ins><w:r><w:t>2025年</w:t></w:r></w:ins>",
        "<w:del><w:r><w:delText>2024年</w:delText></w:r></w:del><w:r><w:footnoteReference/><w:t>底&amp;前</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>后半</w:t></w:r></w:p>",
        "<w:moveFrom><w:p><w:r><w:t>移走</w:t></w:r></w:p></w:moveFrom>",
        r#"<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>一、总体……1</w:t></w:r></w:p>"#,
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>",
        "<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
    );
    let word = word(body);
    assert_eq!(
        texts(&word.passages),
        ["到2025年底&前", "前半后半", "显", "下一行", ""]
    );
    assert_eq!((word.deleted, word.notes, word.contents), (2, 1, 1));
}

#[test]
fn what_is_struck_out_and_marks_of_notes_are_no_part_of_a_number() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let raised = r#"<w:vertAlign w:val="superscript"/>"#;
    let body = [
        run("<w:strike/>", "2000") + &run("", "3000") + &run(raised, "1") + &run("", "人"),
        run("<w:dstrike/>", "5") + &run(r#"<w:strike w:val="0"/>"#, "6人"),
        run("", "5×10") + &run(raised, "4") + &run("", "人，12m") + &run(raised, "2"),
    ];
    let body: String = body
        .iter()
        .map(|runs| format!("<w:p>{runs}</w:p>"))
        .collect();
    assert_eq!(
        texts(&word(&body).passages),
        ["3000人", "6人", "5×10^4人，12m2"]
    );
}

#[test]
fn fractions_powers_and_raised_marks_are_no_digits_of_a_number() {
    let math = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let half = format!(
        "<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>",
        math("1"),
        math("2")
    );
    let power = format!(
        "<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>",
        math("10"),
        math("4")
    );
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let raised = run(r#"<w:position w:val="10"/>"#, "1");
    let lines = [
        format!("{half}{}", run("", "万人")),
        format!("{}{half}{}", run("", "3"), run("", "万人")),
        format!("{}{power}", math("3×")),
        format!("{}{raised}{}", run("", "3000"), run("", "人")),
    ];
    let body: String = lines
        .iter()
        .map(|line| format!("<w:p>{line}</w:p>"))
        .collect();
    assert_eq!(
        texts(&word(&body).passages),
        ["1/2万人", "3 1/2万人", "3×10^4", "3000人"]
    );
}

#[test]
fn merged_cells_and_tables_in_cells() {
    let cell = |properties: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
            paragraph(text)
        )
    };
    let merge = r#"<w:vMerge w:val="restart"/>"#;
    let rows = [
        cell("", "序号") + &cell(r#"<w:gridSpan w:val="2"/>"#, "任务"),
        cell(merge, "1") + &cell("", "甲") + &cell("", "乙"),
        cell("<w:vMerge/>", "")
            + &cell("", "丙")
            + &format!(
                "<w:tc><w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/></w:tc>",
                cell("", "内"),
                cell("", "外")
            ),
    ];
    let deleted = format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cell("", "去"));
    let hidden = format!(
        "<w:tr><w:trPr><w:hidden/></w:trPr>{}</w:tr>",
        cell("", "藏")
    );
    let rows: String = rows
        .iter()
        .map(|row| format!("<w:tr>{row}</w:tr>"))
        .collect();
    let word = word(&format!(
        "{}<w:tbl>{rows}{deleted}{hidden}</w:tbl>{}",
        paragraph("前"),
        paragraph("后")
    ));
    assert_eq!(texts(&word.passages), ["前", "后"]);
    let table = tables(&word.passages)[0];
    assert_eq!(
        table.texts(),
        [
            ["序号", "任务", "任务"],
            ["1", "甲", "乙"],
            ["1", "丙", "内 外"]
        ]
    );
    assert_eq!(table.rows[2].cells[0].covered, Some(Covered::FromAbove));
}

#[test]
fn a_text_box_follows_its_paragraph_once() {
    let inside = paragraph("盒");
    let body = format!(
        r#"<w:p><w:r><w:t>正</w:t><mc:AlternateContent xmlns:mc="mc"><mc:Choice><w:drawing><wps:txbx xmlns:wps="x"><w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>文</w:t></w:r></w:p>"#
    );
    assert_eq!(texts(&word(&body).passages), ["正文", "盒"]);
}

#[test]
fn ten_thousand_tables_in_one_another_are_bounded() {
    let body = "<w:tbl><w:tr><w:tc>".repeat(10_000)
        + &paragraph("深")
        + &"</w:tc></w:tr></w:tbl>".repeat(10_000);
    let word = word(&(body + &paragraph("后")));
    assert_eq!(texts(&word.passages).last(), Some(&"后"));
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| {
        let inside = if text.starts_with('<') {
            (*text).to_owned()
        } else {
            paragraph(text)
        };
        format!("<w:tc>{inside}</w:tc>")
    };
    let row = |cells: &&[&str]| {
        format!(
            "<w:tr>{}</w:tr>",
            cells.iter().map(cell).collect::<String>()
        )
    };
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}

#[test]
fn a_table_that_lays_out_a_page_gives_way_to_what_stands_in_it() {
    let list = table(&[&["序号", "任务"], &["1", "修路"]]);
    let text = paragraph("一、重点任务");
    let page = table(&[&[&format!("{text}{list}")]]);
    let word = word(&table(&[&[&page, ""]]));
    let [Passage::Line(line), Passage::Table(table), ..] = &word.passages[..] else {
        panic!("{:?}", word.passages);
    };
    assert_eq!(line.text, "一、重点任务");
    assert_eq!(table.rows[1].cells[1].text, "修路");
}

#[test]
fn a_table_within_a_list_is_text_of_its_cell() {
    let inner = table(&[&["甲", "2"], &["乙", "3"]]);
    let word = word(&table(&[&["序号", "任务"], &["1", &inner]]));
    assert_eq!(word.passages.len(), 1);
    assert_eq!(
        tables(&word.passages)[0].rows[1].cells[1].text,
        "甲 2\n乙 3"
    );
}

#[test]
fn a_style_of_characters_may_be_bold() {
    let body = r#"<w:p><w:r><w:rPr><w:rStyle w:val="H1"/></w:rPr><w:t>甲。</w:t></w:r><w:r><w:t>乙。</w:t></w:r></w:p>"#;
    let word = word(body);
    assert_eq!(
        word.passages[0].line().map(|line| line.bold),
        Some("甲。".len())
    );
}
