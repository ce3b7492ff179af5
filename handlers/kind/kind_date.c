/* A day without an hour; its value is the day's number (handlers/zone/day.h). */
#include "handlers/condition/operand_read.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"
#include "handlers/span/folded_text.h"
#include "handlers/time/when_named_day.h"

#include <stdio.h>

static size_t find(const struct spans *c, const struct take *k, size_t at, size_t from, size_t end, int64_t *value)
{
	char before = at > 0 ? c->f->s[at - 1] : ' ';
	(void)k;
	(void)from;
	if ((is_letter(before) && is_letter(c->f->s[at])) ||
	    (is_digit(c->f->s[at]) && (is_digit(before) || before == '-')))
		return 0;
	return when_named_day(c->words, c->f->s + at, end - at, c->input->moment, value);
}

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	(void)a;
	return arguments_found(d, t);
}

/* The day after tomorrow, which is ahead wherever the text is read. */
static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	char day[16];
	(void)k;
	(void)t;
	when_write_day(when_today(a->now) + 2, a->now, day);
	text_addf(out, " %s", day);
	return true;
}

static bool read_day(const char *typed, int64_t *value)
{
	char noon[64];
	int64_t at;
	snprintf(noon, sizeof(noon), "%.40s 12:00", typed);
	if (!when_local_read(noon, &at))
		return false;
	*value = when_today(at);
	return true;
}

static bool operand(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return operand_read_range(r, y, read_day, "a day; write `over 2026-11-26`, `up to 2026-12-31` or both", out);
}

static void say(const struct saying *s, const struct take *k, enum lang l, struct text *out)
{
	int64_t value;
	char day[16];
	(void)l;
	if (!given_value(&s->given, k, &value))
		return;
	when_write_day(value, s->now, day);
	text_add(out, day);
}

const struct value_kind kind_date = {
	.name = "date",
	.brings = BRINGS_VALUE,
	.unlike = BRINGS_TIME | BRINGS_PAST,
	.find = find,
	.max = 10,
	.say = say,
	.read = read,
	.example = example,
	.operand = operand,
};
