#include "gateway/channel/value_match.h"

#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_get.h"

static bool read_rule(struct value_rule *r, const struct yaml *n, struct faults *f)
{
	size_t count = yaml_count(n);

	if (n->kind == YAML_MAP || count == 0) {
		yaml_fault(f, n, "a text is expected here, or `~` and an extended regular expression");
		return true;
	}
	r->name = strdup(n->key);
	r->any = calloc(count, sizeof(*r->any));
	if (!r->name || !r->any)
		return false;
	r->any_n = count;
	for (size_t i = 0; i < count; i++)
		text_match_read(&r->any[i], yaml_item(n, i), f);
	return true;
}

void value_match_read(struct value_match *m, const struct yaml *map, bool pointers, struct faults *f)
{
	bool room = true;

	if (!yaml_is_map(map, pointers ? "{/POINTER: TEXT}" : "{NAME: TEXT}", f))
		return;
	m->all = calloc(map->n, sizeof(*m->all));
	room = m->all;
	for (size_t i = 0; room && i < map->n; i++)
		if (map->items[i].key && (!pointers || pointer_read(&map->items[i], map->items[i].key, true, f)))
			room = read_rule(&m->all[m->n++], &map->items[i], f);
	if (!room)
		yaml_fault(f, map, "out of memory; free some and try again");
}

void value_match_free(struct value_match *m)
{
	for (size_t i = 0; i < m->n; i++) {
		for (size_t j = 0; j < m->all[i].any_n; j++)
			text_match_free(&m->all[i].any[j]);
		free(m->all[i].any);
		free(m->all[i].name);
	}
	free(m->all);
	*m = (struct value_match){0};
}

static bool rule_holds(const struct value_rule *r, const char *value)
{
	for (size_t i = 0; i < r->any_n; i++)
		if (text_match_holds(&r->any[i], value))
			return true;
	return false;
}

bool value_match_holds(const struct value_match *m, void (*find)(const void *ctx, const char *name, struct text *out),
		       const void *ctx, bool *again)
{
	bool holds = true;

	for (size_t i = 0; i < m->n && holds; i++) {
		struct text value = text_new(VALUE_BYTES);

		find(ctx, m->all[i].name, &value);
		holds = rule_holds(&m->all[i], text_str(&value));
		*again = *again || (value.full && value.len < VALUE_BYTES);
		text_free(&value);
	}
	return holds && !*again;
}
