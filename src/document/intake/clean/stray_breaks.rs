//! A break in the middle of a sentence, in a text that is not wrapped otherwise.

use super::Cleaning;
use super::mark::mark;
use crate::document::intake::passage::Passage;
use crate::document::units::labels::label_at;
use crate::document::{Cleaned, SourceLine};

/// The shortest prose, in characters; what is shorter may be a heading or a signature.
const PROSE: usize = 60;

/// Puts the rest of a sentence behind its beginning.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let mut mended = Vec::new();
    let mut out: Vec<Passage> = Vec::with_capacity(cleaning.passages.len());
    // A blank line between them is a break that was meant.
    let mut adjoins = false;
    for passage in std::mem::take(&mut cleaning.passages) {
        match (out.last_mut(), passage) {
            (Some(Passage::Line(last)), Passage::Line(line))
                if adjoins && stops_short(last) && goes_on(&line)
                    || is_label_torn(&last.text, &line.text)
                    || is_list_torn(&last.text, &line.text) =>
            {
                mended.push(line.line_no);
                last.text.push_str(line.text.trim());
            }
            (_, Passage::Line(line)) if line.text.trim().is_empty() => adjoins = false,
            (_, passage) => {
                out.push(passage);
                adjoins = true;
            }
        }
    }
    cleaning.passages = out;
    cleaning.note(Cleaned::HardWraps, mended);
}

/// Returns whether a label in a bracket is torn between two lines: （牵头部|门：市交通委）.
fn is_label_torn(before: &str, text: &str) -> bool {
    const LONGEST: usize = 8;
    let open = before.rfind(['（', '(']);
    open.is_some_and(|open| {
        let inside = before[open..].chars().skip(1).collect::<String>();
        inside.chars().count() <= LONGEST
            && (open == 0 || before[..open].ends_with('。'))
            && text.chars().take(LONGEST).any(|c| matches!(c, '：' | ':'))
            && label_at(&format!("{inside}{}", text.trim_start())).is_some()
    })
}

/// Returns whether a bracket of units is torn between two lines: （责任单位：省科技厅、|省财政厅）.
fn is_list_torn(before: &str, text: &str) -> bool {
    let open = before.rfind(['（', '(', '〔']);
    let Some(inside) = open.map(|open| &before[open..]) else {
        return false;
    };
    let inside = inside.trim_end_matches('。');
    let is_open = !inside.contains(['）', ')', '〕', '。']);
    let inside = inside.trim_start_matches(['（', '(', '〔']);
    is_open
        && label_at(inside).is_some()
        && text.contains(['）', ')', '〕'])
        && mark(text.trim_start()).is_none()
}

/// Returns whether a line is prose that ends without the end of a sentence.
fn stops_short(line: &SourceLine) -> bool {
    let text = &line.text;
    let last = text.chars().next_back();
    line.heading_level.is_none()
        && text.contains('。')
        && text.chars().nth(PROSE).is_some()
        && last.is_some_and(|c| c.is_alphanumeric() || matches!(c, '，' | '、' | ','))
}

/// Returns whether a line is prose that begins nothing.
fn goes_on(line: &SourceLine) -> bool {
    let text = line.text.as_str();
    line.heading_level.is_none()
        && line.bold == 0
        && !text.starts_with([' ', '—', '（', '(', '•', '*', '《'])
        && mark(text).is_none()
        && text.contains(['。', '，'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::{passages, texts};

    #[test]
    fn a_torn_label_is_mended_over_a_blank_line() {
        let cleaning = Cleaning::after(
            clean,
            "1.开展应用。推进试点。（牵头部\n\n门：市戊局、市己局）\n2.其他",
        );
        assert_eq!(
            texts(&cleaning.passages),
            [
                "1.开展应用。推进试点。（牵头部门：市戊局、市己局）",
                "2.其他"
            ]
        );
    }

    #[test]
    fn a_torn_list_of_units_is_mended() {
        let mut cleaning = Cleaning {
            passages: passages(
                "1.开展应用。推进试点。\n（责任单位：省戊厅、省己厅、\n省庚局）\n2.推广。办班。\n（责\n任单位：省戊厅。\n）\n3.其他",
            ),
            ..Cleaning::default()
        };
        clean(&mut cleaning);
        assert_eq!(
            texts(&cleaning.passages),
            [
                "1.开展应用。推进试点。",
                "（责任单位：省戊厅、省己厅、省庚局）",
                "2.推广。办班。",
                "（责任单位：省戊厅。）",
                "3.其他"
            ]
        );
    }

    #[test]
    fn a_torn_sentence_is_mended() {
        let long = "18．强化基层服务。".to_owned()
            + &"组建服务队，开展活动，".repeat(6)
            + "广泛动员学校、医院、企";
        let text = format!(
            "{long}\n业和社会组织参加。（区科协负责）\n19．夯实能力。\n三、保障措施\n加强领导，落实责任。"
        );
        let cleaning = Cleaning::after(clean, &text);
        let whole = format!("{long}业和社会组织参加。（区科协负责）");
        assert_eq!(
            texts(&cleaning.passages),
            [
                whole.as_str(),
                "19．夯实能力。",
                "三、保障措施",
                "加强领导，落实责任。"
            ]
        );
    }
}
