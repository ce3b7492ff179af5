#include "gateway/channel/fill/channel_place.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/channel/fill/place_names.h"
#include "templates/file/yaml_get.h"
#include "templates/text/array.h"
#include "templates/text/spelling.h"

#define WRITTEN_MAX 64 /* bytes between the braces */
#define NAMES_MAX 64
#define FILLED_MAX (256 * 1024) /* of one place */

struct place_piece {
	char *own;                     /* what is freed: a literal, or what stands behind a point */
	const struct place_name *name; /* NULL: a literal */
	const char *rest;
	size_t n; /* of a literal */
	enum place_escape escape;
	bool number; /* bare in JSON */
};

/* ---- making ---- */

static struct place_piece *add_piece(struct place_text *t, const char *own, size_t n)
{
	struct place_piece *room = array_room(t->pieces, t->n, &t->cap, sizeof(*room));
	char *copy = room ? strndup(own, n) : NULL;

	if (room)
		t->pieces = room;
	if (!copy) {
		t->full = true;
		return NULL;
	}
	room[t->n] = (struct place_piece){.own = copy, .rest = copy, .n = n};
	return &room[t->n++];
}

void place_text_as_is(struct place_text *t, const char *s, size_t n)
{
	if (n > 0)
		add_piece(t, s, n);
}

void place_text_escaped(struct place_text *t, enum place_escape how, const char *s, size_t n)
{
	struct text escaped = text_new(6 * n + 1);

	place_escape_add(how, s, n, &escaped);
	t->full = t->full || escaped.full;
	place_text_as_is(t, text_str(&escaped), escaped.len);
	text_free(&escaped);
}

void place_text_free(struct place_text *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->pieces[i].own);
	free(t->pieces);
	*t = (struct place_text){0};
}

/* ---- names ---- */

static bool has_rest(const struct place_name *p)
{
	return p->name[strlen(p->name) - 1] == '.';
}

static bool is_called(const struct place_name *p, const char *written)
{
	size_t n = strlen(p->name);

	return has_rest(p) ? strncmp(p->name, written, n) == 0 && written[n] : strcmp(p->name, written) == 0;
}

static void fault_of(const struct yaml *at, const char *written, unsigned where, struct faults *f)
{
	const char *names[NAMES_MAX], *near;
	size_t n = 0;

	for (size_t i = 0; i < place_names_n && n < NAMES_MAX; i++)
		if (place_names[i].where & where)
			names[n++] = place_names[i].name;
	near = spelling_nearest(written, names, n);
	if (near)
		yaml_fault(f, at, "there is no place `{%s}` here; did you mean `{%s}`?", written, near);
	else
		yaml_fault(f, at,
			   "there is no place `{%s}` here; fieldgate(5), CHANNELS, lists them, and `{{` stands "
			   "for `{` itself",
			   written);
}

static const struct place_name *find(const struct yaml *at, const char *written, unsigned where, struct faults *f)
{
	for (size_t i = 0; i < place_names_n; i++)
		if ((place_names[i].where & where) && is_called(&place_names[i], written))
			return &place_names[i];
	fault_of(at, written, where, f);
	return NULL;
}

/* ---- reading ---- */

/* What a text is read with. */
struct reading {
	struct place_text *t;
	const struct yaml *at;
	unsigned where;
	enum place_escape between, values;
	const struct channel_secrets *secrets;
	struct faults *f;
};

static bool add_place(const struct reading *r, const char *written)
{
	const struct place_name *name = find(r->at, written, r->where, r->f);
	const char *rest, *secret = NULL;
	struct place_piece *p;

	if (!name)
		return false;
	rest = has_rest(name) ? written + strlen(name->name) : "";
	if (strcmp(name->name, "secret.") == 0) {
		secret = channel_secret_named(r->secrets, r->at, rest, r->f);
		if (!secret)
			return false;
	}
	p = add_piece(r->t, rest, strlen(rest));
	if (!p)
		return true;
	p->name = name;
	p->escape = r->values;
	if (secret)
		p->rest = secret;
	return true;
}

/* What begins with a brace; *s goes behind it. */
static bool read_place(const struct reading *r, const char **s)
{
	size_t n = strcspn(*s + 1, "{}");
	char written[WRITTEN_MAX];

	if ((*s)[n + 1] != '}') {
		yaml_fault(r->f, r->at,
			   "a place begins here with `{` and does not end; close it, or write `{{` for the "
			   "character itself");
		return false;
	}
	if (n >= sizeof(written)) {
		yaml_fault(r->f, r->at, "the name of this place is too long; at most %zu bytes", sizeof(written) - 1);
		return false;
	}
	memcpy(written, *s + 1, n);
	written[n] = '\0';
	*s += n + 2;
	return add_place(r, written);
}

static void read_text(const struct reading *r, const char *s)
{
	bool good = true;

	while (*s && good) {
		size_t n = strcspn(s, "{}");

		if (n > 0)
			place_text_escaped(r->t, r->between, s, n);
		s += n;
		if (s[0] == '{' && s[1] != '{') {
			good = read_place(r, &s);
		} else if (s[0]) {
			place_text_escaped(r->t, r->between, s, 1);
			s += s[1] == s[0] ? 2 : 1;
		}
	}
}

void place_text_add(struct place_text *t, const struct yaml *at, const char *s, unsigned where,
		    enum place_escape between, enum place_escape values, const struct channel_secrets *secrets,
		    struct faults *f)
{
	struct reading r = {t, at, where, between, values, secrets, f};

	read_text(&r, s);
}

void place_text_number(struct place_text *t, const struct yaml *at, const char *s, struct faults *f)
{
	char written[WRITTEN_MAX];
	size_t n = strlen(s);
	struct place_piece *p;

	if (n > 2 && n < sizeof(written) && s[0] == '{' && s[n - 1] == '}') {
		memcpy(written, s + 1, n - 2);
		written[n - 2] = '\0';
		for (size_t i = 0; i < place_names_n; i++) {
			if (!place_names[i].number || !is_called(&place_names[i], written))
				continue;
			p = add_piece(t, "", 0);
			if (p)
				*p = (struct place_piece){
					.own = p->own, .name = &place_names[i], .rest = p->own, .number = true};
			return;
		}
	}
	yaml_fault(f, at,
		   "this is neither a number, true, false, null nor a place that is a number, as `={segments}`; "
		   "leave out the `=` if it is a text, or write `==` for the character itself");
}

/* ---- asking and filling ---- */

bool place_text_has(const struct place_text *t, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < t->n; i++)
		if (t->pieces[i].name && strncmp(t->pieces[i].name->name, name, n) == 0 &&
		    strchr(".", t->pieces[i].name->name[n]))
			return true;
	return false;
}

/* What is no number after all, as a receiver that is a word, stays a string. */
static void fill_number(const char *value, size_t n, struct text *out)
{
	if (n > 0 && strspn(value, "0123456789") == n && (n == 1 || value[0] != '0')) {
		text_addn(out, value, n);
		return;
	}
	text_add(out, "\"");
	place_escape_add(PLACE_JSON, value, n, out);
	text_add(out, "\"");
}

static void fill_place(const struct place_piece *p, const struct place_values *v, struct text *out)
{
	struct text value = text_new(FILLED_MAX);

	p->name->put(v, p->rest, &value);
	if (p->number)
		fill_number(text_str(&value), value.len, out);
	else
		place_escape_add(p->escape, text_str(&value), value.len, out);
	out->full = out->full || value.full;
	text_free(&value);
}

bool place_text_fill(const struct place_text *t, const struct place_values *v, struct text *out)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct place_piece *p = &t->pieces[i];

		if (p->name)
			fill_place(p, v, out);
		else
			text_addn(out, p->rest, p->n);
	}
	return !out->full;
}
