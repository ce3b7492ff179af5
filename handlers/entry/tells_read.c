#include "handlers/entry/tells_read.h"

#include "handlers/condition/condition_read.h"
#include "handlers/entry/people_read.h"

static const char *const tell_keys[] = {"say", "if", NULL};

static bool read_tell(struct flow_reader *r, const struct yaml *n, const struct code *code, struct tell *t)
{
	const struct yaml *say = n;
	bool told;
	*t = (struct tell){0};
	told = people_read_audience(r, n, t);
	if (n->kind == YAML_MAP) {
		const struct yaml *when;
		yaml_keys(n, tell_keys, r->f);
		say = yaml_need(n, "say", "`say: TEMPLATE`", r->f);
		when = yaml_get(n, "if");
		if (when != NULL)
			t->when = condition_read(&(struct condition_place){r->flow, code, r->f}, when);
	}
	if (!told || say == NULL)
		return false;
	t->line = say->line;
	t->col = say->col;
	reader_template(r, say, t->template);
	return true;
}

void tells_read(struct flow_reader *r, const struct yaml *y, const char *key, const struct code *code, struct tell *out,
		size_t *n)
{
	const struct yaml *tells = yaml_get(y, key);
	if (tells == NULL || !yaml_is_map(tells, "{AUDIENCE: TEMPLATE}, or leave the key out", r->f))
		return;
	for (size_t i = 0; i < tells->n && reader_has_room(r, &tells->items[i], i, TELLS_MAX, "audiences"); i++)
		*n += read_tell(r, &tells->items[i], code, &out[*n]);
}
