#include "templates/wording/template_head.h"

#include <string.h>

#include "templates/text/spelling.h"
#include "templates/text/text_cut.h"
#include "templates/text/units.h"

#define SEGMENTS_MOST 20
#define EXPIRES_MOST 9999 /* of any unit: far more than makes sense, far less than overflows */
#define WRONG_BYTES 128
#define WRONG_UNITS 30

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool set_segments(struct template *t, const char *value, size_t n)
{
	int v = template_scan_number(value, n, SEGMENTS_MOST);

	if (v < 1)
		return false;
	t->segments = v;
	return true;
}

static int64_t unit_ms(char unit)
{
	return unit == 'm' ? MINUTE_MS : unit == 'h' ? HOUR_MS : unit == 'd' ? DAY_MS : 0;
}

static bool set_expires(struct template *t, const char *value, size_t n)
{
	int v = n > 1 ? template_scan_number(value, n - 1, EXPIRES_MOST) : -1;

	if (v < 1)
		return false;
	t->expires_ms = v * unit_ms(value[n - 1]);
	return t->expires_ms > 0;
}

static bool set_always(struct template *t, const char *value, size_t n)
{
	(void)value;
	t->always = n == 0;
	return t->always;
}

static const struct key {
	const char *name;
	bool (*set)(struct template *t, const char *value, size_t n);
	const char *works;
} keys[] = {
	{"@segments", set_segments, "a number from 1 to 20: @segments 4"},
	{"@expires", set_expires, "a number from 1 to 9999 and m, h or d: @expires 12h"},
	{"@always", set_always, "nothing behind it: @always"},
};
#define KEYS (sizeof(keys) / sizeof(keys[0]))

static void unknown_key(struct template_scan *s, const char *name, size_t n)
{
	const char *known[KEYS], *nearest;
	struct text wrong = text_new(WRONG_BYTES), whole = text_new(WRONG_BYTES);
	int width = template_scan_chars(name, n);

	for (size_t i = 0; i < KEYS; i++)
		known[i] = keys[i].name;
	text_addn(&whole, name, n);
	text_cut(&wrong, text_str(&whole), WRONG_UNITS);
	nearest = spelling_nearest(text_str(&wrong), known, KEYS);
	if (nearest)
		template_scan_fault(s, s->col, width, "there is no key `%s`; did you mean `%s`?", text_str(&wrong),
				    nearest);
	else
		template_scan_fault(s, s->col, width,
				    "there is no key `%s`; write @segments 4, @expires 12h or @always",
				    text_str(&wrong));
	text_free(&wrong);
	text_free(&whole);
}

/* The key that has this name; KEYS if none has. */
static size_t find_key(const char *name, size_t n)
{
	size_t i = 0;

	while (i < KEYS && (strlen(keys[i].name) != n || memcmp(keys[i].name, name, n) != 0))
		i++;
	return i;
}

/* At the `@` of a line of n bytes, not counting blanks at its end. `seen` has a bit for each key read before. */
static void read_key(struct template_scan *s, size_t n, unsigned *seen)
{
	const char *line = s->at;
	size_t name_n = 0, value, key;

	while (name_n < n && !is_blank(line[name_n]))
		name_n++;
	value = name_n;
	while (value < n && is_blank(line[value]))
		value++;
	key = find_key(line, name_n);
	if (key == KEYS) {
		unknown_key(s, line, name_n);
		return;
	}
	if (*seen & 1u << key)
		template_scan_fault(s, s->col, (int)name_n, "%s is given twice; remove one", keys[key].name);
	else if (!keys[key].set(s->t, line + value, n - value))
		template_scan_fault(s, s->col + template_scan_chars(line, value),
				    template_scan_chars(line + value, n - value), "%s takes %s", keys[key].name,
				    keys[key].works);
	*seen |= 1u << key;
}

void template_head_read(struct template_scan *s)
{
	unsigned seen = 0;

	while (s->at < s->end) {
		size_t line = template_scan_rest(s), n = line;

		while (n > 0 && is_blank(s->at[n - 1]))
			n--;
		if (n > 0 && s->at[0] != '@' && s->at[0] != '#')
			return;
		if (n > 0 && s->at[0] == '@')
			read_key(s, n, &seen);
		s->at += line;
		if (s->at < s->end)
			template_scan_next_line(s);
	}
}
