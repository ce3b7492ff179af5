/* From what was said about a time to the time: which half of the day, which day. */
#include "handlers/time/when_settle.h"

#include "handlers/time/when_local.h"

enum { HOUR = 60, NOON = 12 * HOUR, MIDNIGHT = 24 * HOUR, MINUTE_MS = 60000 };

/* A text may have been sent in the minute that it names. */
static const int64_t grace_ms = MINUTE_MS;
/* A date without a year is meant within half a year. */
static const int64_t half_year = 180;

/* How a part of the day bends the hours said with it: those up to `low` move by `low_by`, further ones up to 11 by
 * `by`, 12 becomes `twelve`; what then is not within `from` and `to` is nonsense. Hours past 24 are the small hours of
 * the next day: tonight at 1. */
static const struct part_row {
	int end; /* in minutes: what the part means alone */
	int low, low_by, by, twelve, from, to;
} parts[] = {
	[PART_DAWN] = {6 * HOUR, 0, 0, 0, 0, 0, 7},           [PART_MORNING] = {NOON, 0, 0, 0, 12, 0, 12},
	[PART_NOON] = {NOON, 3, 12, 0, 12, 10, 15},           [PART_MIDDAY] = {13 * HOUR, 3, 12, 0, 12, 10, 15},
	[PART_AFTERNOON] = {18 * HOUR, 0, 0, 12, 12, 12, 23}, [PART_DUSK] = {19 * HOUR, 0, 0, 12, 12, 16, 23},
	[PART_EVENING] = {21 * HOUR, 3, 24, 12, 24, 16, 27},  [PART_NIGHT] = {MIDNIGHT, 5, 24, 12, 24, 16, 29},
	[PART_MIDNIGHT] = {MIDNIGHT, 5, 24, 12, 24, 22, 29},  [PART_AM] = {NOON, 0, 0, 0, 0, 0, 11},
	[PART_PM] = {18 * HOUR, 0, 0, 12, 12, 12, 23},
};

bool when_said_clock(struct said *t, int hour, int minute)
{
	if (hour > 24 || minute > 59 || (hour == 24 && minute))
		return false;
	t->clock = true;
	t->minute = hour * HOUR + minute;
	return true;
}

bool when_said_part(struct said *t)
{
	const struct part_row *row = &parts[t->part];
	int hour = t->minute / HOUR;

	if (!t->clock) {
		t->clock = t->part == PART_NOON || t->part == PART_MIDNIGHT;
		t->minute = row->end;
		t->half = true;
		return true;
	}
	if (t->part == PART_NONE)
		return true;
	t->half = true;
	if (hour % 12 == 0 && hour < 24)
		/* Nought is the midnight to come in tonight at 0, the one past in 0:30am, and none in 0:30pm. */
		hour = hour || row->twelve == 24 ? row->twelve : 0;
	else if (hour <= row->low)
		hour += row->low_by;
	else if (hour < 12)
		hour += row->by;
	if (hour < row->from || hour > row->to)
		return false;
	t->minute = hour * HOUR + t->minute % HOUR;
	return true;
}

/* The minute of the moment: a time that names it is not past. */
static int64_t minute_of(int64_t moment)
{
	return moment - ((moment % MINUTE_MS) + MINUTE_MS) % MINUTE_MS;
}

/* The time on a known day. Where no half of the day was named, the afternoon's may be meant: of a promise, when the
 * morning's is past; of a thing done, when the morning's is an hour at which nobody repairs. */
static int64_t on_day(const struct said *t, int64_t day, int64_t moment, enum when_tense tense)
{
	int64_t literal = when_at(day, t->minute);
	int64_t now = minute_of(moment);
	int64_t afternoon;

	if (t->half || t->minute < HOUR || t->minute >= NOON)
		return literal;
	if (tense == AHEAD && literal >= now)
		return literal;
	if (tense == BEHIND && (t->zero || t->minute >= 6 * HOUR))
		return literal;
	afternoon = when_at(day, t->minute + NOON);
	/* today at 4, said at six, is past either way, and the afternoon's is the one meant. */
	if (tense == AHEAD)
		return afternoon >= now || (t->day != DAY_NONE && day == when_today(moment)) ? afternoon : literal;
	return afternoon <= moment + grace_ms ? afternoon : literal;
}

static bool past(int64_t at, int64_t moment)
{
	return at < minute_of(moment);
}

static bool ahead(int64_t at, int64_t moment)
{
	return at > moment + grace_ms;
}

/* The next such time, or the latest, on whatever day: that is at most two days off, for the small hours after
 * yesterday evening count as yesterday's. */
static int64_t any_day(const struct said *t, int64_t today, int64_t moment, enum when_tense tense)
{
	int64_t at;
	int i;

	for (i = 0; i < 4; i++) {
		at = tense == AHEAD ? on_day(t, today - 1 + i, moment, tense) : on_day(t, today - i, moment, tense);
		if (tense == AHEAD && i == 0 && t->minute < MIDNIGHT)
			continue;
		if (tense == AHEAD ? !past(at, moment) : !ahead(at, moment))
			break;
	}
	return at;
}

static int64_t day_of_week(const struct said *t, int64_t today, int64_t moment, enum when_tense tense)
{
	/* Day 0 was a Thursday. */
	int ahead_by = (int)(((t->wday - (today + 3)) % 7 + 7) % 7);
	int64_t day = today + ahead_by;
	int64_t at;

	if (tense == BEHIND && ahead_by)
		day -= 7;
	at = on_day(t, day, moment, tense);
	if (tense == AHEAD && past(at, moment))
		return on_day(t, day + 7, moment, tense);
	if (tense == BEHIND && ahead(at, moment))
		return on_day(t, day - 7, moment, tense);
	return at;
}

/* The day of a date whose year may have been left out. */
static bool date_day(const struct said *t, int64_t today, int year, enum when_tense tense, int64_t *day)
{
	if (t->year)
		return when_date(t->year, t->month, t->mday, day);
	/* 2-29 may be in the year beside this one. */
	if (!when_date(year, t->month, t->mday, day))
		return when_date(tense == AHEAD ? year + 1 : year - 1, t->month, t->mday, day);
	if (tense == AHEAD && *day < today - half_year)
		return when_date(year + 1, t->month, t->mday, day);
	if (tense == BEHIND && *day > today + half_year)
		return when_date(year - 1, t->month, t->mday, day);
	return true;
}

/* The next or the last month that has such a day; of any three in a row one has it. */
static bool month_day(const struct said *t, int64_t today, int month, int year, enum when_tense tense, int64_t *day)
{
	int i;

	for (i = 0; i < 3; i++) {
		if (when_date(year, month, t->mday, day) && (tense == AHEAD ? *day >= today : *day <= today))
			return true;
		month += tense == AHEAD ? 1 : -1;
		year += month == 13 ? 1 : month == 0 ? -1 : 0;
		month = month == 13 ? 1 : month == 0 ? 12 : month;
	}
	return false;
}

bool when_said_settle(const struct said *t, int64_t moment, enum when_tense tense, int64_t *at)
{
	struct tm tm = when_tm(moment);
	int64_t today = when_today(moment);
	int64_t day = today;

	switch (t->day) {
	case DAY_NONE:
		*at = any_day(t, today, moment, tense);
		return true;
	case DAY_OF_WEEK:
		*at = day_of_week(t, today, moment, tense);
		return true;
	case DAY_FROM_TODAY:
		day = today + t->days;
		break;
	case DAY_IN_WEEK:
		day = today - (tm.tm_wday + 6) % 7 + 7 * t->days + t->wday;
		break;
	case DAY_DATE:
		if (!date_day(t, today, tm.tm_year + 1900, tense, &day))
			return false;
		break;
	case DAY_OF_MONTH:
		if (!month_day(t, today, tm.tm_mon + 1, tm.tm_year + 1900, tense, &day))
			return false;
		break;
	}
	*at = on_day(t, day, moment, tense);
	return true;
}
