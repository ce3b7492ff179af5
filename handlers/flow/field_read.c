#include "handlers/flow/field_read.h"

#include "handlers/answer/places.h"
#include "handlers/condition/condition_read.h"
#include "handlers/entry/value_read.h"
#include "templates/text/text.h"

static const char *const field_keys[] = {"is", "label", "follows", "until", "example", "about", NULL};

static bool is_time(const struct field *f)
{
	return f->is.kind->brings & BRINGS_TIME;
}

/* The fields so far that are times, by their places and their names; returns how many. */
static size_t times_of(const struct flow *flow, int places[FIELDS_MAX], const char *names[FIELDS_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < flow->fields_n; i++) {
		if (!is_time(&flow->fields[i]))
			continue;
		places[n] = (int)i;
		names[n++] = flow->fields[i].is.name;
	}
	return n;
}

/* ---- those that the flow declares ---- */

static void read_follows(struct flow_reader *r, const struct yaml *n, struct field *f)
{
	const char *names[FIELDS_MAX];
	int places[FIELDS_MAX], at;
	size_t n_times = times_of(r->flow, places, names);
	at = yaml_one_of(n, "time before this one", names, n_times, r->f);
	if (at < 0)
		return;
	f->follows = places[at];
	r->flow->fields[f->follows].followed = true;
	if (!f->promise || !r->flow->fields[f->follows].promise)
		yaml_fault_key(
			r->f, n,
			"only promises follow one another, and what lasts is none; add `until: [STATE]` to both");
}

/* A template would never show it. */
static void check_place(struct flow_reader *r, const struct yaml *n, const struct field *f)
{
	const char *place;
	for (size_t i = 0; (place = place_name(i)) != NULL; i++) {
		if (text_same(place, f->is.name))
			yaml_fault_key(r->f, n,
				       "`{%s}` stands for something else in templates; call the field otherwise",
				       place);
	}
}

/* A condition would never ask it. */
static void check_key(struct flow_reader *r, const struct yaml *n, const struct field *f)
{
	if (condition_asks(f->is.name))
		yaml_fault_key(r->f, n, "`%s` asks something else in conditions; call the field otherwise", f->is.name);
}

/* Whether the ticket is about whom it names; only people can be. */
static void read_about(struct flow_reader *r, const struct yaml *n, struct field *f)
{
	if (!yaml_yes(n, &f->about, r->f) || !f->about)
		return;
	if (!(f->is.kind->brings & BRINGS_PERSON))
		yaml_fault_key(r->f, n, "a ticket is about a person, and `%s` is a %s; leave `about` out", f->is.name,
			       f->is.kind->name);
	r->flow->about |= 1u << (f - r->flow->fields);
}

/* What follows from its kind, and until when it stands. */
static void read_rest(struct flow_reader *r, const struct yaml *n, struct field *f)
{
	const struct yaml *follows = yaml_get(n, "follows"), *until = yaml_get(n, "until");
	const struct yaml *example = yaml_get(n, "example"), *about = yaml_get(n, "about");
	if (about != NULL)
		read_about(r, about, f);
	if (example != NULL)
		label_read(example, &f->example, NULL, r->f);
	f->promise = until != NULL && is_time(f);
	if (f->is.kind->define)
		f->is.kind->define(n, &f->is, r->f);
	if (until != NULL)
		f->until = reader_states(r, until);
	if (follows != NULL && is_time(f))
		read_follows(r, follows, f);
	else if (follows != NULL)
		yaml_fault_key(r->f, n, "only times follow one another, and `%s` is a %s; leave `follows` out",
			       f->is.name, f->is.kind->name);
}

static void read_field(struct flow_reader *r, const struct yaml *n)
{
	struct field *f = &r->flow->fields[r->flow->fields_n];
	const struct yaml *label;
	*f = (struct field){.line = n->key_line, .col = n->key_col, .follows = -1};
	reader_name(r, n, f->is.name, sizeof(f->is.name));
	check_place(r, n, f);
	check_key(r, n, f);
	if (!reader_is_map(r, n, "{is: time, label: %s, until: [STATE]}"))
		return;
	f->is.kind = value_read_kind(r, n, "kind of field", true);
	value_check_keys(r, n, &f->is, field_keys);
	label = reader_need(r, n, "label", "`label: %s`, what people call it");
	if (label != NULL)
		label_read(label, &f->is.label, NULL, r->f);
	read_rest(r, n, f);
	r->flow->brings |= f->is.kind->brings;
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

/* A flow that declares none has one for each time that its moving codes take. */
static int undeclared(struct flow_reader *r, const struct yaml *n, const struct code *c, const struct take *t)
{
	struct flow *flow = r->flow;
	int field = flow_field(flow, t->is.name);
	if (!(t->is.kind->brings & BRINGS_TIME) || c->does != DOES_MOVE || yaml_get(n, "is") == NULL)
		return -1;
	if (field >= 0)
		return field;
	if (r->declares) {
		yaml_fault_key(r->f, n, "no field keeps `%s`; add it to `fields`, or call it like one of them",
			       t->is.name);
		return -1;
	}
	if (!reader_has_room(r, n, flow->fields_n, FIELDS_MAX, "times"))
		return -1;
	flow->fields[flow->fields_n] = (struct field){
		.is = {.kind = t->is.kind}, .promise = true, .follows = -1, .line = t->line, .col = t->col};
	text_copy(flow->fields[flow->fields_n].is.name, sizeof(t->is.name), t->is.name);
	return (int)flow->fields_n++;
}

/* The choices of a field, or its unit, are said once. */
static void refuse_keys(struct flow_reader *r, const struct yaml *n, const struct take *t)
{
	for (size_t i = 0; t->is.kind->keys && t->is.kind->keys[i]; i++) {
		const struct yaml *key = yaml_get(n, t->is.kind->keys[i]);
		if (key != NULL)
			yaml_fault_key(r->f, key, "the field `%s` says its `%s`; leave this out", t->is.name,
				       t->is.kind->keys[i]);
	}
}

int field_read_take(struct flow_reader *r, const struct yaml *n, const struct code *c, struct take *t)
{
	int field = flow_field(r->flow, t->is.name);
	const struct field *f = field >= 0 ? &r->flow->fields[field] : NULL;
	if (!r->declares || !f)
		return undeclared(r, n, c, t);
	if (f->is.kind != t->is.kind) {
		yaml_fault_key(r->f, n,
			       "`%s` is a %s here, and a %s among the fields; make them one, or call this otherwise",
			       t->is.name, t->is.kind->name, f->is.kind->name);
		return -1;
	}
	if (c->does != DOES_MOVE && c->does != DOES_ASSIGN && c->does != DOES_REOPEN && c->does != DOES_DECLINE) {
		yaml_fault_key(r->f, n, "a code that does `%s` fills no field, and `%s` is one; call this otherwise",
			       does_names[c->does], t->is.name);
		return -1;
	}
	refuse_keys(r, n, t);
	t->is.unit = f->is.unit;
	t->is.least = f->is.least;
	t->is.most = f->is.most;
	t->is.choices = f->is.choices;
	t->is.choices_n = f->is.choices_n;
	return field;
}

int field_read_promise(struct flow_reader *r, const struct yaml *n)
{
	const char *names[FIELDS_MAX];
	int places[FIELDS_MAX], at;
	size_t all = times_of(r->flow, places, names);
	int field = n->kind == YAML_SCALAR ? flow_field(r->flow, n->text) : -1;
	if (field >= 0 && r->flow->fields[field].is.kind->day)
		return field;
	if (field >= 0 && !is_time(&r->flow->fields[field])) {
		yaml_fault(
			r->f, n,
			"what is promised is a time or a date, and `%s` is a %s; make that field `is: time`, or name "
			"another",
			n->text, r->flow->fields[field].is.kind->name);
		return field;
	}
	/* Where no code takes any time, that is what is wrong: clock_check() says so. */
	if (all == 0 && !r->declares)
		return 0;
	at = yaml_one_of(n, "promised time", names, all, r->f);
	return at >= 0 ? places[at] : all > 0 ? places[0] : 0;
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
