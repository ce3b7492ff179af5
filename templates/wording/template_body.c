#include "templates/wording/template_body.h"

#include <string.h>

#include "templates/text/utf8.h"

#define PLACE_UNITS_MOST 2000
#define CODE_BYTES (sizeof(PLACE_CODE) - 1)

struct body {
	struct template_scan *s;
	size_t kept; /* bytes at the front of the template's text that are literal; never beyond s->at */
	bool in_group;
	size_t group; /* the open group's piece, */
	int group_line, group_col;
	size_t group_places; /* and how many places came before it */
};

static void add_piece(struct body *b, enum template_piece_kind kind, size_t from, size_t n)
{
	b->s->no_memory = !template_add(b->s->t, kind, from, n) || b->s->no_memory;
}

/* ---- places ---- */

static bool names_code(const char *s, size_t n)
{
	return n > CODE_BYTES && memcmp(s, PLACE_CODE, CODE_BYTES) == 0;
}

/* Adds the place written in the `width` characters before this one. */
static void add_place(struct body *b, const char *name, size_t name_n, int max, int width)
{
	struct template *t = b->s->t;
	int col = b->s->col - width;
	struct place *p;

	bool code = names_code(name, name_n);
	size_t most = code ? PLACE_WRITTEN - 1 : PLACE_NAME - 1;

	if (name_n > most) {
		template_scan_fault(b->s, col, width, "the name of a place has at most %zu letters; shorten it", most);
		return;
	}
	if (t->places_n == PLACES_MAX) {
		template_scan_fault(b->s, col, width, "a template has at most %d places; leave one out", PLACES_MAX);
		return;
	}
	p = &t->places[t->places_n];
	*p = (struct place){.code = code, .optional = b->in_group, .max = max, .line = b->s->line, .col = col};
	memcpy(p->name, name, name_n);
	add_piece(b, TEMPLATE_PLACE, t->places_n, 0);
	t->places_n++;
}

/* How many bytes of s[n] a place's name has. */
static size_t name_length(const char *s, size_t n)
{
	bool code = names_code(s, n);
	size_t i = code ? CODE_BYTES : 0;

	while (i < n && ((s[i] >= 'a' && s[i] <= 'z') || s[i] == '_' || (code && s[i] >= '0' && s[i] <= '9')))
		i++;
	return i;
}

/* At a `{`. */
static void read_place(struct body *b)
{
	struct template_scan *s = b->s;
	const char *name = s->at + 1, *close = memchr(s->at, '}', template_scan_rest(s));
	size_t n = close ? (size_t)(close - name) : 0, name_n = name_length(name, n);
	int col = s->col, max = 0, width = close ? template_scan_chars(s->at, n + 2) : 1;

	if (!close) {
		template_scan_fault(s, col, width, "this { is not closed; write {{ for a brace");
		template_scan_advance(s, 1);
		return;
	}
	template_scan_advance(s, n + 2);
	if (name_n == 0 || (name_n < n && name[name_n] != ':')) {
		template_scan_fault(s, col, width,
				    "a place is written {name} or {name:40}, its name in letters a to z and _; write "
				    "{{ for a brace");
		return;
	}
	if (name_n < n)
		max = template_scan_number(name + name_n + 1, n - name_n - 1, PLACE_UNITS_MOST);
	if (name_n < n && max < 1)
		template_scan_fault(s, col, width, "a place may have 1 to %d characters: {%.*s:40}", PLACE_UNITS_MOST,
				    (int)name_n, name);
	else if (max > 0 && names_code(name, name_n))
		template_scan_fault(s, col, width, "a code's word is never cut, or it could not be sent: {%.*s}",
				    (int)name_n, name);
	else
		add_place(b, name, name_n, max, width);
}

/* ---- groups ---- */

/* At a `[`. */
static void open_group(struct body *b)
{
	struct template_scan *s = b->s;

	if (b->in_group) {
		template_scan_fault(s, s->col, 1, "[ inside [ … ]: they do not nest; write [[ for a bracket");
	} else {
		b->in_group = true;
		b->group = s->t->pieces_n;
		b->group_line = s->line;
		b->group_col = s->col;
		b->group_places = s->t->places_n;
		add_piece(b, TEMPLATE_GROUP, 0, 0);
	}
	template_scan_advance(s, 1);
}

/* Also called where the file ends inside a group, as filling relies on every group having an end. */
static void end_group(struct body *b)
{
	struct template *t = b->s->t;

	b->in_group = false;
	if (b->s->no_memory)
		return;
	t->pieces[b->group].from = t->pieces_n;
	add_piece(b, TEMPLATE_GROUP_END, 0, 0);
}

/* Adds a fault at the bracket that opened the group. */
static void group_fault(struct body *b, int width, const char *what)
{
	fault_add(b->s->faults, b->s->t->file, b->group_line, b->group_col, width, "%s", what);
}

/* At a `]`. */
static void close_group(struct body *b)
{
	struct template_scan *s = b->s;

	if (!b->in_group) {
		template_scan_fault(s, s->col, 1, "no [ is open for this ]; write ]] for a bracket");
	} else {
		if (s->t->places_n == b->group_places)
			group_fault(b, b->group_line == s->line ? s->col - b->group_col + 1 : 1,
				    "this [ … ] holds no {place}; write [[ for a bracket");
		end_group(b);
	}
	template_scan_advance(s, 1);
}

/* ---- literal text ---- */

/* `line` and `col` are where it stands. */
static void add_literal(struct body *b, const char *bytes, size_t n, int line, int col)
{
	struct template *t = b->s->t;

	memmove(t->text + b->kept, bytes, n);
	if (t->pieces_n > 0 && t->pieces[t->pieces_n - 1].kind == TEMPLATE_LITERAL)
		t->pieces[t->pieces_n - 1].n += n;
	else
		add_piece(b, TEMPLATE_LITERAL, b->kept, n);
	if (!b->s->no_memory && t->pieces[t->pieces_n - 1].line == 0) {
		t->pieces[t->pieces_n - 1].line = line;
		t->pieces[t->pieces_n - 1].col = col;
	}
	b->kept += n;
}

/* At a character that stands for itself, `written` times: twice for a brace or a bracket. */
static void read_literal(struct body *b, size_t written)
{
	struct template_scan *s = b->s;
	const char *at = s->at;
	int line = s->line, col = s->col;
	uint32_t cp;
	size_t bytes = utf8_next(at, (size_t)(s->end - at), &cp);

	if (utf8_is_control(cp) && cp != '\n') {
		template_scan_fault(s, s->col, 1,
				    "there is a control character (U+%04X) here; write a space, or remove it",
				    (unsigned)cp);
		template_scan_advance(s, bytes);
		return;
	}
	if (cp == '\n')
		template_scan_next_line(s);
	else
		template_scan_advance(s, bytes * written);
	add_literal(b, at, bytes, line, col);
}

static void read_next(struct body *b)
{
	struct template_scan *s = b->s;
	char c = *s->at;
	bool doubled = s->end - s->at > 1 && s->at[1] == c && (c == '{' || c == '[' || c == ']');

	if (doubled)
		read_literal(b, 2);
	else if (c == '{')
		read_place(b);
	else if (c == '[')
		open_group(b);
	else if (c == ']')
		close_group(b);
	else
		read_literal(b, 1);
}

void template_body_read(struct template_scan *s)
{
	struct body b = {.s = s};

	while (s->at < s->end && !s->no_memory)
		read_next(&b);
	if (!b.in_group)
		return;
	group_fault(&b, 1, "this [ is not closed; write [[ for a bracket");
	end_group(&b);
}
