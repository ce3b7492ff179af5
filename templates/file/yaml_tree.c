#include "templates/file/yaml_tree.h"

#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/text/array.h"

#define DEPTH_MAX 64
#define TOO_DEEP "lists and mappings are nested more than 64 deep here; nest less deeply"

static bool build_scalar(struct yaml_parse *p, const yaml_event_t *e, struct yaml *to)
{
	if (yaml_parse_is_empty(e))
		return true;
	to->kind = YAML_SCALAR;
	if (e->type == YAML_SCALAR_EVENT && !yaml_parse_is_closed(p, e))
		return false;
	to->text = yaml_parse_text(p, e);
	return to->text != NULL;
}

static bool build_node(struct yaml_parse *p, const yaml_event_t *e, struct yaml *to);

bool yaml_tree_read(struct yaml_parse *p, struct yaml *to)
{
	yaml_event_t e;
	bool ok;

	if (!yaml_parse_next(p, &e))
		return false;
	ok = build_node(p, &e, to);
	yaml_event_delete(&e);
	return ok;
}

void yaml_tree_free(struct yaml *n)
{
	for (size_t i = 0; i < n->n; i++) {
		yaml_tree_free(&n->items[i]);
		free(n->items[i].key);
		free(n->items[i].text);
	}
	free(n->items);
}

/* A list or a mapping in place of a key is read and thrown away. */
static bool refuse_key(struct yaml_parse *p, const yaml_event_t *e, const struct yaml *at)
{
	struct yaml thrown = {.file = at->file};
	bool ok;

	fault_add(p->source.f, p->source.file, at->key_line, at->key_col, 1,
		  "a key must be a plain word; write `key: value`");
	if (e->type == YAML_ALIAS_EVENT)
		return true;
	ok = build_node(p, e, &thrown);
	yaml_tree_free(&thrown);
	return ok;
}

static bool build_key(struct yaml_parse *p, const yaml_event_t *e, struct yaml *to)
{
	yaml_parse_place(e, &to->key_line, &to->key_col, &to->key_width);
	to->line = to->key_line;
	to->col = to->key_col;
	to->width = to->key_width;
	if (e->type != YAML_SCALAR_EVENT || yaml_parse_is_empty(e))
		return refuse_key(p, e, to);
	yaml_parse_refuse_extras(p, e);
	if (!yaml_parse_is_closed(p, e))
		return false;
	if (e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && strcmp((const char *)e->data.scalar.value, "<<") == 0)
		yaml_parse_refuse(p, e, "`<<` merges nothing here; write the keys out");
	to->key = yaml_parse_text(p, e);
	return to->key != NULL;
}

/* A new item of a list or a mapping; NULL when out of memory. The next one may move it. */
static struct yaml *new_item(struct yaml *to)
{
	struct yaml *items = array_room(to->items, to->n, &to->cap, sizeof(*items));

	if (items == NULL)
		return NULL;
	to->items = items;
	items[to->n] = (struct yaml){.file = to->file};
	return &items[to->n++];
}

static bool build_item(struct yaml_parse *p, const yaml_event_t *e, struct yaml *to)
{
	struct yaml *item = new_item(to);

	if (item == NULL)
		return yaml_source_starved(&p->source);
	if (to->kind == YAML_MAP)
		return build_key(p, e, item) && yaml_tree_read(p, item);
	/* Without a value its place is that of its `-`; the parser tells the place right of it. */
	item->line = (int)e->start_mark.line + 1;
	item->col = (int)e->start_mark.column;
	item->width = 1;
	return build_node(p, e, item);
}

static bool build_items(struct yaml_parse *p, struct yaml *to)
{
	bool more = true, ok = true;

	while (ok && more) {
		yaml_event_t e;

		if (!yaml_parse_next(p, &e))
			return false;
		more = e.type != YAML_SEQUENCE_END_EVENT && e.type != YAML_MAPPING_END_EVENT;
		if (more)
			ok = build_item(p, &e, to);
		yaml_event_delete(&e);
	}
	return ok;
}

static int key_order(const void *a, const void *b)
{
	const struct yaml *x = *(const struct yaml *const *)a, *y = *(const struct yaml *const *)b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : (x > y) - (x < y);
}

/* Keys are sorted, so that a file of nothing but keys does not take long. */
static bool refuse_twins(struct yaml_parse *p, const struct yaml *map)
{
	const struct yaml **sorted = calloc(map->n + 1, sizeof(*sorted));
	size_t n = 0;

	if (sorted == NULL)
		return yaml_source_starved(&p->source);
	for (size_t i = 0; i < map->n; i++)
		if (map->items[i].key != NULL)
			sorted[n++] = &map->items[i];
	qsort(sorted, n, sizeof(*sorted), key_order);
	for (size_t i = 1; i < n; i++)
		if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			yaml_fault_key(p->source.f, sorted[i], "the key `%s` is there twice; keep one of the two",
				       sorted[i]->key);
	free(sorted);
	return true;
}

/* A pair without braces in a list, as in [a: b], is a mapping in brackets of which only those of the list are there. */
static void enter(struct yaml_around *a, const yaml_event_t *e)
{
	bool list = e->type == YAML_SEQUENCE_START_EVENT;
	bool block = list ? e->data.sequence_start.style == YAML_BLOCK_SEQUENCE_STYLE
			  : e->data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE;

	a->depth++;
	if (block) {
		a->indent = (int)e->start_mark.column;
	} else if (e->end_mark.index > e->start_mark.index) {
		a->open_line = (int)e->end_mark.line + 1;
		a->open_col = (int)e->end_mark.column;
	}
}

static bool build_collection(struct yaml_parse *p, const yaml_event_t *e, struct yaml *to)
{
	struct yaml_around before = p->around;
	bool ok;

	to->width = 1;
	to->kind = e->type == YAML_SEQUENCE_START_EVENT ? YAML_LIST : YAML_MAP;
	enter(&p->around, e);
	if (p->around.depth > DEPTH_MAX) {
		yaml_parse_refuse(p, e, TOO_DEEP);
		return false;
	}
	ok = build_items(p, to) && refuse_twins(p, to);
	p->around = before;
	return ok;
}

/* Recursion ends at DEPTH_MAX. */
static bool build_node(struct yaml_parse *p, const yaml_event_t *e, struct yaml *to)
{
	to->kind = YAML_EMPTY;
	if (e->end_mark.index > e->start_mark.index || !yaml_parse_is_empty(e))
		yaml_parse_place(e, &to->line, &to->col, &to->width);
	yaml_parse_refuse_extras(p, e);
	if (e->type == YAML_SEQUENCE_START_EVENT || e->type == YAML_MAPPING_START_EVENT)
		return build_collection(p, e, to);
	return build_scalar(p, e, to);
}
