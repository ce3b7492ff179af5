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

static void read_approved(struct channel *c, const struct yaml *list, const struct wording *w, struct faults *f)
{
	size_t count = yaml_count(list), n = 0;
	const char **names = w ? template_names(w, &n) : NULL;

	c->approved_only = true;
	c->approved = calloc(count + 1, sizeof(*c->approved));
	if (!c->approved || (w && !names))
		yaml_fault(f, list, "out of memory; free some and try again");
	for (size_t i = 0; c->approved && i < count; i++) {
		const struct yaml *one = yaml_item(list, i);

		if (yaml_text(one, c->approved[c->approved_n], TEMPLATE_NAME, f) &&
		    (!names || yaml_one_of(one, "template", names, n, f) >= 0))
			c->approved_n++;
	}
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
	if ((n = yaml_get(takes, "approved")) && yaml_is_list(n, "[TEMPLATE, ...]", f))
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

static bool is_approved(const struct channel *c, const char *template)
{
	for (size_t i = 0; i < c->approved_n; i++)
		if (strcmp(c->approved[i], template) == 0)
			return true;
	return !c->approved_only;
}

bool channel_takes(const struct channel *c, const struct outbox_mt *mt, char *why, size_t size)
{
	int segments;

	if (!c)
		return true;
	if (!is_approved(c, mt->template)) {
		snprintf(why, size, "the template %s is not among those approved on %s", mt->template, c->name);
		return false;
	}
	segments = c->segments_most ? channel_segments(c, mt->text) : 0;
	if (segments <= c->segments_most)
		return true;
	snprintf(why, size, "%d segments, and %s takes %d", segments, c->name, c->segments_most);
	return false;
}
