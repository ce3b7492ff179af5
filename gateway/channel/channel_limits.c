#include "gateway/channel/channel_limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/text/text.h"
#include "templates/wording/segments.h"

#define UNDER_WAY 8
#define TEXT_MAX (64 * 1024)

/* ---- reading ---- */

/* The names of all templates, to be freed (the names are borrowed); NULL if memory ran out. */
static const char **template_names(const struct wording *w, size_t *n)
{
	const char **names;

	for (*n = 0; wording_at(w, LANG_FIRST, *n);)
		++*n;
	names = calloc(*n + 1, sizeof(*names));
	for (size_t i = 0; names && i < *n; i++)
		names[i] = template_name(wording_at(w, LANG_FIRST, i));
	return names;
}

/* One that is approved: an item of a list, or an entry of a mapping, whose value is the carrier's code. */
static void add_approved(struct channel *c, const struct yaml *one, bool map, const char *const *names, size_t n,
			 struct faults *f)
{
	char *name = c->approved[c->approved_n];
	bool good;

	if (!map) {
		good = yaml_text(one, name, TEMPLATE_NAME, f) &&
		       (!names || yaml_one_of(one, "template", names, n, f) >= 0);
	} else {
		good = yaml_text(one, c->codes[c->approved_n], TEMPLATE_CODE, f) &&
		       (!names || yaml_key_of(one, "template", names, n, f) >= 0) &&
		       text_copy(name, TEMPLATE_NAME, one->key);
	}
	c->approved_n += good;
}

static void read_approved(struct channel *c, const struct yaml *list, const struct wording *w, struct faults *f)
{
	bool map = list->kind == YAML_MAP;
	size_t count = map ? list->n : yaml_count(list), n = 0;
	const char **names = w ? template_names(w, &n) : NULL;
	bool room;

	c->approved_only = true;
	c->approved = calloc(count + 1, sizeof(*c->approved));
	c->codes = calloc(count + 1, sizeof(*c->codes));
	room = c->approved && c->codes && (!w || names);
	if (!room)
		yaml_fault(f, list, "out of memory; free some and try again");
	for (size_t i = 0; room && i < count; i++)
		add_approved(c, map ? &list->items[i] : yaml_item(list, i), map, names, n, f);
	free(names);
}

void channel_limits_read(struct channel *c, const struct yaml *root, const struct wording *w, struct faults *f)
{
	static const char *const keys[] = {"segments", "segments_per_second", "under_way", "approved", NULL};
	const struct yaml *takes = yaml_get(root, "takes"), *signature = yaml_get(root, "signature");
	const struct yaml *n;

	c->under_way = UNDER_WAY;
	if (signature)
		yaml_text(signature, c->signature, sizeof(c->signature), f);
	if (!takes || !yaml_is_map(takes, "takes: {segments: 6, segments_per_second: 10}", f))
		return;
	yaml_keys(takes, keys, f);
	if ((n = yaml_get(takes, "segments")))
		yaml_number(n, 1, 255, &c->segments_most, f);
	if ((n = yaml_get(takes, "segments_per_second")))
		yaml_number(n, 1, 10000, &c->per_second, f);
	if ((n = yaml_get(takes, "under_way")))
		yaml_number(n, 1, 256, &c->under_way, f);
	n = yaml_get(takes, "approved");
	if (n && (n->kind == YAML_MAP || yaml_is_list(n, "[TEMPLATE, ...], or {TEMPLATE: CODE, ...}", f)))
		read_approved(c, n, w, f);
}

/* ---- asking ---- */

int channel_segments(const struct channel *c, const char *text)
{
	struct text whole = text_new(TEXT_MAX);
	int count;

	if (!c || !c->signature[0])
		return segments_of(text).count;
	text_add(&whole, c->signature);
	text_add(&whole, text);
	count = segments_of(whole.full ? text : text_str(&whole)).count;
	text_free(&whole);
	return count;
}

/* approved_n: it is none of them. */
static size_t approved_at(const struct channel *c, const char *template)
{
	size_t i = 0;

	while (i < c->approved_n && strcmp(c->approved[i], template) != 0)
		i++;
	return i;
}

const char *channel_template_code(const struct channel *c, const char *template)
{
	size_t i = approved_at(c, template);

	return i < c->approved_n ? c->codes[i] : "";
}

bool channel_takes(const struct channel *c, const struct outbox_mt *mt, char *why, size_t size)
{
	int segments;

	if (!c)
		return true;
	if (c->approved_only && approved_at(c, mt->template) == c->approved_n) {
		snprintf(why, size, "the template %s is not among those approved on %s", mt->template, c->name);
		return false;
	}
	segments = c->segments_most ? channel_segments(c, mt->text) : 0;
	if (segments <= c->segments_most)
		return true;
	snprintf(why, size, "%d segments, and %s takes %d", segments, c->name, c->segments_most);
	return false;
}
