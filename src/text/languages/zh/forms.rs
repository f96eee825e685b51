//! The forms and lists of the screen, in Chinese.

use crate::text::words::forms::FormWords;

pub(super) static FORMS: FormWords = FormWords {
    changed_meanwhile: |id, now| format!("未登记：{id} 已被他人更新，现为 {now}"),
    gone_meanwhile: |id| format!("未登记：{id} 已不在方案中"),
};
