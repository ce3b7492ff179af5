/* A number, with at most three decimals; its value is in thousandths. */
#include "handlers/condition/operand_read.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"
#include "handlers/span/folded_text.h"
#include "templates/file/yaml_get.h"
#include "templates/text/fold.h"
#include "templates/text/number.h"
#include "templates/text/thousandths.h"

#include <string.h>

static const char *const keys[] = {"unit", "min", "max", NULL};

#define MOST_OF_ALL (INT64_C(1000000000000) * 1000 - 1)

static void read_bound(const struct yaml *y, int64_t *out, struct faults *f)
{
	char typed[32];
	if (yaml_text(y, typed, sizeof(typed), f) && !operand_number(typed, out))
		yaml_fault(f, y, "this is not a number with at most three decimals, as 12000.5; write one");
}

static void read_bounds(const struct yaml *min, const struct yaml *max, struct value *v, struct faults *f)
{
	v->most = MOST_OF_ALL;
	if (min != NULL)
		read_bound(min, &v->least, f);
	if (max != NULL)
		read_bound(max, &v->most, f);
	if (v->least > v->most)
		yaml_fault_key(f, min, "no number is so much and so little at once; let `min` be the smaller one");
	else if (v->most == 0)
		yaml_fault_key(f, max, "only 0 would be left; leave the field out, or let `max` be more");
}

static void define(const struct yaml *n, struct value *v, struct faults *f)
{
	const struct yaml *unit = yaml_get(n, "unit"), *min = yaml_get(n, "min"), *max = yaml_get(n, "max");
	if (min != NULL || max != NULL)
		read_bounds(min, max, v, f);
	if (unit == NULL)
		return;
	label_read(unit, &v->unit, NULL, f);
}

/* ---- in a text ---- */

/* Its unit behind a number, a blank taken along; 0 if there is none. */
static size_t unit_at(const struct spans *c, const struct value *v, size_t i)
{
	size_t next = past_blanks(c, i);
	for (int l = 0; l < v->unit.n; l++) {
		char unit[LABEL_BYTES];
		if (!fold_small(unit, sizeof(unit), v->unit.in[l]) || !*unit || !text_at(c, next, unit))
			continue;
		if (!ends_in_letter(unit) || !is_letter_at(c, next + strlen(unit)))
			return next + strlen(unit) - i;
	}
	return 0;
}

/* What the argument is called, if that stands before a number: `amount 12000`, `amount: 12000`. */
static size_t label_at(const struct spans *c, const struct value *v, size_t at)
{
	for (int l = 0; l < v->label.n; l++) {
		char label[LABEL_BYTES];
		size_t end;
		if (!fold_small(label, sizeof(label), v->label.in[l]) || !*label || !text_at(c, at, label))
			continue;
		end = past_marks(c, at + strlen(label));
		end = past_marks(c, end + word_at(c, LEX_LABEL_LINK, end));
		if (is_digit(byte_at(c, end)))
			return end - at;
	}
	return 0;
}

/* No part of a date, a serial or a longer number begins here. */
static bool begins(const struct spans *c, size_t at, size_t from)
{
	char before = at > 0 ? c->f->s[at - 1] : ' ';
	if (is_digit(before) || (before != ' ' && is_blank_or_mark(before) && at > 1 && is_digit(c->f->s[at - 2])) ||
	    before == '-' || before == '.')
		return false;
	return is_blank_or_mark(before) || at == from;
}

/* Nothing goes on behind it, and nothing else is counted by it: 3pcs, 180 km, 1.2k, 3-4. */
static bool ends(const struct spans *c, size_t i)
{
	char next = byte_at(c, i);
	if (glued_at(c, i) || (strchr(".,-/:*", next) && next && is_digit(byte_at(c, i + 1))))
		return false;
	return word_at(c, LEX_UNIT, past_blanks(c, i)) == 0;
}

static size_t find(const struct spans *c, const struct value *v, size_t at, size_t from, size_t end, int64_t *value)
{
	size_t label = label_at(c, v, at), i = at + label, n, unit;
	if (i >= end || !is_digit(c->f->s[i]) || (label == 0 && !begins(c, at, from)))
		return 0;
	n = thousandths_read(c->f->s + i, end - i, value);
	unit = n > 0 ? unit_at(c, v, i + n) : 0;
	return n > 0 && (unit > 0 || ends(c, i + n)) ? label + n + unit : 0;
}

/* ---- within its bounds ---- */

static bool is_within(const struct value *v, int64_t value)
{
	return v->most == 0 || (value >= v->least && value <= v->most);
}

/* 1-5000, >=1, <=5000, with the unit. */
static void write_bounds(const struct value *v, enum lang l, struct text *out)
{
	char least[THOUSANDTHS_BYTES], most[THOUSANDTHS_BYTES];
	const char *from = thousandths_write(v->least, least), *to = thousandths_write(v->most, most);
	if (v->most == MOST_OF_ALL)
		text_addf(out, ">=%s", from);
	else if (v->least == 0)
		text_addf(out, "<=%s", to);
	else
		text_addf(out, "%s-%s", from, to);
	if (*v->unit.in[l])
		text_addf(out, " %s", v->unit.in[l]);
}

static bool refuse_bounds(struct decision *d, const struct value *v, int64_t least)
{
	const struct value bounds = {.least = least, .most = v->most ? v->most : MOST_OF_ALL, .unit = v->unit};
	enum lang l = d->m->sender->lang;
	struct text what = text_new(NAME_BYTES);
	text_addf(&what, "%s: ", v->label.in[l]);
	write_bounds(&bounds, l, &what);
	d->wish.value = true;
	decision_refuse(d, "refused.bounds", text_str(&what));
	text_free(&what);
	return false;
}

/* The hours of the ticket's machine, where a code sets them from this argument: they never go back. -1: none are known. */
static int64_t hours_set(const struct context *ctx, const struct code *c, const struct take *k, const struct ticket *t)
{
	const struct machine_set *set = k->field >= 0 ? code_sets(c, k->field) : NULL;
	char folded[SERIAL_BYTES];
	struct machine m;
	if (!set || set->part != PART_HOURS || !t || !t->machine || !fold_small(folded, sizeof(folded), t->serial) ||
	    !ctx->world->machine(ctx->world->ctx, folded, &m))
		return -1;
	return m.hours;
}

static int64_t least_of(const struct decision *d, const struct taking *t)
{
	int64_t hours = hours_set(d->ctx, t->code, t->take, t->ticket);
	return hours > t->take->is.least ? hours : t->take->is.least;
}

/* Digits without a unit are the serial of a machine, and the code takes one. */
static bool may_be_serial(const struct decision *d, const struct code *c)
{
	const struct world *w = d->ctx->world;
	struct machine m;
	for (size_t i = 0; code_brings(c, BRINGS_MACHINE) && i < d->r.digits_n; i++) {
		if (w->machine(w->ctx, d->r.digits[i], &m))
			return true;
	}
	return false;
}

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	int64_t value, least;
	(void)a;
	if (!arguments_found(d, t))
		return false;
	if (may_be_serial(d, t->code))
		return arguments_several(d, t->take);
	if (!given_value(&d->s.given, t->take, &value))
		return true;
	least = least_of(d, t);
	return (is_within(&t->take->is, value) && value >= least) || refuse_bounds(d, &t->take->is, least);
}

static const struct code *code_of(const struct flow *f, const struct take *k)
{
	for (size_t i = 0; i < f->codes_n; i++) {
		if (k >= f->codes[i].takes && k < f->codes[i].takes + f->codes[i].takes_n)
			return &f->codes[i];
	}
	return &f->open;
}

/* Of hours, those that the machine has: fewer would be refused. */
static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	int64_t hours = t ? hours_set(a->ctx, code_of(t->flow, k), k, t) : -1;
	char digits[THOUSANDTHS_BYTES];
	if (hours > 0)
		text_addf(out, " %s %s", thousandths_write(hours, digits), k->is.unit.in[a->person->lang]);
	else
		text_addf(out, " %s", k->example.in[a->person->lang]);
	return true;
}

static bool operand(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return operand_read_range(r, y, operand_number,
				  "a number; write `over 100`, `up to 100` or `over 100 up to 200`", out);
}

static void plain(const struct saying *s, const struct value *v, int64_t value, struct text *out)
{
	char digits[THOUSANDTHS_BYTES];
	(void)s;
	(void)v;
	text_add(out, thousandths_write(value, digits));
}

static void say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out)
{
	(void)l;
	plain(s, v, value, out);
}

/* ---- in a field ---- */

static bool read_plain(const struct context *ctx, const struct value *v, const char *plain_text, int64_t *value)
{
	(void)ctx;
	return operand_number(plain_text, value) && is_within(v, *value);
}

static void write(const struct value *v, int64_t value, char out[LEDGER_VALUE_BYTES])
{
	char digits[DECIMAL_BYTES];
	(void)v;
	text_copy(out, LEDGER_VALUE_BYTES, number_write(value, digits));
}

static bool parse(const struct value *v, const char *written, int64_t *value)
{
	const char *end = number_read(written, value);
	(void)v;
	return end && !*end && *value >= 0;
}

const struct value_kind kind_number = {
	.name = "number",
	.brings = BRINGS_VALUE,
	.unlike = BRINGS_PLACE, /* a serial may be digits alone */
	.needs_example = true,
	.keys = keys,
	.define = define,
	.find = find,
	.max = 16,
	.say = say,
	.read = read,
	.echoed = true,
	.example = example,
	.operand = operand,
	.plain = plain,
	.digits = true,
	.read_plain = read_plain,
	.shape = "a number with at most three decimals, as 12000.5",
	.zero_counts = true,
	.write = write,
	.parse = parse,
};
