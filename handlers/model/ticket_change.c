#include "handlers/model/ticket_change.h"
#include "handlers/people/people.h"
#include "templates/text/number.h"
#include "templates/text/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct pen {
	char *out;
	size_t n;
	bool full;
};

static void pen_word(struct pen *p, const char *key, const char *name, const char *value)
{
	const char *const parts[] = {p->n ? " " : "", key, *name ? "." : "", name, "=", value};
	size_t at = p->n;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		size_t n = strlen(parts[i]);
		if (n >= CHANGE_BYTES - at) {
			p->full = true;
			p->out[p->n] = '\0';
			return;
		}
		memcpy(p->out + at, parts[i], n + 1);
		at += n;
	}
	p->n = at;
}

static void pen_number(struct pen *p, const char *key, const char *name, int64_t before, int64_t after)
{
	char value[DECIMAL_BYTES];
	if (before == after)
		return;
	pen_word(p, key, name, number_write(after, value));
}

static void pen_nodes(struct pen *p, const struct ticket *a, const struct ticket *b)
{
	for (size_t i = 0; i < b->flow->nodes_n; i++) {
		const struct node *x = &a->nodes[i], *y = &b->nodes[i];
		const char *name = b->flow->nodes[i].name;
		char value[32] = "-", digits[DECIMAL_BYTES];
		if (y->how == NODE_MISSED)
			strcpy(value, "missed@");
		if (y->how == NODE_STAMPED)
			value[0] = '\0';
		if (y->how != NODE_OPEN)
			strcat(value, number_write(y->at, digits));
		if (x->how != y->how || (y->how != NODE_OPEN && x->at != y->at))
			pen_word(p, "node", name, value);
		pen_number(p, "claim", name, a->claims[i], b->claims[i]);
		pen_number(p, "asker", name, a->askers[i], b->askers[i]);
		pen_number(p, "corrected", name, a->corrected[i], b->corrected[i]);
	}
}

static void companions_write(const struct ticket *t, char *out, size_t size)
{
	size_t n = 0;
	snprintf(out, size, "-");
	for (size_t i = 0; i < t->companions_n; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%" PRId64, i ? "," : "", t->companions[i]);
}

static bool same_companions(const struct ticket *a, const struct ticket *b)
{
	return a->companions_n == b->companions_n &&
	       (!a->companions_n ||
		memcmp(a->companions, b->companions, a->companions_n * sizeof(*a->companions)) == 0);
}

static const char *state_name(const struct ticket *t)
{
	return t->state >= 0 ? t->flow->states[t->state].name : "-";
}

bool ticket_diff(const struct ticket *a, const struct ticket *b, char out[CHANGE_BYTES])
{
	struct pen p = {.out = out};
	char companions[COMPANIONS_MAX * 21 + 2];
	out[0] = '\0';
	if (a->state != b->state)
		pen_word(&p, "state", "", state_name(b));
	pen_nodes(&p, a, b);
	pen_number(&p, "machine", "", a->machine, b->machine);
	pen_number(&p, "customer", "", a->customer, b->customer);
	pen_number(&p, "station", "", a->station, b->station);
	pen_number(&p, "lead", "", a->lead, b->lead);
	pen_number(&p, "former", "", a->former, b->former);
	if (!same_companions(a, b)) {
		companions_write(b, companions, sizeof(companions));
		pen_word(&p, "companions", "", companions);
	}
	pen_number(&p, "planned", "", a->planned, b->planned);
	pen_number(&p, "eta", "", a->eta, b->eta);
	pen_number(&p, "visit", "", a->visit, b->visit);
	pen_number(&p, "phase", "", a->phase, b->phase);
	pen_number(&p, "down", "", a->down, b->down);
	pen_number(&p, "again", "", a->again, b->again);
	pen_number(&p, "again_at", "", a->again_at, b->again_at);
	return !p.full;
}

static bool apply_node(struct ticket *t, const char *name, const char *value)
{
	struct node n = {.how = NODE_STAMPED};
	const char *end;
	int i = flow_node(t->flow, name);
	if (strncmp(value, "missed@", 7) == 0) {
		n.how = NODE_MISSED;
		value += 7;
	}
	if (text_same(value, "-")) {
		n.how = NODE_OPEN;
	} else {
		end = number_read(value, &n.at);
		if (!end || *end)
			return false;
	}
	if (i >= 0)
		t->nodes[i] = n;
	return true;
}

static bool apply_companions(struct ticket *t, const char *value)
{
	t->companions_n = 0;
	if (text_same(value, "-"))
		return true;
	for (;;) {
		int64_t id;
		const char *end = number_read(value, &id);
		if (!end || t->companions_n == COMPANIONS_MAX)
			return false;
		t->companions[t->companions_n++] = id;
		if (*end == '\0')
			return true;
		if (*end != ',')
			return false;
		value = end + 1;
	}
}

static bool apply_number(struct ticket *t, const char *key, int64_t v)
{
	if (text_same(key, "machine"))
		t->machine = v;
	else if (text_same(key, "customer"))
		t->customer = v;
	else if (text_same(key, "station"))
		t->station = v;
	else if (text_same(key, "lead"))
		t->lead = v;
	else if (text_same(key, "former"))
		t->former = v;
	else if (text_same(key, "planned"))
		t->planned = v;
	else if (text_same(key, "eta"))
		t->eta = v;
	else if (text_same(key, "visit"))
		t->visit = (int)v;
	else if (text_same(key, "phase"))
		t->phase = (enum visit_phase)v;
	else if (text_same(key, "down"))
		t->down = v != 0;
	else if (text_same(key, "again"))
		t->again = v;
	else if (text_same(key, "again_at"))
		t->again_at = v;
	else
		return false;
	return true;
}

/* What is kept beside a node; one that the flow no longer has is ignored. */
static bool apply_beside(struct ticket *t, const char *key, const char *name, int64_t v)
{
	int i = flow_node(t->flow, name);
	if (text_same(key, "claim") && i >= 0)
		t->claims[i] = v;
	else if (text_same(key, "asker") && i >= 0)
		t->askers[i] = v;
	else if (text_same(key, "corrected") && i >= 0)
		t->corrected[i] = v != 0;
	return text_same(key, "claim") || text_same(key, "asker") || text_same(key, "corrected");
}

static bool apply_word(struct ticket *t, char *word)
{
	char *value = strchr(word, '=');
	const char *end;
	int64_t v;
	char *name;
	if (!value)
		return false;
	*value++ = '\0';
	if (text_same(word, "state")) {
		t->state = flow_state(t->flow, value);
		return true;
	}
	if (strncmp(word, "node.", 5) == 0)
		return apply_node(t, word + 5, value);
	if (text_same(word, "companions"))
		return apply_companions(t, value);
	if (strncmp(word, "met.", 4) == 0 || strncmp(word, "late.", 5) == 0)
		return true; /* a clock's verdict, for whoever reads the ledger */
	end = number_read(value, &v);
	if (!end || *end)
		return false;
	if (text_same(word, "stated"))
		return true; /* kept for whoever reads the ledger: it moves nothing */
	name = strchr(word, '.');
	if (!name)
		return apply_number(t, word, v);
	*name++ = '\0';
	return apply_beside(t, word, name, v);
}

bool ticket_apply(struct ticket *t, const char *change)
{
	char copy[CHANGE_BYTES], *rest = copy, *word;
	if (strlen(change) >= sizeof(copy))
		return false;
	strcpy(copy, change);
	while ((word = strsep(&rest, " "))) {
		if (*word && !apply_word(t, word))
			return false;
	}
	return true;
}
