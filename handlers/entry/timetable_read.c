#include "handlers/entry/timetable_read.h"

#include <ctype.h>
#include <stdlib.h>

#include "handlers/entry/time_read.h"
#include "templates/file/yaml_get.h"

static const char *const days_names[] = {"working", "all"};
static const char *const each_names[] = {"day", "week", "month"};
static const char *const weekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

static void read_month_day(struct flow_reader *r, const struct yaml *on, struct timetable *t)
{
	char typed[16], *end = typed;
	long n = 0;

	t->day = 1;
	if (!yaml_text(on, typed, sizeof(typed), r->f))
		return;
	n = strtol(typed, &end, 10);
	if (end == typed || *end || n < 1 || n > 31)
		yaml_fault(r->f, on,
			   "this is not a day of the month; write one from 1 to 31, where 31 is the last of each");
	else
		t->day = (int)n;
}

static void read_weekdays(struct flow_reader *r, const struct yaml *on, struct timetable *t)
{
	t->weekdays = (unsigned)reader_bits(r, on, "weekday", weekdays, COUNT(weekdays));
}

static void read_hour(struct flow_reader *r, const struct yaml *y, struct timetable *t)
{
	const struct yaml *at = yaml_need(y, "at", "`at: 08:30`", r->f), *days = yaml_get(y, "days");

	if (at)
		time_read_of_day(r, at, &t->minute);
	t->all_days = days && yaml_one_of(days, "choice of days", days_names, COUNT(days_names), r->f) == 1;
}

void timetable_read(struct flow_reader *r, const struct yaml *y, struct timetable *t)
{
	const struct yaml *each = yaml_get(y, "each"), *on = yaml_get(y, "on");
	int which = each ? yaml_one_of(each, "choice", each_names, COUNT(each_names), r->f) : EACH_DAY;

	read_hour(r, y, t);
	t->each = which < 0 ? EACH_DAY : (enum timetable_each)which;
	t->day = 1;
	if (t->each == EACH_WEEK && (on = yaml_need(y, "on", "`on: friday`", r->f)))
		read_weekdays(r, on, t);
	else if (t->each == EACH_MONTH && (on = yaml_need(y, "on", "`on: 5`", r->f)))
		read_month_day(r, on, t);
	else if (which == EACH_DAY && on)
		yaml_fault(r->f, on,
			   "a list of each day has no day of its own; write `each: week` or `each: month` beside it");
}

void timetable_read_on(struct flow_reader *r, const struct yaml *y, struct timetable *t)
{
	const struct yaml *on = yaml_get(y, "on");

	read_hour(r, y, t);
	t->each = EACH_DAY;
	if (!on)
		return;
	if (on->kind == YAML_SCALAR && isdigit((unsigned char)*on->text)) {
		t->each = EACH_MONTH;
		read_month_day(r, on, t);
	} else {
		t->each = EACH_WEEK;
		read_weekdays(r, on, t);
	}
}
