#include "handlers/condition/condition_read.h"

#include "handlers/condition/condition_within.h"
#include "handlers/condition/subjects.h"
#include "templates/file/yaml_get.h"

#include <stdlib.h>
#include <string.h>

#define KEYS_MAX 40
#define KM_MOST 20000
#define THOUSAND 1000

/* What can be asked in a place, each with its key. */
struct keys {
	const char *names[KEYS_MAX];
	struct term of[KEYS_MAX]; /* without operands */
	size_t n;
};

static void add_key(struct keys *k, const char *name, const struct subject *s, const struct take *t,
		    const struct field *f)
{
	if (k->n == KEYS_MAX)
		return;
	k->names[k->n] = name;
	k->of[k->n].subject = s;
	k->of[k->n].take = t;
	k->of[k->n++].field = f;
}

static bool has_own_key(const struct subject *s)
{
	return strcmp(s->name, SUBJECT_ARGUMENT) != 0 && strcmp(s->name, SUBJECT_FIELD) != 0;
}

bool condition_asks(const char *name)
{
	static const char *const others[] = {"over_km", "up_to_km", "within", "by"};
	const struct subject *s = subjects_find(name);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (strcmp(others[i], name) == 0)
			return true;
	}
	return s && s->of != ASKED_MACHINE && has_own_key(s);
}

/* What an argument fills a field with is asked of the field. */
static void list_own_keys(const struct condition_place *p, struct keys *k)
{
	for (size_t i = 0; p->code && i < p->code->takes_n; i++) {
		const struct take *t = &p->code->takes[i];
		if (t->is.kind->operand && t->field < 0)
			add_key(k, t->is.name, subjects_find(SUBJECT_ARGUMENT), t, NULL);
	}
	for (size_t i = 0; i < p->flow->fields_n; i++) {
		const struct field *f = &p->flow->fields[i];
		if (!condition_asks(f->is.name))
			add_key(k, f->is.name, subjects_find(SUBJECT_FIELD), NULL, f);
	}
}

/* Which keys are wanted, as bits. */
#define ALONE 1u       /* only what needs no more than its name */
#define OF_MACHINES 2u /* what a schedule can ask */

static bool can_ask(const struct condition_place *p, unsigned wanted, const struct subject *s)
{
	if (wanted & OF_MACHINES)
		return s->of == ASKED_MACHINE || s->of == ASKED_ANY;
	return s->of == ASKED_TICKET || s->of == ASKED_ANY || (s->of == ASKED_TEXT && p->code);
}

static void list_keys(const struct condition_place *p, unsigned wanted, struct keys *k)
{
	const struct subject *s;
	k->n = 0;
	for (size_t i = 0; (s = subjects_at(i)) != NULL; i++) {
		if (has_own_key(s) && can_ask(p, wanted, s) && (s->yes || !(wanted & ALONE)))
			add_key(k, s->name, s, NULL, NULL);
	}
	if (!(wanted & (ALONE | OF_MACHINES)))
		list_own_keys(p, k);
}

/* Conditions go with their flow, in the order of the file. */
static struct condition *condition_new(const struct condition_place *p, const struct yaml *at)
{
	struct condition *c = calloc(1, sizeof(*c)), **last = &p->flow->conditions;
	if (c == NULL) {
		yaml_fault(p->f, at, "there is not enough memory to read this; free some and try again");
		return NULL;
	}
	while (*last != NULL)
		last = &(*last)->next;
	*last = c;
	c->line = at->line;
	c->col = at->col;
	return c;
}

/* The term for a key; those of one subject are one, and cheaper questions stand first. */
static struct term *term_of(const struct condition_place *p, struct condition *c, const struct yaml *at,
			    const struct term *of)
{
	size_t i = 0;
	while (i < c->n && (c->terms[i].subject < of->subject ||
			    (c->terms[i].subject == of->subject && !condition_same(&c->terms[i], of))))
		i++;
	if (i < c->n && c->terms[i].subject == of->subject)
		return &c->terms[i];
	if (c->n == TERMS_MAX) {
		yaml_fault_key(p->f, at, "at most %d keys are possible in a condition; leave some out", TERMS_MAX);
		return NULL;
	}
	memmove(&c->terms[i + 1], &c->terms[i], (c->n - i) * sizeof(c->terms[0]));
	c->n++;
	c->terms[i] = (struct term){.subject = of->subject, .take = of->take, .field = of->field};
	return &c->terms[i];
}

static void add_operand(const struct condition_place *p, const struct yaml *at, struct term *t, const struct operand *o)
{
	for (size_t i = 0; i < t->n; i++) {
		if (memcmp(&t->in[i], o, sizeof(*o)) != 0)
			continue;
		yaml_fault(p->f, at, "`%s` is listed twice; leave one out", at->text ? at->text : "");
		return;
	}
	if (t->n < OPERANDS_MAX)
		t->in[t->n++] = *o;
	else
		yaml_fault(p->f, at, "at most %d values are possible here; leave some out", OPERANDS_MAX);
}

/* What stands in brackets is read one by one. */
static void read_term(const struct condition_place *p, struct condition *c, const struct yaml *y, const struct term *of)
{
	struct operand_reader r = {.flow = p->flow, .f = p->f};
	struct term *t = term_of(p, c, y, of);
	r.is = of->take ? &of->take->is : of->field ? &of->field->is : NULL;
	if (of->field)
		p->flow->asked |= 1u << (of->field - p->flow->fields);
	if (t == NULL || !yaml_is_list(y, "[..., ...], or leave the key out", p->f))
		return;
	for (size_t i = 0; i < yaml_count(y); i++) {
		const struct yaml *item = yaml_item(y, i);
		struct operand o;
		if (of->subject->read(&r, item, &o))
			add_operand(p, item, t, &o);
	}
}

/* `over_km: 100` and `up_to_km: 200` are another way to write `km: over 100 up to 200`. */
static void read_old_km(const struct condition_place *p, struct condition *c, const struct yaml *map)
{
	const struct yaml *over = yaml_get(map, "over_km"), *to = yaml_get(map, "up_to_km"), *km = yaml_get(map, "km");
	const struct yaml *any = over != NULL ? over : to;
	struct operand o = {.least = INT64_MIN, .most = INT64_MAX};
	struct term *t;
	int n;
	if (any == NULL)
		return;
	if (km != NULL)
		yaml_fault_key(p->f, any, "`km` says how far; write `km: over 100 up to 200`, and leave this out");
	if (over != NULL && yaml_number(over, 0, KM_MOST, &n, p->f))
		o.least = (int64_t)n * THOUSAND + 1;
	if (to != NULL && yaml_number(to, 0, KM_MOST, &n, p->f))
		o.most = (int64_t)n * THOUSAND;
	if (o.least > o.most)
		yaml_fault(p->f, over, "no distance is over this and up to %g km; make `over_km` the smaller one",
			   (double)o.most / THOUSAND);
	t = term_of(p, c, any, &(struct term){.subject = subjects_find("km")});
	if (t != NULL && t->n == 0)
		t->in[t->n++] = o;
}

static void read_map(const struct condition_place *p, struct condition *c, const struct yaml *map, const struct keys *k)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *y = &map->items[i];
		for (size_t at = 0; at < k->n; at++) {
			if (strcmp(k->names[at], y->key) == 0)
				read_term(p, c, y, &k->of[at]);
		}
	}
}

static const struct condition *read_any(const struct condition_place *p, const struct yaml *y, unsigned wanted)
{
	struct keys k;
	struct condition *c;
	int at;
	if (y->kind == YAML_MAP) {
		list_keys(p, wanted, &k);
		for (size_t i = 0; i < y->n; i++)
			yaml_key_of(&y->items[i], "condition", k.names, k.n, p->f);
		c = condition_new(p, y);
		if (c != NULL)
			read_map(p, c, y, &k);
		return c;
	}
	list_keys(p, wanted | ALONE, &k);
	at = yaml_one_of(y, "condition", k.names, k.n, p->f);
	c = at >= 0 ? condition_new(p, y) : NULL;
	if (c != NULL) {
		c->terms[0] = (struct term){.subject = k.of[at].subject, .in = {{.least = 1, .most = 1}}, .n = 1};
		c->n = 1;
	}
	return c;
}

const struct condition *condition_read(const struct condition_place *p, const struct yaml *y)
{
	return read_any(p, y, 0);
}

const struct condition *condition_read_of_machines(const struct condition_place *p, const struct yaml *y)
{
	return read_any(p, y, OF_MACHINES);
}

const struct condition *condition_read_keys(const struct condition_place *p, const struct yaml *map,
					    const char *const *rest)
{
	const char *names[KEYS_MAX + 8];
	struct keys k;
	struct condition *c;
	bool any = yaml_get(map, "over_km") != NULL || yaml_get(map, "up_to_km") != NULL;
	size_t n;
	list_keys(p, 0, &k);
	memcpy(names, k.names, k.n * sizeof(names[0]));
	n = k.n;
	names[n++] = "over_km";
	names[n++] = "up_to_km";
	for (size_t i = 0; rest[i] != NULL && n < KEYS_MAX + 7; i++)
		names[n++] = rest[i];
	names[n] = NULL;
	yaml_keys(map, names, p->f);
	for (size_t i = 0; i < k.n; i++)
		any |= yaml_get(map, k.names[i]) != NULL;
	c = any ? condition_new(p, map) : NULL;
	if (c != NULL) {
		read_map(p, c, map, &k);
		read_old_km(p, c, map);
	}
	return c;
}
