//! Filters, sorting, grouping; search in Chinese, pinyin and initials.
