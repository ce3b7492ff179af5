#include "handlers/entry/flow_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/wording/template.h"

#define SHOWN_BYTES 256

/* Names become part of topics, templates' names and the ledger, so they are plain. */
static bool plain_name(const char *s)
{
	return s[0] >= 'a' && s[0] <= 'z' && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

bool reader_check_name(struct flow_reader *r, const struct yaml *n, const char *s, char *out, size_t size)
{
	bool ok = plain_name(s) && strlen(s) < size;
	if (!ok && n->key == s)
		yaml_fault_key(r->f, n,
			       "a name is a small letter, then small letters, digits and `_`, at most %zu; "
			       "change it",
			       size - 1);
	else if (!ok)
		yaml_fault(r->f, n,
			   "a name is a small letter, then small letters, digits and `_`, at most %zu; change it",
			   size - 1);
	text_copy(out, size, s);
	return ok;
}

/* The "%s" of a pattern is how labels are written. */
static void put_shape(const char *pattern, char out[SHOWN_BYTES])
{
	const char *place = strstr(pattern, "%s");
	int before = place != NULL ? (int)(place - pattern) : (int)strlen(pattern);
	snprintf(out, SHOWN_BYTES, "%.*s%s%s", before, pattern, place != NULL ? lang_shape() : "",
		 place != NULL ? place + 2 : "");
}

void reader_name(struct flow_reader *r, const struct yaml *n, char *out, size_t size)
{
	if (n->key != NULL)
		reader_check_name(r, n, n->key, out, size);
}

const struct yaml *reader_need(struct flow_reader *r, const struct yaml *map, const char *key, const char *mend)
{
	char shown[SHOWN_BYTES];
	put_shape(mend, shown);
	return yaml_need(map, key, shown, r->f);
}

bool reader_is_map(struct flow_reader *r, const struct yaml *n, const char *shape)
{
	char shown[SHOWN_BYTES];
	put_shape(shape, shown);
	return yaml_is_map(n, shown, r->f);
}

bool reader_has_room(struct flow_reader *r, const struct yaml *n, size_t have, size_t max, const char *what)
{
	if (have < max)
		return true;
	yaml_fault_key(r->f, n, "at most %zu %s are possible here; leave some out", max, what);
	return false;
}

uint64_t reader_bits(struct flow_reader *r, const struct yaml *list, const char *what, const char *const *names,
		     size_t n)
{
	uint64_t bits = 0;
	if (!yaml_is_list(list, "[..., ...], or leave the key out", r->f))
		return 0;
	for (size_t i = 0; i < yaml_count(list); i++) {
		const struct yaml *item = yaml_item(list, i);
		int at = yaml_one_of(item, what, names, n, r->f);
		if (at >= 0 && (bits & 1ull << at) != 0 && strcmp(item->text, names[at]) == 0)
			yaml_fault(r->f, item, "`%s` is listed twice; leave one out", names[at]);
		if (at >= 0)
			bits |= 1ull << at;
	}
	return bits;
}

uint32_t reader_states(struct flow_reader *r, const struct yaml *list)
{
	return (uint32_t)reader_bits(r, list, "state", r->states, r->flow->states_n);
}

uint32_t reader_nodes(struct flow_reader *r, const struct yaml *list)
{
	return (uint32_t)reader_bits(r, list, "node", r->nodes, r->flow->nodes_n);
}

bool reader_word(struct flow_reader *r, const struct yaml *n, char folded[WORD_BYTES])
{
	return label_word(n, folded, WORD_BYTES, r->f);
}

struct adding {
	struct flow_reader *r;
	bool (*add)(struct flow_reader *r, const struct yaml *word, void *to);
	void *to;
};

static bool add_word(const struct yaml *word, void *ctx)
{
	const struct adding *a = ctx;
	return a->add(a->r, word, a->to);
}

void reader_each_word(struct flow_reader *r, const struct yaml *list,
		      bool (*add)(struct flow_reader *r, const struct yaml *word, void *to), void *to)
{
	struct adding a = {r, add, to};
	label_each_word(list, add_word, &a, r->f);
}

void reader_template(struct flow_reader *r, const struct yaml *n, char out[TEMPLATE_NAME])
{
	if (!yaml_text(n, out, TEMPLATE_NAME, r->f))
		return;
	if (out[0] == '.' || strspn(out, "abcdefghijklmnopqrstuvwxyz0123456789_.-") != strlen(out))
		yaml_fault(r->f, n,
			   "a template's name is small letters, digits, `_`, `-` and `.`, as `departed.customer`; "
			   "change it");
}

void reader_within(struct flow_reader *r, const struct yaml *n, struct within *w)
{
	char text[32], *unit;
	long number;
	bool good;
	if (!yaml_text(n, text, sizeof(text), r->f))
		return;
	number = strtol(text, &unit, 10);
	good = number >= 1 && number <= 999;
	if (good && (strcmp(unit, " months") == 0 || strcmp(unit, " month") == 0))
		w->months = (int)number;
	else if (good && (strcmp(unit, " days") == 0 || strcmp(unit, " day") == 0))
		w->days = (int)number;
	else
		yaml_fault(r->f, n, "write a number, at most 999, and days or months, as `6 months`");
}

int reader_audience(struct flow_reader *r, const struct yaml *n, bool key)
{
	const char *names[AUDIENCES];
	size_t all = audience_names(r->flow->roles, names);
	int at = key ? yaml_key_of(n, "audience", names, all, r->f) : yaml_one_of(n, "audience", names, all, r->f);
	return audience_at(r->flow->roles, at);
}
