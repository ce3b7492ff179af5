/* A day without an hour; its value is the day's number (handlers/zone/day.h). */
#include "handlers/condition/operand_read.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"
#include "handlers/span/folded_text.h"
#include "handlers/time/when_named_day.h"
#include "handlers/zone/day.h"

static size_t find(const struct spans *c, const struct value *v, size_t at, size_t from, size_t end, int64_t *value)
{
	char before = at > 0 ? c->f->s[at - 1] : ' ';
	(void)v;
	(void)from;
	if ((is_letter_before(c, at) && is_letter_at(c, at)) ||
	    (is_digit(c->f->s[at]) && (is_digit(before) || before == '-')))
		return 0;
	return when_named_day(c->words, c->f->s + at, end - at, c->input->moment, value);
}

/* A clock keeps whoever said it to that day. */
static bool is_promised(const struct decision *d, const struct taking *t)
{
	const struct flow *f = flow_of_code(&d->ctx->rules->flows, t->code);
	for (size_t i = 0; f && t->take->field >= 0 && i < f->clocks_n; i++) {
		if (clock_is_promise(&f->clocks[i]) && f->clocks[i].promise == t->take->field)
			return true;
	}
	return false;
}

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	char day[16];
	int64_t value;
	(void)a;
	if (!arguments_found(d, t))
		return false;
	if (!given_value(&d->s.given, t->take, &value) || value >= when_today(d->moment) || !is_promised(d, t))
		return true;
	d->wish.take = t->take;
	when_write_day(value, d->moment, day);
	return decision_refuse(d, "refused.past", day);
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

static bool operand(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return operand_read_range(r, y, day_read, "a day; write `over 2026-11-26`, `up to 2026-12-31` or both", out);
}

static void say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out)
{
	char day[16];
	(void)v;
	(void)l;
	when_write_day(value, s->now, day);
	text_add(out, day);
}

/* ---- in a field: with its year ---- */

static void write(const struct value *v, int64_t value, char out[LEDGER_VALUE_BYTES])
{
	(void)v;
	day_write(value, out);
}

static bool parse(const struct value *v, const char *written, int64_t *value)
{
	(void)v;
	return day_read(written, value);
}

static bool read_plain(const struct context *ctx, const struct value *v, const char *typed, int64_t *value)
{
	(void)ctx;
	(void)v;
	return day_read(typed, value);
}

static void plain(const struct saying *s, const struct value *v, int64_t value, struct text *out)
{
	char day[DAY_BYTES];
	(void)s;
	(void)v;
	day_write(value, day);
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
	.plain = plain,
	.read_plain = read_plain,
	.shape = "a day, as 2026-11-29",
	.zero_counts = true,
	.day = true,
	.write = write,
	.parse = parse,
};
