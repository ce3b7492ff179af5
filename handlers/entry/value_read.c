#include "handlers/entry/value_read.h"

#include "handlers/kind/kinds.h"
#include "templates/text/text.h"

#define KEYS_MAX 16

static size_t names_of(bool kept, const char *names[KINDS_OF_ARGUMENT_MAX],
		       const struct value_kind *kinds[KINDS_OF_ARGUMENT_MAX])
{
	const struct value_kind *kind;
	size_t n = 0;
	for (size_t i = 0; (kind = kinds_at(i)) != NULL; i++) {
		if (kept && !kind->plain)
			continue;
		names[n] = kind->name;
		kinds[n++] = kind;
	}
	return n;
}

const struct value_kind *value_read_kind(struct flow_reader *r, const struct yaml *n, const char *what, bool kept)
{
	const char *names[KINDS_OF_ARGUMENT_MAX] = {NULL};
	const struct value_kind *kinds[KINDS_OF_ARGUMENT_MAX] = {kinds_at(0)};
	size_t all = names_of(kept, names, kinds);
	struct text shape = text_new(400);
	const struct yaml *is;
	int kind;
	text_addf(&shape, "`is: %s` (or", names[0]);
	for (size_t i = 1; i < all; i++)
		text_addf(&shape, "%s %s", i > 1 ? "," : "", names[i]);
	text_add(&shape, ")");
	is = yaml_need(n, "is", text_str(&shape), r->f);
	text_free(&shape);
	kind = is != NULL ? yaml_one_of(is, what, names, all, r->f) : -1;
	return kinds[kind < 0 ? 0 : (size_t)kind];
}

void value_check_keys(struct flow_reader *r, const struct yaml *n, const struct value *v, const char *const *keys)
{
	const char *all[KEYS_MAX];
	size_t k = 0;
	for (; *keys != NULL; keys++)
		all[k++] = *keys;
	for (size_t i = 0; v->kind->keys && v->kind->keys[i] && k < KEYS_MAX - 1; i++)
		all[k++] = v->kind->keys[i];
	all[k] = NULL;
	yaml_keys(n, all, r->f);
}
