#include "handlers/entry/people_read.h"

#include <string.h>

#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define DOT_WORD (2 * FLOW_NAME)
/* The roles there are would be a long list, and what is missing is mostly none of them. */
#define NO_NAME                                                                                               \
	"; add it to `roles` in the configuration, or to `fields` as what `is: person`, or write one of the " \
	"program's, as "                                                                                      \
	"`station_head` (fieldgate(5), ROLES)"

/* ---- whom a field names ---- */

/* The role behind the dot; -1, with a fault, if there is none of that name. */
static int role_named(struct flow_reader *r, const struct yaml *n, const char *field, const char *name)
{
	const char *names[ROLES_MAX], *near;
	size_t n_names = role_names(r->flow->roles, names);
	int role = role_find(r->flow->roles, name);
	if (role >= 0)
		return role;
	near = spelling_nearest(name, names, n_names);
	if (near)
		yaml_fault_key(r->f, n, "there is no role `%s`; did you mean `%s.%s`?", name, field, near);
	else
		yaml_fault_key(r->f, n, "there is no role `%s`; write one behind the dot, as `%s.station_head`", name,
			       field);
	return -1;
}

static void refuse_nobody(struct flow_reader *r, const struct yaml *n, const struct value *is)
{
	if (!(is->kind->brings & BRINGS_CONCERN))
		yaml_fault_key(
			r->f, n,
			"`%s` is of the kind `%s`, and names nobody; write a field that is a person or a station",
			is->name, is->kind->name);
	else
		yaml_fault_key(r->f, n, "`%s` is a %s; say who there, as `%s.station_head`", is->name, is->kind->name,
			       is->name);
}

bool people_read_field(struct flow_reader *r, const struct yaml *n, const char *word, struct field_people *out)
{
	const char *dot = strchr(word, '.');
	size_t len = dot ? (size_t)(dot - word) : strlen(word);
	char name[DOT_WORD];
	const struct value *is;
	if (len >= sizeof(name))
		return false;
	memcpy(name, word, len);
	name[len] = '\0';
	*out = (struct field_people){flow_field(r->flow, name), -1};
	if (out->field < 0)
		return false;
	is = &r->flow->fields[out->field].is;
	if (!(is->kind->brings & (dot ? BRINGS_CONCERN : BRINGS_PERSON)))
		refuse_nobody(r, n, is);
	else if (!dot || (out->role = role_named(r, n, name, dot + 1)) >= 0)
		return true;
	out->field = -1;
	return true;
}

/* Names, and behind them those of the fields that may stand there, for spelling. */
static size_t with_fields(const struct flow *f, const char *const *names, size_t n, const char **all)
{
	memcpy(all, names, n * sizeof(*all));
	for (size_t i = 0; i < f->fields_n; i++) {
		if (f->fields[i].is.kind->brings & BRINGS_PERSON)
			all[n++] = f->fields[i].is.name;
	}
	return n;
}

/* ---- who is told ---- */

bool people_read_audience(struct flow_reader *r, const struct yaml *n, struct tell *t)
{
	const char *names[AUDIENCES], *all[AUDIENCES + FIELDS_MAX];
	size_t n_names = audience_names(r->flow->roles, names), n_all;
	int to;
	for (size_t i = 0; n->key && i < n_names; i++) {
		if (text_same(names[i], n->key)) {
			t->to = (enum audience)audience_at(r->flow->roles, (int)i);
			if (t->to == TO_ASKED && r->flow->chains_n == 0)
				yaml_fault_key(r->f, n,
					       "nobody is `asked` here, as this flow has no chain; add `chains`, or "
					       "leave this out");
			return true;
		}
	}
	if (n->key && people_read_field(r, n, n->key, &t->named)) {
		t->to = TO_FIELD;
		return t->named.field >= 0;
	}
	n_all = with_fields(r->flow, names, n_names, all);
	if (n->key && !spelling_nearest(n->key, all, n_all)) {
		yaml_fault_key(r->f, n, "there is no audience `%.60s`" NO_NAME, n->key);
		return false;
	}
	to = yaml_key_of(n, "audience", all, n_all, r->f);
	t->to = (enum audience)audience_at(r->flow->roles, to >= 0 && (size_t)to < n_names ? to : -1);
	return to >= 0 && (size_t)to < n_names;
}

/* ---- who may send a code ---- */

static const struct by_word {
	const char *name;
	uint64_t bit;
} by_words[] = {{"lead_engineer", BY_LEAD}, {"anyone", BY_ANYONE}, {"staff", BY_STAFF}, {"customer", BY_THE_CUSTOMER}};

static uint64_t by_bit(const struct flow_reader *r, const char *word)
{
	int role = role_find(r->flow->roles, word);
	if (role >= 0)
		return ROLE_BIT(role);
	for (size_t i = 0; i < COUNT(by_words); i++) {
		if (text_same(by_words[i].name, word))
			return by_words[i].bit;
	}
	return 0;
}

static void add_field(struct flow_reader *r, const struct yaml *item, const struct field_people *one, struct code *c)
{
	for (size_t i = 0; i < c->by_fields_n; i++) {
		if (c->by_fields[i].field == one->field && c->by_fields[i].role == one->role)
			yaml_fault(r->f, item, "`%s` is listed twice; leave one out", item->text);
	}
	if (one->field >= 0 && reader_has_room(r, item, c->by_fields_n, BY_FIELDS_MAX, "people that fields name"))
		c->by_fields[c->by_fields_n++] = *one;
}

/* A fault; the bit of the word that was meant, if one is near. */
static uint64_t unknown_by(struct flow_reader *r, const struct yaml *item)
{
	const char *names[ROLES_MAX + COUNT(by_words)], *all[ROLES_MAX + COUNT(by_words) + FIELDS_MAX];
	size_t n = role_names(r->flow->roles, names);
	int near;
	for (size_t i = 0; i < COUNT(by_words); i++)
		names[n++] = by_words[i].name;
	n = with_fields(r->flow, names, n, all);
	if (item->kind == YAML_SCALAR && item->text[0] && !spelling_nearest(item->text, all, n)) {
		yaml_fault(r->f, item, "there is no role `%.60s`" NO_NAME, item->text);
		return 0;
	}
	near = yaml_one_of(item, "role", all, n, r->f);
	return near >= 0 ? by_bit(r, all[near]) : 0;
}

void people_read_by(struct flow_reader *r, const struct yaml *list, struct code *c)
{
	if (!yaml_is_list(list, "[..., ...], or leave the key out", r->f))
		return;
	for (size_t i = 0; i < yaml_count(list); i++) {
		const struct yaml *item = yaml_item(list, i);
		const char *word = item->kind == YAML_SCALAR ? item->text : NULL;
		uint64_t bit = word ? by_bit(r, word) : 0;
		struct field_people one;
		if (bit & c->by)
			yaml_fault(r->f, item, "`%s` is listed twice; leave one out", word);
		c->by |= bit;
		if (bit == 0 && word && people_read_field(r, item, word, &one))
			add_field(r, item, &one, c);
		else if (bit == 0)
			c->by |= unknown_by(r, item);
	}
}
