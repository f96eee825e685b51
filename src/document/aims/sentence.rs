//! The aims of one sentence, number by number.

use chrono::Datelike;

use super::aim::{FoundAims, PrintedAim};
use super::counted_number::{
    CountedNumber, ReadNumber, held, is_event_beside_recurrence, is_joined, name_of,
};
use super::course::{
    baseline, counts_in_chinese, days_each, is_coordinated, is_level, is_of_earlier_period,
    is_of_earlier_year, is_reached, is_start, own_year, year_in_turn,
};
use super::judging::bounds::behind_inclusive;
use super::judging::{NumberContext, NumberReading, reading};
use super::masking::{is_in_stages, masked};
use super::measuring::{is_bound_without_measure, measures_of};
use super::naming::{is_name, named, with_object, without_torn_words};
use super::numbers::{fractions, numbers};
use super::shared_names::{Distribution, distributed};
use crate::document::text::{AnyOf, first_clause, last_clause};
use crate::document::times::behind::{
    day_behind_clause, day_in_bracket, is_sum, without_days_in_brackets,
};
use crate::document::times::in_turn::{DayInTurn, TimesInTurn};
use crate::document::times::stated_time::{StatedTime, stated_time};
use crate::plan::{Day, Op};

/// A reading of the numbers of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct SentenceAims {
    pub(super) line_no: usize,
    /// The year that 年底前 is of.
    pub(super) year: Option<i32>,
    /// The plan's first year.
    pub(super) since: Option<i32>,
    /// Only what is said to be reached counts.
    pub(super) only_sure: bool,
    /// The day of a number that says none.
    pub(super) day: Option<Day>,
    /// Whether 其中 at its head goes on with an aim.
    pub(super) goes_on: bool,
    /// Whether the sentence before it speaks of those who are granted something.
    pub(super) of_beneficiaries: bool,
}

impl SentenceAims {
    /// Reads the aims of a sentence.
    pub(super) fn read(&self, sentence: &str, found: &mut FoundAims) {
        let counting = masked(sentence);
        let fractions = fractions(&counting).into_iter();
        found
            .passed_over
            .extend(fractions.map(|it| sentence[it].to_owned()));
        let all = numbers(&counting);
        let mut previous: Option<ReadNumber> = None;
        for (nth, counted) in measures_of(sentence, &all).into_iter().enumerate() {
            let before = &sentence[..all[nth].start];
            let Some((measure, end)) = counted else {
                let after = &sentence[all[nth].end..];
                if !all[nth].is_chinese && is_bound_without_measure(before, after) {
                    let printed = sentence[all[nth].start..all[nth].end].to_owned();
                    found.left_out.push(printed);
                }
                continue;
            };
            let after = &sentence[end..];
            if is_size_in_name(before) {
                // 组建队伍10支300人: nothing is named by it.
                if matches!(measure, "人" | "名") && first_clause(after).is_empty() {
                    found
                        .left_out
                        .push(sentence[all[nth].start..end].to_owned());
                }
                continue;
            }
            let it = CountedNumber {
                sentence,
                all: &all,
                nth,
                measure,
                end,
                before,
                after: behind_inclusive(after),
                clause: last_clause(before),
            };
            let op = held(it, previous);
            let told = without_days_in_brackets(it.before, self.year);
            let stated = stated_time(&told, it.measure, self.year);
            let reading = self.judged(it, op, stated, previous);
            if it.number().is_chinese
                && !counts_in_chinese(it.number(), before, measure, it.after, stated)
            {
                // 新建桥梁三座: behind what it counts it is a number, not a word.
                let is_place = matches!(measure, "座" | "处" | "所" | "家" | "条");
                let ends = it.after.is_empty() || it.after.starts_with(['，', ',', '、']);
                if reading == NumberReading::Aim && is_place && ends {
                    found.left_out.push(it.printed());
                }
                continue;
            }
            previous = Some(ReadNumber { end, op, reading });
            if self
                .since
                .is_some_and(|since| is_of_earlier_period(before, since))
            {
                found.passed_over.push(it.printed());
            } else {
                self.take(it, op, stated, reading, found);
            }
        }
    }

    /// Judges what a number is, by its words and by the number that it continues.
    fn judged(
        &self,
        it: CountedNumber<'_>,
        op: Op,
        stated: StatedTime,
        previous: Option<ReadNumber>,
    ) -> NumberReading {
        // 达到90家(2024年30家、2025年60家): what the whole is, its stages are.
        if is_in_stages(it.sentence, it.number().start) {
            return previous.map_or(NumberReading::Other, |whole| whole.reading);
        }
        // 3、000人以上, 10^4人次: a part of a number.
        let is_torn = it.number().value == 0.0 && matches!(op, Op::AtLeast | Op::Over);
        if is_torn || it.before.ends_with('^') {
            return NumberReading::Unsure;
        }
        let judged = reading(NumberContext {
            before: it.before,
            clause: it.clause,
            measure: it.measure,
            after: it.after,
            value: it.number().value,
            op,
            recurs: stated.every.is_some(),
        });
        if let Some(first) = previous.filter(|first| is_joined(it.since(*first))) {
            return match (first.reading, judged) {
                (NumberReading::Aim, NumberReading::Other) => judged,
                (NumberReading::Aim, _) => NumberReading::Aim,
                _ => NumberReading::Other,
            };
        }
        // 新建3—5处，力争6处: what is hoped for beyond the aim.
        if previous.is_some_and(|first| is_hoped_for(it.since(first))) {
            return NumberReading::Unsure;
        }
        // 对企业给予奖励。就业人数不少于100人: of a bound without a time or an intent nobody knows.
        let is_bound = op != Op::Exactly
            && stated == StatedTime::default()
            && !it.before.contains_any(&INTENTS);
        if self.of_beneficiaries && is_bound && judged == NumberReading::Aim {
            return NumberReading::Unsure;
        }
        // 完成投资210亿元；其中亿元以上项目52个: a part of an aim is one.
        let whole_is_aim =
            previous.map_or(self.goes_on, |whole| whole.reading == NumberReading::Aim);
        if it.clause.starts_with("其中") && judged == NumberReading::Unsure && whole_is_aim {
            return NumberReading::Aim;
        }
        // 加快2个试点和4个试点建设: what the first is, the second is too.
        match previous {
            Some(first)
                if judged != NumberReading::Other
                    && op == Op::Exactly
                    && is_coordinated(it.since(first)) =>
            {
                first.reading
            }
            _ => judged,
        }
    }

    /// Adds a number to the aims, if it is one.
    fn take(
        &self,
        it: CountedNumber<'_>,
        op: Op,
        stated: StatedTime,
        reading: NumberReading,
        found: &mut FoundAims,
    ) {
        // 由1.5元提高到2元: the first is the value to begin with.
        if is_start(it.before, it.after) {
            return;
        }
        let is_said = !self.only_sure
            || stated.every.is_some()
            || self.day.is_some()
            || is_reached(it.before, op);
        match reading {
            NumberReading::Other => {
                found.passed_over.push(it.printed());
                return;
            }
            NumberReading::Aim if is_said => {}
            _ => {
                found.left_out.push(it.printed());
                return;
            }
        }
        let told = without_days_in_brackets(it.before, self.year);
        let turn = TimesInTurn::find(it.sentence, self.year);
        let by = self.day_of(it, stated, &told, turn.as_ref());
        if self.is_as_things_were(it, by) {
            found.passed_over.push(it.printed());
        } else if is_in_stages(it.sentence, it.number().start) {
            self.take_stage(it, by, found);
        } else {
            let name = name_of(it, &told, &found.aims);
            let aim = self.aim(it, op, stated, by);
            self.add(it, &aim, &name, turn, found);
        }
    }

    /// Returns the day that a number is due: its own in a list of times, in its bracket, before it or behind its
    /// clause. `told` is the text before it, without days in brackets.
    fn day_of(
        &self,
        it: CountedNumber<'_>,
        stated: StatedTime,
        told: &str,
        turn: Option<&TimesInTurn>,
    ) -> Option<Day> {
        match turn.and_then(|turn| turn.day_of(it.sentence, it.all, it.nth)) {
            Some(DayInTurn::Is(day)) => Some(day),
            // Asked for where the times are.
            Some(DayInTurn::NotTold) => None,
            None => day_in_bracket(it.after, self.year)
                .or(year_in_turn(it.sentence, it.all, it.nth))
                .or(own_year(told, self.year))
                .or(stated.by)
                .or(self.day_behind(it).filter(|_| stated.every.is_none()))
                .or(self.day),
        }
    }

    /// Adds an aim under each name or for each day that the words give.
    fn add(
        &self,
        it: CountedNumber<'_>,
        aim: &PrintedAim,
        name: &str,
        turn: Option<TimesInTurn>,
        found: &mut FoundAims,
    ) {
        let with_name = |name: &str| PrintedAim {
            name: without_torn_words(name),
            ..aim.clone()
        };
        let days = days_each(it.before, self.year);
        if !days.is_empty() {
            found.aims.extend(days.into_iter().map(|day| PrintedAim {
                by: Some(day),
                ..with_name(name)
            }));
            return;
        }
        match distributed(name, it.all, it.nth, it.sentence) {
            Distribution::All(names) => {
                found.aims.extend(names.iter().map(|name| with_name(name)));
            }
            Distribution::One(name) => {
                let in_turn = turn.and_then(|turn| turn.names(it.sentence, it.all));
                let name = in_turn.map_or(name, first_name);
                let name = with_object(name, it.before, it.after);
                found.aims.push(with_name(&name));
            }
        }
    }

    /// Returns the day of a clause behind the number's that says nothing else: 新建公厕5座，6月底前完成. A sum of money
    /// does not take it, since the works are due then: 总投资20亿元，6月底前投产.
    fn day_behind(&self, it: CountedNumber<'_>) -> Option<Day> {
        day_behind_clause(it.after, self.year).filter(|_| !is_sum(it.measure))
    }

    /// Adds a stage in the bracket behind an aim, by the end of its year; one before the plan is as things were.
    fn take_stage(&self, it: CountedNumber<'_>, by: Option<Day>, found: &mut FoundAims) {
        let whole = found.aims.last();
        let whole = whole.filter(|whole| it.before.contains(&whole.printed));
        let is_ahead = by.is_some_and(|by| self.since.is_none_or(|since| by.year() >= since));
        match whole.filter(|_| is_ahead) {
            Some(whole) => found.aims.push(PrintedAim {
                value: it.number().value,
                max: it.number().max,
                unit: it.measure.to_owned(),
                // 突破300家 says nothing of more than 220.
                op: if whole.op == Op::Over {
                    Op::AtLeast
                } else {
                    whole.op
                },
                by,
                baseline: None,
                printed: it.printed(),
                ..whole.clone()
            }),
            None => found.passed_over.push(it.printed()),
        }
    }

    /// Returns whether a number is approximate, or applies to each of several things that are not times: 各5所.
    fn is_vague(&self, it: CountedNumber<'_>) -> bool {
        let has_times = || !days_each(it.before, self.year).is_empty();
        it.number().is_rough
            || it.after.starts_with("左右")
            || is_of_each(it.clause) && !has_times()
            || is_had_by_each(it.clause) && !matches!(it.measure, "%" | "‰" | "元")
            // 3个、10个，其中分别完成1个、4个: the words do not say of which.
            || it.clause.starts_with("其中") && it.clause.contains("分别")
            || is_event_beside_recurrence(it)
    }

    /// Returns whether a number says how things were before the plan: 2022年底全国有….
    fn is_as_things_were(&self, it: CountedNumber<'_>, by: Option<Day>) -> bool {
        let first_year = self.since.max(self.year);
        let ended = by
            .zip(first_year)
            .is_some_and(|(by, first)| by.year() < first);
        ended && own_year(it.before, None).is_none()
            || self.since.is_some_and(|since| {
                // 实行专班服务，2025年实施9个, in a plan of 2026
                [it.before, it.clause]
                    .iter()
                    .any(|text| is_of_earlier_year(text, since))
            })
    }

    /// Returns the aim that a number is, without its name.
    fn aim(
        &self,
        it: CountedNumber<'_>,
        op: Op,
        stated: StatedTime,
        by: Option<Day>,
    ) -> PrintedAim {
        let number = it.number();
        let baseline = baseline(it.sentence, number.start, it.measure, it.earlier());
        PrintedAim {
            name: String::new(),
            op,
            value: number.value,
            max: number.max,
            unit: it.measure.to_owned(),
            every: stated.every,
            by: by.filter(|_| stated.every.is_none()),
            baseline,
            printed: it.printed(),
            line_no: self.line_no,
            is_sure: !self.is_vague(it),
            is_level: baseline.is_some() || is_level(it.before, it.measure, op),
        }
    }
}

/// Returns the first of several words that names something; nothing where none does.
fn first_name(words: [&str; 3]) -> String {
    let mut names = words.into_iter().map(named);
    let name = names.find(|name| is_name(name) && name != "任务");
    name.unwrap_or_default()
}

/// Words by which a number is meant to be reached, whatever the sentence before it speaks of.
const INTENTS: [&str; 12] = [
    "力争", "确保", "争取", "计划", "目标", "新", "培育", "建设", "建成", "完成", "实现", "推动",
];

/// Returns whether a number follows directly what another counts, as part of its name: 100个|十万亩基地,
/// 1所|80-150个托位的机构.
fn is_size_in_name(before: &str) -> bool {
    let counted = before.strip_suffix(['个', '家', '处', '座', '所', '间', '栋', '条', '支']);
    counted.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()))
}

/// Returns whether a clause ends with 各, or with 各 and a verb: a number behind it is of each of several.
fn is_of_each(clause: &str) -> bool {
    let of = clause.rsplit_once('各').map(|(_, of)| of);
    of.is_some_and(|of| of.is_empty() || matches!(of, "开展" | "举办" | "组织" | "召开" | "建设"))
}

/// Returns whether a clause speaks of what every place or body is to have: 每个街道至少建1处, 每村配备1名, 每支不少于25人.
/// Rates are of the whole: 每千人床位数达到3张.
fn is_had_by_each(clause: &str) -> bool {
    const TIMES_AND_NUMBERS: [char; 14] = [
        '年', '月', '季', '半', '学', '周', '天', '日', '旬', '百', '千', '万', '十', '亿',
    ];
    let of = clause.rsplit_once('每').map(|(_, of)| of);
    of.is_some_and(|of| {
        !of.starts_with(TIMES_AND_NUMBERS) && !of.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Returns whether two numbers of one thing have nothing but 力争 between them.
fn is_hoped_for(between: &str) -> bool {
    let between = between.trim_start_matches(['，', ',']);
    matches!(between, "力争" | "争取")
}
