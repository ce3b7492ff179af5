#include "gateway/channel/fill/send_body.h"

#include <string.h>

#include "gateway/wire/json_tree.h"
#include "templates/file/yaml_get.h"

/* ---- parameters ---- */

static void add_param(struct place_text *t, const struct yaml *n, const char *name, enum place_escape how,
		      const struct send_places *p)
{
	if (n->kind == YAML_LIST || n->kind == YAML_MAP) {
		yaml_fault(p->f, n, "a text is expected here; write it without brackets");
		return;
	}
	if (t->n > 0)
		place_text_as_is(t, "&", 1);
	place_text_escaped(t, how, name, strlen(name));
	place_text_as_is(t, "=", 1);
	if (n->text)
		place_text_add(t, n, n->text, PLACES_OF_TEXT, how, how, p->secrets, p->f);
}

void send_params_read(struct place_text *t, const struct yaml *map, enum place_escape how, const struct send_places *p)
{
	if (!yaml_is_map(map, "{NAME: TEXT, ...}", p->f))
		return;
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *n = &map->items[i];

		if (!n->key)
			continue;
		for (size_t j = 0; n->kind == YAML_LIST && j < n->n; j++)
			add_param(t, &n->items[j], n->key, how, p);
		if (n->kind != YAML_LIST)
			add_param(t, n, n->key, how, p);
	}
}

/* ---- JSON ---- */

/* What JSON writes without quotes, and is no text. */
static bool is_bare(const char *s)
{
	char why[64];
	bool again;
	struct json_tree *tree;

	if (strcmp(s, "true") == 0 || strcmp(s, "false") == 0 || strcmp(s, "null") == 0)
		return true;
	if (!strchr("-0123456789", s[0]) || s[strspn(s, "-+.eE0123456789")])
		return false;
	tree = json_tree_read(s, strlen(s), &again, why, sizeof(why));
	json_tree_free(tree);
	return tree;
}

static void add_scalar(struct place_text *t, const struct yaml *n, const struct send_places *p)
{
	const char *s = n->text ? n->text : "";

	if (s[0] == '=' && s[1] != '=') {
		if (s[1] && is_bare(s + 1))
			place_text_as_is(t, s + 1, strlen(s + 1));
		else
			place_text_number(t, n, s + 1, p->f);
		return;
	}
	place_text_as_is(t, "\"", 1);
	place_text_add(t, n, s + (s[0] == '='), PLACES_OF_TEXT, PLACE_JSON, PLACE_JSON, p->secrets, p->f);
	place_text_as_is(t, "\"", 1);
}

static void add_key(struct place_text *t, const struct yaml *n)
{
	const char *key = n->key ? n->key : "";

	place_text_as_is(t, "\"", 1);
	place_text_escaped(t, PLACE_JSON, key, strlen(key));
	place_text_as_is(t, "\":", 2);
}

/* Calls itself for what lies in a list or a mapping: the file's reader has seen that it is not deep. */
void send_json_read(struct place_text *t, const struct yaml *n, const struct send_places *p)
{
	bool map = n->kind == YAML_MAP;

	if (n->kind == YAML_EMPTY) {
		yaml_fault(p->f, n, "there is nothing here; write \"\" for an empty text, or `=null`");
		return;
	}
	if (n->kind == YAML_SCALAR) {
		add_scalar(t, n, p);
		return;
	}
	place_text_as_is(t, map ? "{" : "[", 1);
	for (size_t i = 0; i < n->n; i++) {
		if (i > 0)
			place_text_as_is(t, ",", 1);
		if (map)
			add_key(t, &n->items[i]);
		send_json_read(t, &n->items[i], p);
	}
	place_text_as_is(t, map ? "}" : "]", 1);
}
