#include "gateway/state/fields_held.h"

#include <stdio.h>
#include <string.h>

#include "db/store/tickets_found.h"
#include "templates/text/text.h"

/* Noted under this key and the flow's name: `amount=number looks=choice`. */
#define KEY "fields."
#define NOTE_BYTES 2048

struct noted {
	char name[PLACE_NAME], kind[FLOW_NAME];
};

/* The next of a note, from *s on; false at its end. */
static bool next_noted(const char **s, struct noted *out)
{
	size_t n = strcspn(*s, " ");
	const char *equals = memchr(*s, '=', n);

	if (!equals || (size_t)(equals - *s) >= sizeof(out->name) || n - (size_t)(equals - *s) > sizeof(out->kind))
		return false;
	snprintf(out->name, sizeof(out->name), "%.*s", (int)(equals - *s), *s);
	snprintf(out->kind, sizeof(out->kind), "%.*s", (int)(n - (size_t)(equals - *s) - 1), equals + 1);
	*s += n + strspn(*s + n, " ");
	return true;
}

static const struct value *value_of(const struct flow *f, const char *name)
{
	int field = flow_field(f, name);

	return field >= 0 ? &f->fields[field].is : NULL;
}

/* As it would be noted now. */
static bool is_same(const struct flow *f, const struct noted *one)
{
	const struct value *is = value_of(f, one->name);
	const char *now = is ? is->kind->name : "";

	return strcmp(now, one->kind) == 0;
}

static bool get_note(struct store *s, const char *flow, char out[NOTE_BYTES])
{
	char key[sizeof(KEY) + FLOW_NAME];

	snprintf(key, sizeof(key), KEY "%s", flow);
	return store_get(s, key, out, NOTE_BYTES);
}

/* What stays of the old note, and then what is new; true if that is something else. */
static bool note_anew(struct store *s, const struct flow *f, const char *old, struct text *out)
{
	const char *at = old;
	struct noted one;
	int64_t first;

	while (next_noted(&at, &one)) {
		if (is_same(f, &one) || tickets_holding(s, f->name, one.name, &first) > 0)
			text_addf(out, "%s%s=%s", out->len ? " " : "", one.name, one.kind);
	}
	for (size_t i = 0; i < f->fields_n; i++) {
		const struct value *is = &f->fields[i].is;
		char there[PLACE_NAME + 2];
		char padded[NOTE_BYTES + 2];

		snprintf(there, sizeof(there), " %s=", is->name);
		snprintf(padded, sizeof(padded), " %s", text_str(out));
		if (!strstr(padded, there))
			text_addf(out, "%s%s=%s", out->len ? " " : "", is->name, is->kind->name);
	}
	return !out->full && strcmp(text_str(out), old) != 0;
}

static bool put_note(struct store *s, const char *flow, const char *note)
{
	char key[sizeof(KEY) + FLOW_NAME];

	snprintf(key, sizeof(key), KEY "%s", flow);
	if (!store_begin(s))
		return false;
	if (store_put(s, key, note))
		return store_commit(s);
	store_rollback(s);
	return false;
}

bool fields_held_note(struct store *s, const struct flows *flows)
{
	bool good = true;

	for (size_t i = 0; i < flows->n && good; i++) {
		struct text note = text_new(NOTE_BYTES);
		char old[NOTE_BYTES];

		good = get_note(s, flows->all[i]->name, old);
		if (good && note_anew(s, flows->all[i], old, &note))
			good = put_note(s, flows->all[i]->name, text_str(&note));
		text_free(&note);
	}
	return good && !store_failed(s);
}

/* ---- the check ---- */

static void check_fields(struct store *s, const struct flow *f, struct faults *faults)
{
	char note[NOTE_BYTES];
	const char *at = note;
	struct noted one;

	if (!get_note(s, f->name, note))
		return;
	while (next_noted(&at, &one)) {
		int field = flow_field(f, one.name);
		int64_t first;
		size_t n = is_same(f, &one) ? 0 : tickets_holding(s, f->name, one.name, &first);

		if (n > 0 && field >= 0)
			fault_add(faults, f->file, f->fields[field].line, f->fields[field].col, (int)strlen(one.name),
				  "`%s` was a %s, and %zu open tickets hold one, %lld first; keep it until they have "
				  "ended, and call the new field otherwise",
				  one.name, one.kind, n, (long long)first);
		else if (n > 0)
			fault_add(faults, f->file, 0, 0, 0,
				  "there is no field `%s`, but %zu open tickets hold a %s in it, %lld first; keep the "
				  "field until they have ended",
				  one.name, n, one.kind, (long long)first);
	}
}

void fields_held_check(struct store *s, const struct flows *flows, struct faults *f)
{
	for (size_t i = 0; i < flows->n; i++)
		check_fields(s, flows->all[i], f);
}
