#include "wording.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX 8192
#define SUFFIX ".txt"
#define SEGMENTS_DEFAULT 4
#define SEGMENTS_MOST 20
#define EXPIRES_MOST 9999 /* of any unit: far beyond sense, far below overflow */
#define PLACE_UNITS_MOST 2000
#define MINUTE_MS (60LL * 1000)
#define VALUE_MAX ((size_t)256 * 1024)   /* bytes a value may have before it is cut */
#define VALUES_MAX ((size_t)1024 * 1024) /* bytes of all values of a filling, cut */

enum piece_kind { LITERAL, PLACE, GROUP, GROUP_END };

struct piece {
	enum piece_kind kind;
	size_t from; /* LITERAL: first byte in `text`; PLACE: index in `places`; GROUP: index of its GROUP_END */
	size_t n;    /* LITERAL: bytes */
};

struct template
{
	char name[TEMPLATE_NAME];
	enum lang lang;
	int segments;
	long long expires_ms;
	char *file;
	char *text; /* the file; once it is parsed, its literal text moved together at the front */
	struct piece *pieces;
	size_t pieces_n, pieces_cap;
	struct place places[PLACES_MAX];
	size_t places_n;
};

struct folder {
	struct template **all; /* by name */
	size_t n, cap;
};

struct wording {
	struct folder in[LANGS];
};

static const char *const lang_names[LANGS] = {[ZH] = "zh", [EN] = "en"};

bool lang_read(const char *s, enum lang *l)
{
	for (int i = 0; i < LANGS; i++) {
		if (strcmp(s, lang_names[i]) == 0) {
			*l = (enum lang)i;
			return true;
		}
	}
	return false;
}

const char *lang_name(enum lang l)
{
	return lang_names[l];
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
		struct piece *pieces = realloc(t->pieces, cap * sizeof *pieces);
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
#define KEYS (sizeof keys / sizeof keys[0])

static void unknown_key(struct scan *s, const char *name, size_t n)
{
	const char *known[KEYS];
	char wrong[32];
	for (size_t i = 0; i < KEYS; i++)
		known[i] = keys[i].name;
	snprintf(wrong, sizeof wrong, "%.*s", (int)n, name);
	const char *nearest = n < sizeof wrong ? fault_nearest(wrong, known, KEYS) : NULL;
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

static bool template_read(struct template *t, struct faults *f)
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

/* Reading the folders. */

static void template_free(struct template *t)
{
	if (!t)
		return;
	free(t->file);
	free(t->text);
	free(t->pieces);
	free(t);
}

static bool folder_add(struct folder *in, struct template *t)
{
	if (in->n == in->cap) {
		size_t cap = in->cap ? in->cap * 2 : 64;
		struct template **all = realloc(in->all, cap * sizeof(struct template *));
		if (!all)
			return false;
		in->all = all;
		in->cap = cap;
	}
	in->all[in->n++] = t;
	return true;
}

/* Bytes of the template's name in a file's name; 0 if the file is none: an editor's copy, or hidden. */
static size_t name_of(const char *file)
{
	size_t n = strlen(file), suffix = strlen(SUFFIX);
	if (file[0] == '.' || n <= suffix || strcmp(file + n - suffix, SUFFIX) != 0)
		return 0;
	return n - suffix;
}

static int is_template(const struct dirent *entry)
{
	return name_of(entry->d_name) > 0;
}

/* Adds the template that dir/lang/file holds, not read yet. Returns false when out of memory. */
static bool folder_list_one(struct folder *in, const char *dir, enum lang l, const char *file, struct faults *f)
{
	size_t n = name_of(file);
	struct template *t = calloc(1, sizeof *t);
	if (!t)
		return false;
	t->lang = l;
	t->segments = SEGMENTS_DEFAULT;
	t->expires_ms = 24 * 60 * MINUTE_MS;
	if (asprintf(&t->file, "%s/%s/%s", dir, lang_name(l), file) < 0) {
		t->file = NULL;
		template_free(t);
		return false;
	}
	if (n >= TEMPLATE_NAME) {
		fault_add(f, t->file, 0, 0, 1, "the name of a template has at most %d bytes; rename this file",
			  TEMPLATE_NAME - 1);
		template_free(t);
		return true;
	}
	memcpy(t->name, file, n);
	if (folder_add(in, t))
		return true;
	template_free(t);
	return false;
}

static int by_name(const void *a, const void *b)
{
	const struct template *const *x = a, *const *y = b;
	return strcmp((*x)->name, (*y)->name);
}

/* Returns false, and says why, if the folder cannot be read. */
static bool folder_list(struct folder *in, const char *dir, enum lang l, struct faults *f)
{
	struct text path = text_new(PATH_MAX);
	struct dirent **entries = NULL;
	text_addf(&path, "%s/%s", dir, lang_name(l));
	int n = scandir(text_str(&path), &entries, is_template, alphasort);
	int error = n < 0 ? errno : 0;
	for (int i = 0; i < n; i++) {
		if (!error && !folder_list_one(in, dir, l, entries[i]->d_name, f))
			error = ENOMEM;
		free(entries[i]);
	}
	free(entries);
	if (error)
		fault_add(f, text_str(&path), 0, 0, 1, "this folder cannot be read: %s", strerror(error));
	text_free(&path);
	if (in->n > 1)
		qsort(in->all, in->n, sizeof(struct template *), by_name);
	return !error;
}

static bool folder_read(struct folder *in, struct faults *f)
{
	for (size_t i = 0; i < in->n; i++) {
		if (!template_read(in->all[i], f)) {
			fault_add(f, in->all[i]->file, 0, 0, 1, "out of memory");
			return false;
		}
	}
	return true;
}

static void check_pairs(const struct wording *w, const char *dir, enum lang l, enum lang other, struct faults *f)
{
	for (size_t i = 0; i < w->in[l].n; i++) {
		const struct template *t = w->in[l].all[i];
		if (!wording_find(w, other, t->name))
			fault_add(f, t->file, 0, 0, 1, "there is no %s/%s/%s" SUFFIX "; write it, or remove this one",
				  dir, lang_name(other), t->name);
	}
}

struct wording *wording_load(const char *dir, struct faults *f)
{
	struct wording *w = calloc(1, sizeof *w);
	if (!w) {
		fault_add(f, dir, 0, 0, 1, "out of memory");
		return NULL;
	}
	bool listed = true;
	for (enum lang l = 0; l < LANGS; l++)
		listed = folder_list(&w->in[l], dir, l, f) && listed;
	if (!listed || !folder_read(&w->in[ZH], f) || !folder_read(&w->in[EN], f)) {
		wording_free(w);
		return NULL;
	}
	check_pairs(w, dir, ZH, EN, f);
	check_pairs(w, dir, EN, ZH, f);
	return w;
}

void wording_free(struct wording *w)
{
	if (!w)
		return;
	for (int l = 0; l < LANGS; l++) {
		for (size_t i = 0; i < w->in[l].n; i++)
			template_free(w->in[l].all[i]);
		free(w->in[l].all);
	}
	free(w);
}

static int name_against(const void *name, const void *entry)
{
	const struct template *const *t = entry;
	return strcmp(name, (*t)->name);
}

const struct template *wording_find(const struct wording *w, enum lang l, const char *name)
{
	const struct folder *in = &w->in[l];
	if (in->n == 0)
		return NULL;
	struct template **found = bsearch(name, in->all, in->n, sizeof(struct template *), name_against);
	return found ? *found : NULL;
}

const struct template *wording_at(const struct wording *w, enum lang l, size_t i)
{
	return i < w->in[l].n ? w->in[l].all[i] : NULL;
}

/* Filling. */

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

/* True if t stopped for want of memory, not at its ceiling: whole characters stop at most 3 bytes short. */
static bool starved(const struct text *t)
{
	return t->full && t->max - t->len > 3;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Takes bytes of `these` off the end of t, down to `begin` at most. */
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

/* Values stand without blanks at either end: so a value of blanks is empty, and the blanks at the end of the
 * text made so far are always the template's own, never a value's. Returns false when out of memory. */
static bool read_value(struct filling *fill, const struct place *p, place_value value, void *ctx)
{
	text_clear(&fill->raw);
	int max = value(ctx, p->name, fill->t->lang, &fill->raw);
	if (p->max > 0 && p->max < max)
		max = p->max;
	trim_end(&fill->raw, 0, " \n\r\t");
	const char *from = text_str(&fill->raw);
	while (is_blank(*from))
		from++;
	if (starved(&fill->raw))
		return false;
	if (max <= 0)
		return true;
	size_t begin = fill->values.len;
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
	const struct piece *p = fill->t->pieces;
	size_t places = 0;
	for (size_t i = group + 1; i < p[group].from; i++) {
		if (p[i].kind != PLACE)
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

/* True if s[n] begins with what closes a phrase, and takes no blank before it. */
static bool closes(const char *s, size_t n)
{
	static const uint32_t closing[] = {
		',',    '.',    ';',    ':',    '!',    '?',    ')',    0x3001, 0x3002, /* 、 。 */
		0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, /* ！ ） ， ． ： ； ？ */
	};
	uint32_t cp;
	utf8_next(s, n, &cp);
	for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++)
		if (closing[i] == cp)
			return true;
	return false;
}

/* Joins what stands before a gap to the literal s[n] after it. Of the blanks on both sides one is left, and
 * none at a line's end or before what closes a phrase; a line with nothing left on it goes. Returns how many
 * bytes of s are done with. */
static size_t mend(struct filling *fill, const char *s, size_t n)
{
	size_t done = 0;
	while (done < n && s[done] == ' ')
		done++;
	bool ends = done < n && (s[done] == '\n' || closes(s + done, n - done));
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
		size_t done = mend(fill, s, n);
		s += done;
		n -= done;
		if (n == 0)
			return; /* the gap goes on behind it */
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
		const struct piece *p = &t->pieces[i];
		if (p->kind == LITERAL) {
			put_literal(fill, t->text + p->from, p->n);
		} else if (p->kind == PLACE) {
			put_place(fill, p->from);
		} else if (p->kind == GROUP && !group_is_whole(fill, i)) {
			i = p->from;
			fill->gap = true;
		}
	}
	if (fill->gap)
		trim_end(fill->out, fill->begin, " \n");
}

/* Notes what stands in the place; "" if it is empty or its group was left out. Of two places of one name the
 * first that shows counts. Returns false when out of memory. */
static bool note(const struct filling *fill, size_t place, struct params *used)
{
	size_t n = fill->shown[place] ? fill->starts[place + 1] - fill->starts[place] : 0;
	struct param *p = used->all;
	while (p < used->all + used->n && strcmp(p->name, fill->t->places[place].name) != 0)
		p++;
	bool known = p < used->all + used->n;
	if (known && (n == 0 || p->value[0] != '\0'))
		return true;
	char *value = strndup(n > 0 ? fill->values.s + fill->starts[place] : "", n);
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
	if (used)
		used->n = 0;
	bool ok = read_values(&fill, value, ctx);
	if (ok) {
		put_pieces(&fill);
		ok = !starved(out);
	}
	for (size_t i = 0; ok && used && i < t->places_n; i++)
		ok = note(&fill, i, used);
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

static size_t units_in(const char *s, size_t n)
{
	size_t units = 0;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		i += utf8_next(s + i, n - i, &cp);
		units += cp > 0xFFFF ? 2 : 1;
	}
	return units;
}

size_t template_worst(const struct template *t, int (*max_of)(void *ctx, const char *name), void *ctx)
{
	size_t units = 0;
	for (size_t i = 0; i < t->pieces_n; i++) {
		const struct piece *p = &t->pieces[i];
		if (p->kind == LITERAL)
			units += units_in(t->text + p->from, p->n);
		if (p->kind != PLACE)
			continue;
		const struct place *place = &t->places[p->from];
		int max = max_of(ctx, place->name);
		if (place->max > 0 && place->max < max)
			max = place->max;
		units += max > 0 ? (size_t)max : 0;
	}
	return units;
}
