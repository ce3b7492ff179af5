#include "handlers/flow/field_read.h"

#include "handlers/answer/places.h"
#include "templates/text/text.h"

static const char *const field_keys[] = {"is", "label", "follows", "until", NULL};
static const char *const kinds[] = {"time"};

/* The names of the fields so far; returns how many. */
static size_t names_of(const struct flow *flow, const char *names[FIELDS_MAX])
{
	for (size_t i = 0; i < flow->fields_n; i++)
		names[i] = flow->fields[i].name;
	return flow->fields_n;
}

/* ---- those that the flow declares ---- */

static void read_follows(struct flow_reader *r, const struct yaml *n, struct field *f)
{
	const char *names[FIELDS_MAX];
	size_t so_far = names_of(r->flow, names);
	f->follows = yaml_one_of(n, "field before this one", names, so_far, r->f);
	if (f->follows < 0)
		return;
	r->flow->fields[f->follows].followed = true;
	if (f->lasts || r->flow->fields[f->follows].lasts)
		yaml_fault_key(
			r->f, n,
			"only promises follow one another, and what lasts is none; add `until: [STATE]` to both");
}

/* A template would never show it. */
static void check_place(struct flow_reader *r, const struct yaml *n, const struct field *f)
{
	const char *place;
	for (size_t i = 0; (place = place_name(i)) != NULL; i++) {
		if (text_same(place, f->name))
			yaml_fault_key(r->f, n,
				       "`{%s}` stands for something else in templates; call the field otherwise",
				       place);
	}
}

static void read_field(struct flow_reader *r, const struct yaml *n)
{
	struct field *f = &r->flow->fields[r->flow->fields_n];
	const struct yaml *is, *label, *follows, *until;
	*f = (struct field){.line = n->key_line, .col = n->key_col, .follows = -1};
	reader_name(r, n, f->name, sizeof(f->name));
	check_place(r, n, f);
	if (!yaml_is_map(n, "{is: time, label: {zh: ..., en: ...}, until: [STATE]}", r->f))
		return;
	yaml_keys(n, field_keys, r->f);
	is = yaml_need(n, "is", "`is: time`, the only kind there is", r->f);
	label = yaml_need(n, "label", "`label: {zh: ..., en: ...}`, what people call it", r->f);
	follows = yaml_get(n, "follows");
	until = yaml_get(n, "until");
	f->lasts = until == NULL;
	if (is != NULL)
		yaml_one_of(is, "kind of field", kinds, COUNT(kinds), r->f);
	if (label != NULL)
		reader_label(r, label, &f->label, lang_names);
	if (follows != NULL)
		read_follows(r, follows, f);
	if (until != NULL)
		f->until = reader_states(r, until);
	r->flow->fields_n++;
}

void field_read_all(struct flow_reader *r, const struct yaml *root)
{
	const struct yaml *fields = yaml_get(root, "fields");
	r->declares = fields != NULL;
	if (fields == NULL || !yaml_is_map(fields, "{FIELD: {is: time, ...}}, or leave the key out", r->f))
		return;
	for (size_t i = 0; i < fields->n && reader_has_room(r, &fields->items[i], i, FIELDS_MAX, "fields"); i++)
		read_field(r, &fields->items[i]);
}

/* ---- what codes and clocks say of them ---- */

int field_read_take(struct flow_reader *r, const struct yaml *n, const struct code *c, const struct take *t)
{
	struct flow *flow = r->flow;
	int field = flow_field(flow, t->name);
	if (!(t->kind->brings & BRINGS_TIME) || c->does != DOES_MOVE || yaml_get(n, "is") == NULL)
		return -1;
	if (field >= 0)
		return field;
	if (r->declares) {
		yaml_fault_key(r->f, n, "no field keeps `%s`; add it to `fields`, or call it like one of them",
			       t->name);
		return -1;
	}
	if (!reader_has_room(r, n, flow->fields_n, FIELDS_MAX, "times"))
		return -1;
	flow->fields[flow->fields_n] = (struct field){.label = t->label, .follows = -1, .line = t->line, .col = t->col};
	text_copy(flow->fields[flow->fields_n].name, sizeof(t->name), t->name);
	return (int)flow->fields_n++;
}

int field_read_promise(struct flow_reader *r, const struct yaml *n)
{
	const char *names[FIELDS_MAX];
	size_t all = names_of(r->flow, names);
	/* Where no code takes any time, that is what is wrong: clock_check() says so. */
	int field = all > 0 ? yaml_one_of(n, "promised time", names, all, r->f) : 0;
	return field < 0 ? 0 : field;
}

/* ---- those that it does not declare ---- */

static uint32_t leaving(const struct flow *flow)
{
	uint32_t states = 0;
	for (size_t i = 0; i < flow->codes_n; i++) {
		const struct code *c = &flow->codes[i];
		states |= c->visit == VISIT_LEAVES && c->to >= 0 ? 1u << c->to : 0;
	}
	return states;
}

static uint32_t kept_or_void(const struct flow *flow, int field)
{
	uint32_t states = UINT32_MAX;
	for (size_t i = 0; i < flow->clocks_n; i++) {
		const struct clock_kind *k = &flow->clocks[i];
		if (clock_is_promise(k) && k->promise == field)
			states = k->stops | k->voids;
	}
	return states | flow_end_states(flow);
}

/* That which is told to whoever gets the ticket, else the first. */
static int planned_of(const struct flow *flow)
{
	for (size_t i = 0; i < flow->codes_n; i++) {
		const struct code *c = &flow->codes[i];
		for (size_t k = 0; code_brings(c, BRINGS_LEAD) && k < c->takes_n; k++)
			if (c->takes[k].field >= 0)
				return c->takes[k].field;
	}
	return 0;
}

void field_settle(struct flow_reader *r)
{
	struct flow *flow = r->flow;
	int planned = flow->fields_n > 1 ? planned_of(flow) : -1;
	for (size_t i = 0; i < flow->fields_n && !r->declares; i++) {
		struct field *f = &flow->fields[i];
		f->followed = (int)i == planned;
		f->follows = f->followed ? -1 : planned;
		f->until = f->followed ? leaving(flow) : kept_or_void(flow, (int)i);
	}
}
