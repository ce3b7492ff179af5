#include "templates/wording/template.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/units.h"

#define FILE_MAX 8192
#define SEGMENTS_DEFAULT 4
#define SEGMENTS_MOST 20
#define EXPIRES_MOST 9999 /* of any unit: far beyond sense, far below overflow */
#define PLACE_UNITS_MOST 2000

struct template *template_new(const char *file, const char *name, size_t name_n, enum lang l)
{
	struct template *t = calloc(1, sizeof(*t));
	if (!t)
		return NULL;
	t->file = strdup(file);
	if (!t->file) {
		free(t);
		return NULL;
	}
	memcpy(t->name, name, name_n);
	t->lang = l;
	t->segments = SEGMENTS_DEFAULT;
	t->expires_ms = 24 * 60 * MINUTE_MS;
	return t;
}

void template_free(struct template *t)
{
	if (!t)
		return;
	free(t->file);
	free(t->text);
	free(t->pieces);
	free(t);
}

const char *template_name(const struct template *t)
{
	return t->name;
}

const char *template_file(const struct template *t)
{
	return t->file;
}

int template_segments(const struct template *t)
{
	return t->segments;
}

long long template_expires_ms(const struct template *t)
{
	return t->expires_ms;
}

size_t template_places(const struct template *t)
{
	return t->places_n;
}

const struct place *template_place(const struct template *t, size_t i)
{
	return i < t->places_n ? &t->places[i] : NULL;
}

/* Reading a template: the file is gone through once, and its literal text moved together in place. */

struct scan {
	struct template *t;
	struct faults *faults;
	const char *at, *end;
	size_t kept; /* bytes at the front of t->text that are literal text; never beyond `at` */
	int line, col;
	bool in_group;
	size_t group; /* the open group's piece, and where it began */
	int group_line, group_col;
	size_t group_places; /* how many places came before it */
	unsigned keys_seen;  /* a bit for each of keys[] */
	bool no_memory;
};

static int chars_in(const char *s, size_t n)
{
	int count = 0;
	uint32_t cp;
	for (size_t i = 0; i < n; i += utf8_next(s + i, n - i, &cp))
		count++;
	return count;
}

static void advance(struct scan *s, size_t bytes)
{
	s->col += chars_in(s->at, bytes);
	s->at += bytes;
}

static void next_line(struct scan *s)
{
	s->at++;
	s->line++;
	s->col = 1;
}

static size_t line_rest(const struct scan *s)
{
	const char *lf = memchr(s->at, '\n', (size_t)(s->end - s->at));
	return (size_t)((lf ? lf : s->end) - s->at);
}

/* Reads s[n], all digits; -1 if it is anything else, or above `most`. */
static int number(const char *s, size_t n, int most)
{
	int v = 0;
	if (n == 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
		if (v > most)
			return -1;
	}
	return v;
}

static void add_piece(struct scan *s, enum piece_kind kind, size_t from, size_t n)
{
	struct template *t = s->t;
	if (t->pieces_n == t->pieces_cap) {
		size_t cap = t->pieces_cap ? t->pieces_cap * 2 : 16;
		struct piece *pieces = realloc(t->pieces, cap * sizeof(*pieces));
		if (!pieces) {
			s->no_memory = true;
			return;
		}
		t->pieces = pieces;
		t->pieces_cap = cap;
	}
	t->pieces[t->pieces_n++] = (struct piece){.kind = kind, .from = from, .n = n};
}

static void add_literal(struct scan *s, const char *bytes, size_t n)
{
	struct template *t = s->t;
	memmove(t->text + s->kept, bytes, n);
	if (t->pieces_n > 0 && t->pieces[t->pieces_n - 1].kind == LITERAL)
		t->pieces[t->pieces_n - 1].n += n;
	else
		add_piece(s, LITERAL, s->kept, n);
	s->kept += n;
}

/* Adds the place written in the `width` characters before this one. */
static void add_place(struct scan *s, const char *name, size_t name_n, int max, int width)
{
	struct template *t = s->t;
	int col = s->col - width;
	if (name_n >= PLACE_NAME) {
		fault_add(s->faults, t->file, s->line, col, width, "the name of a place has at most %d letters",
			  PLACE_NAME - 1);
		return;
	}
	if (t->places_n == PLACES_MAX) {
		fault_add(s->faults, t->file, s->line, col, width, "a template has at most %d places", PLACES_MAX);
		return;
	}
	struct place *p = &t->places[t->places_n];
	*p = (struct place){.max = max, .line = s->line, .col = col};
	memcpy(p->name, name, name_n);
	add_piece(s, PLACE, t->places_n, 0);
	t->places_n++;
}

/* At a `{`. */
static void read_place(struct scan *s)
{
	const char *close = memchr(s->at, '}', line_rest(s));
	if (!close) {
		fault_add(s->faults, s->t->file, s->line, s->col, 1, "this { is not closed; write {{ for a brace");
		advance(s, 1);
		return;
	}
	const char *name = s->at + 1;
	size_t n = (size_t)(close - name), name_n = 0;
	int max = 0, width = chars_in(s->at, n + 2);
	while (name_n < n && ((name[name_n] >= 'a' && name[name_n] <= 'z') || name[name_n] == '_'))
		name_n++;
	if (name_n == 0 || (name_n < n && name[name_n] != ':')) {
		fault_add(s->faults, s->t->file, s->line, s->col, width,
			  "a place is written {name} or {name:40}, its name in letters a to z and _; write {{ for a "
			  "brace");
		advance(s, n + 2);
		return;
	}
	if (name_n < n)
		max = number(name + name_n + 1, n - name_n - 1, PLACE_UNITS_MOST);
	if (name_n < n && max < 1) {
		fault_add(s->faults, s->t->file, s->line, s->col, width,
			  "a place may have 1 to %d characters: {%.*s:40}", PLACE_UNITS_MOST, (int)name_n, name);
		advance(s, n + 2);
		return;
	}
	advance(s, n + 2);
	add_place(s, name, name_n, max, width);
}

/* At a `[`. */
static void open_group(struct scan *s)
{
	if (s->in_group) {
		fault_add(s->faults, s->t->file, s->line, s->col, 1,
			  "[ inside [ … ]: they do not nest; write [[ for a bracket");
	} else {
		s->in_group = true;
		s->group = s->t->pieces_n;
		s->group_line = s->line;
		s->group_col = s->col;
		s->group_places = s->t->places_n;
		add_piece(s, GROUP, 0, 0);
	}
	advance(s, 1);
}

/* The end may be that of the file: filling relies on every group having one. */
static void end_group(struct scan *s)
{
	s->in_group = false;
	if (s->no_memory)
		return;
	s->t->pieces[s->group].from = s->t->pieces_n;
	add_piece(s, GROUP_END, 0, 0);
}

/* At a `]`. */
static void close_group(struct scan *s)
{
	struct template *t = s->t;
	if (!s->in_group) {
		fault_add(s->faults, t->file, s->line, s->col, 1, "no [ is open for this ]; write ]] for a bracket");
	} else {
		if (t->places_n == s->group_places)
			fault_add(s->faults, t->file, s->group_line, s->group_col,
				  s->group_line == s->line ? s->col - s->group_col + 1 : 1,
				  "this [ … ] holds no {place}; write [[ for a bracket");
		end_group(s);
	}
	advance(s, 1);
}

/* At any other character, or one that is written twice to stand for itself. */
static void read_literal(struct scan *s, size_t written)
{
	uint32_t cp;
	size_t bytes = utf8_next(s->at, (size_t)(s->end - s->at), &cp);
	if (cp != '\n' && (cp < ' ' || (cp >= 0x7F && cp <= 0x9F))) {
		fault_add(s->faults, s->t->file, s->line, s->col, 1,
			  "a control character (U+%04X) stands here; write a space, or remove it", (unsigned)cp);
		advance(s, bytes);
		return;
	}
	const char *at = s->at;
	if (cp == '\n')
		next_line(s);
	else
		advance(s, bytes * written);
	add_literal(s, at, bytes);
}

static void read_body(struct scan *s)
{
	while (s->at < s->end && !s->no_memory) {
		char c = *s->at;
		bool doubled = s->end - s->at > 1 && s->at[1] == c && (c == '{' || c == '[' || c == ']');
		if (doubled)
			read_literal(s, 2);
		else if (c == '{')
			read_place(s);
		else if (c == '[')
			open_group(s);
		else if (c == ']')
			close_group(s);
		else
			read_literal(s, 1);
	}
	if (!s->in_group)
		return;
	fault_add(s->faults, s->t->file, s->group_line, s->group_col, 1,
		  "this [ is not closed; write [[ for a bracket");
	end_group(s);
}

static bool set_segments(struct template *t, const char *value, size_t n)
{
	int v = number(value, n, SEGMENTS_MOST);
	if (v < 1)
		return false;
	t->segments = v;
	return true;
}

static bool set_expires(struct template *t, const char *value, size_t n)
{
	int v = n > 1 ? number(value, n - 1, EXPIRES_MOST) : -1;
	if (v < 1)
		return false;
	char unit = value[n - 1];
	long long ms = unit == 'm' ? MINUTE_MS : unit == 'h' ? 60 * MINUTE_MS : unit == 'd' ? 24 * 60 * MINUTE_MS : 0;
	t->expires_ms = v * ms;
	return ms > 0;
}

static const struct key {
	const char *name;
	bool (*set)(struct template *t, const char *value, size_t n);
	const char *works;
} keys[] = {
	{"@segments", set_segments, "a number from 1 to 20: @segments 4"},
	{"@expires", set_expires, "a number from 1 to 9999 and m, h or d: @expires 12h"},
};
#define KEYS (sizeof(keys) / sizeof(keys[0]))

static void unknown_key(struct scan *s, const char *name, size_t n)
{
	const char *known[KEYS];
	char wrong[32];
	for (size_t i = 0; i < KEYS; i++)
		known[i] = keys[i].name;
	snprintf(wrong, sizeof(wrong), "%.*s", (int)n, name);
	const char *nearest = n < sizeof(wrong) ? fault_nearest(wrong, known, KEYS) : NULL;
	int width = chars_in(name, n);
	if (nearest)
		fault_add(s->faults, s->t->file, s->line, s->col, width, "there is no key `%s`; did you mean `%s`?",
			  wrong, nearest);
	else
		fault_add(s->faults, s->t->file, s->line, s->col, width,
			  "there is no key `%.*s`; there are @segments N, and @expires 12h", (int)n, name);
}

/* At the `@` of a line of n bytes, blanks at its end left out. */
static void read_key(struct scan *s, size_t n)
{
	const char *line = s->at;
	size_t name_n = 0;
	while (name_n < n && line[name_n] != ' ' && line[name_n] != '\t')
		name_n++;
	size_t value = name_n;
	while (value < n && (line[value] == ' ' || line[value] == '\t'))
		value++;
	for (size_t i = 0; i < KEYS; i++) {
		const struct key *k = &keys[i];
		if (strlen(k->name) != name_n || memcmp(k->name, line, name_n) != 0)
			continue;
		if (s->keys_seen & 1u << i)
			fault_add(s->faults, s->t->file, s->line, s->col, (int)name_n, "%s is given twice; remove one",
				  k->name);
		else if (!k->set(s->t, line + value, n - value))
			fault_add(s->faults, s->t->file, s->line, s->col + chars_in(line, value),
				  chars_in(line + value, n - value), "%s takes %s", k->name, k->works);
		s->keys_seen |= 1u << i;
		return;
	}
	unknown_key(s, line, name_n);
}

/* Keys, remarks and blank lines, up to the first line of the text. */
static void read_head(struct scan *s)
{
	while (s->at < s->end) {
		size_t line = line_rest(s), n = line;
		while (n > 0 && (s->at[n - 1] == ' ' || s->at[n - 1] == '\t'))
			n--;
		if (n > 0 && s->at[0] != '@' && s->at[0] != '#')
			return;
		if (n > 0 && s->at[0] == '@')
			read_key(s, n);
		s->at += line;
		if (s->at < s->end)
			next_line(s);
	}
}

/* Files from Windows begin with a byte order mark and end their lines in CR LF. */
static size_t without_windows(char *s, size_t n)
{
	size_t from = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, kept = 0;
	for (; from < n; from++)
		if (s[from] != '\r' || from + 1 == n || s[from + 1] != '\n')
			s[kept++] = s[from];
	return kept;
}

static void not_utf8(const struct template *t, size_t n, struct faults *f)
{
	int line = 1, col = 1;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t bytes = utf8_next(t->text + i, n - i, &cp);
		if (cp == 0 || (cp == 0xFFFD && bytes == 1))
			break;
		col = cp == '\n' ? 1 : col + 1;
		line += cp == '\n';
		i += bytes;
	}
	fault_add(f, t->file, line, col, 1, "this is not UTF-8; save the file as UTF-8");
}

/* Returns false only when out of memory. */
static bool parse(struct template *t, size_t n, struct faults *f)
{
	n = without_windows(t->text, n);
	if (!utf8_valid(t->text, n)) {
		not_utf8(t, n, f);
		return true;
	}
	while (n > 0 && (t->text[n - 1] == ' ' || t->text[n - 1] == '\t' || t->text[n - 1] == '\n'))
		n--;
	struct scan s = {.t = t, .faults = f, .at = t->text, .end = t->text + n, .line = 1, .col = 1};
	read_head(&s);
	if (s.at == s.end)
		fault_add(f, t->file, 0, 0, 1, "there is no text in this file; write one");
	read_body(&s);
	return !s.no_memory;
}

bool template_read(struct template *t, struct faults *f)
{
	t->text = malloc(FILE_MAX + 1);
	if (!t->text)
		return false;
	FILE *in = fopen(t->file, "re");
	if (!in) {
		fault_add(f, t->file, 0, 0, 1, "this file cannot be read: %s", strerror(errno));
		return true;
	}
	errno = 0;
	size_t n = fread(t->text, 1, FILE_MAX + 1, in);
	int error = ferror(in) ? errno : 0;
	fclose(in);
	if (error) {
		fault_add(f, t->file, 0, 0, 1, "this file cannot be read: %s", strerror(error));
		return true;
	}
	if (n > FILE_MAX) {
		fault_add(f, t->file, 0, 0, 1, "a template has at most %d bytes; make this one shorter", FILE_MAX);
		return true;
	}
	return parse(t, n, f);
}
