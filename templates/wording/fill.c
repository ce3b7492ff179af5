#include "templates/wording/fill.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/text_cut.h"
#include "templates/text/utf8.h"

#define VALUE_MAX ((size_t)256 * 1024)   /* bytes a value may have before it is cut */
#define VALUES_MAX ((size_t)1024 * 1024) /* bytes of all values of a filling, after they were cut */

struct filling {
	const struct template *t;
	struct text raw;               /* one value as it was given */
	struct text values;            /* all, cut, one after another … */
	size_t starts[PLACES_MAX + 1]; /* … value i from starts[i] to starts[i + 1] */
	bool shown[PLACES_MAX];
	struct text *out;
	size_t begin; /* out's length before */
	bool gap;     /* something empty was just left out of `out` */
};

/* True if t stopped because memory ran out, not at its ceiling: as characters are kept whole, it may have stopped up to
 * 3 bytes below that. */
static bool starved(const struct text *t)
{
	return t->full && t->max - t->len > 3;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Removes the bytes at the end of t that are among `these`, but none before `begin`. */
static void trim_end(struct text *t, size_t begin, const char *these)
{
	size_t n = t->len;

	while (n > begin && strchr(these, t->s[n - 1]))
		n--;
	if (n < t->len) {
		t->len = n;
		t->s[n] = '\0';
	}
}

/* Values have no blanks at either end: so a value of blanks is empty, and blanks at the end of the text made so far are
 * always the template's own. Returns false when out of memory. */
static bool read_value(struct filling *fill, const struct place *p, place_value value, void *ctx)
{
	const char *from;
	size_t begin = fill->values.len;
	int max;

	text_clear(&fill->raw);
	max = value(ctx, p->name, fill->t->lang, &fill->raw);
	if (p->max > 0 && p->max < max)
		max = p->max;
	trim_end(&fill->raw, 0, " \n\r\t");
	from = text_str(&fill->raw);
	while (is_blank(*from))
		from++;
	if (starved(&fill->raw))
		return false;
	if (max <= 0)
		return true;
	if (strcmp(p->name, "list") == 0)
		text_cut_lines(&fill->values, from, (size_t)max);
	else
		text_cut(&fill->values, from, (size_t)max);
	trim_end(&fill->values, begin, " \n");
	return !starved(&fill->values);
}

static bool read_values(struct filling *fill, place_value value, void *ctx)
{
	for (size_t i = 0; i < fill->t->places_n; i++) {
		fill->starts[i] = fill->values.len;
		if (!read_value(fill, &fill->t->places[i], value, ctx))
			return false;
	}
	fill->starts[fill->t->places_n] = fill->values.len;
	return true;
}

static bool is_empty(const struct filling *fill, size_t place)
{
	return fill->starts[place] == fill->starts[place + 1];
}

static bool group_is_whole(const struct filling *fill, size_t group)
{
	const struct template_piece *p = fill->t->pieces;
	size_t places = 0;

	for (size_t i = group + 1; i < p[group].from; i++) {
		if (p[i].kind != TEMPLATE_PLACE)
			continue;
		if (is_empty(fill, p[i].from))
			return false;
		places++;
	}
	return places > 0;
}

static bool at_line_start(const struct filling *fill)
{
	return fill->out->len == fill->begin || fill->out->s[fill->out->len - 1] == '\n';
}

static bool after_blank_line(const struct filling *fill)
{
	const struct text *out = fill->out;

	if (out->len == fill->begin)
		return true;
	return out->len - fill->begin >= 2 && memcmp(out->s + out->len - 2, "\n\n", 2) == 0;
}

/* True if s[n] begins with a character that closes a phrase, and has no blank before it. */
static bool closes(const char *s, size_t n)
{
	static const uint32_t closing[] = {
		',',    '.',    ';',    ':',    '!',    '?',    ')',    0x3001, 0x3002, /* ideographic , and . */
		0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, /* ！ ） ， ． ： ； ？ */
	};
	uint32_t cp;

	utf8_next(s, n, &cp);
	for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++)
		if (closing[i] == cp)
			return true;
	return false;
}

/* Joins the text before a gap to the literal s[n] after it. Of the blanks on both sides one remains, or none at a
 * line's end and before what closes a phrase; a line with nothing left on it is dropped. Returns how many bytes of s
 * are dealt with. */
static size_t close_gap(struct filling *fill, const char *s, size_t n)
{
	size_t done = 0;
	bool ends;

	while (done < n && s[done] == ' ')
		done++;
	ends = done < n && (s[done] == '\n' || closes(s + done, n - done));
	if (ends || done > 0)
		trim_end(fill->out, fill->begin, " ");
	if (!ends && done > 0 && !at_line_start(fill))
		text_add(fill->out, " ");
	if (done < n && s[done] == '\n' && at_line_start(fill)) {
		bool all = after_blank_line(fill);

		do
			done++;
		while (all && done < n && s[done] == '\n');
	}
	return done;
}

static void put_literal(struct filling *fill, const char *s, size_t n)
{
	if (fill->gap) {
		size_t done = close_gap(fill, s, n);

		s += done;
		n -= done;
		if (n == 0)
			return; /* the gap continues after it */
	}
	fill->gap = false;
	text_addn(fill->out, s, n);
}

static void put_place(struct filling *fill, size_t place)
{
	if (is_empty(fill, place)) {
		fill->gap = true;
		return;
	}
	fill->gap = false;
	fill->shown[place] = true;
	text_addn(fill->out, fill->values.s + fill->starts[place], fill->starts[place + 1] - fill->starts[place]);
}

static void put_pieces(struct filling *fill)
{
	const struct template *t = fill->t;

	for (size_t i = 0; i < t->pieces_n; i++) {
		const struct template_piece *p = &t->pieces[i];

		if (p->kind == TEMPLATE_LITERAL) {
			put_literal(fill, t->text + p->from, p->n);
		} else if (p->kind == TEMPLATE_PLACE) {
			put_place(fill, p->from);
		} else if (p->kind == TEMPLATE_GROUP && !group_is_whole(fill, i)) {
			i = p->from;
			fill->gap = true;
		}
	}
	if (fill->gap)
		trim_end(fill->out, fill->begin, " \n");
}

/* Notes the place's value; "" if it is empty or its group was left out. Of two places with one name the first that
 * shows counts. Returns false when out of memory. */
static bool note(const struct filling *fill, size_t place, struct params *used)
{
	size_t n = fill->shown[place] ? fill->starts[place + 1] - fill->starts[place] : 0;
	struct param *p = used->all;
	char *value;
	bool known;

	while (p < used->all + used->n && !text_same(p->name, fill->t->places[place].name))
		p++;
	known = p < used->all + used->n;
	if (known && (n == 0 || p->value[0] != '\0'))
		return true;
	value = strndup(n > 0 ? fill->values.s + fill->starts[place] : "", n);
	if (!value)
		return false;
	if (known) {
		free(p->value);
	} else {
		memcpy(p->name, fill->t->places[place].name, PLACE_NAME);
		used->n++;
	}
	p->value = value;
	return true;
}

bool template_fill(const struct template *t, place_value value, void *ctx, struct text *out, struct params *used)
{
	struct filling fill = {
		.t = t,
		.raw = text_new(VALUE_MAX),
		.values = text_new(VALUES_MAX),
		.out = out,
		.begin = out->len,
	};
	bool ok;

	if (used)
		used->n = 0;
	ok = read_values(&fill, value, ctx);
	if (ok) {
		put_pieces(&fill);
		ok = !starved(out);
	}
	for (size_t i = 0; ok && used && i < t->places_n; i++)
		ok = t->places[i].code || note(&fill, i, used);
	text_free(&fill.raw);
	text_free(&fill.values);
	return ok;
}

void params_free(struct params *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->all[i].value);
	p->n = 0;
}
