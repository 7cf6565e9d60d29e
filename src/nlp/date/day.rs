//! Days of the calendar: which there are, their weekdays, and how they are written.

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day {
    year: i32,
    month: u32,
    day: u32,
}

/// How many days the month of this number, counted from 1, has in the Gregorian calendar; none when there is no such month.
pub fn days_in(year: i32, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

impl Day {
    /// The day, when the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let is_there = (1900..2200).contains(&year) && (1..=days_in(year, month)).contains(&day);
        is_there.then_some(Day { year, month, day })
    }

    /// Days since 1 January 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    pub(super) fn number(self) -> i32 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((self.month as i32 + 9) % 12) + 2) / 5 + self.day as i32 - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day with this [`Day::number`].
    pub(super) fn of_number(number: i32) -> Day {
        let shifted = number + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        Day { year, month, day }
    }

    /// 0 is Monday.
    pub(super) fn weekday(self) -> i32 {
        (self.number() + 3).rem_euclid(7)
    }

    /// The last such weekday up to this day: what an article of this day calls "on Wednesday".
    pub fn last_weekday(self, weekday: i32) -> Day {
        Day::of_number(self.number() - (self.weekday() - weekday).rem_euclid(7))
    }

    /// The day of `2021-12-31`.
    pub(super) fn read(iso: &str) -> Option<Day> {
        let mut parts = iso.splitn(3, '-');
        let mut part = || parts.next();
        Day::new(part()?.parse().ok()?, part()?.parse().ok()?, part()?.parse().ok()?)
    }

    /// `2021-12-31`
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
