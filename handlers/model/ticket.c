#include "handlers/model/ticket.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Damm's quasigroup of order ten: totally anti-symmetric, so one wrong digit or two neighbours swapped never pass. */
static const unsigned char damm[10][10] = {
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

static int damm_digit(int64_t number)
{
	char digits[DIGITS_BYTES];
	int check = 0;
	for (const char *d = text_digits(number, digits); *d; d++)
		check = damm[check][*d - '0'];
	return check;
}

int64_t ticket_number(int64_t running)
{
	return running * 10 + damm_digit(running);
}

bool ticket_number_ok(int64_t number)
{
	return number >= 10000 && damm_digit(number) == 0;
}

void ticket_blank(struct ticket *t, const struct flow *f, int64_t number)
{
	memset(t, 0, sizeof(*t));
	t->number = number;
	t->flow = f;
	t->state = -1; /* so that the first event names the state, whatever the flow says by then */
	t->visit = 1;
	t->km = -1;
}

bool ticket_has_to_do(const struct ticket *t, const struct person *p, const struct roster *r, int64_t now)
{
	if (p->id != 0 && (t->lead == p->id || t->customer == p->id))
		return true;
	for (size_t i = 0; i < t->companions_n; i++) {
		if (p->id != 0 && t->companions[i] == p->id)
			return true;
	}
	for (int role = 0; role < ROLES; role++) {
		/* Engineers have to do with their own tickets alone; others with all of their station. */
		if (role != ENGINEER && roster_serves(r, p, (enum role)role, t->station, now))
			return true;
	}
	return false;
}

/* ---- the mover ---- */

int64_t ticket_last_stamp(const struct ticket *t, int node)
{
	int64_t last = 0;
	for (int i = 0; i < NODES_MAX && (node < 0 || i < node); i++) {
		if (t->nodes[i].how == NODE_STAMPED && t->nodes[i].at > last)
			last = t->nodes[i].at;
	}
	return last;
}

/* A visit begins with the first depart or arrive after `left`, and with any depart after an arrival. */
static void move_visit(struct ticket *t, enum visit_step step)
{
	bool begins = t->phase == VISIT_OVER || (step == VISIT_DEPARTS && t->phase == VISIT_THERE);
	if (step == VISIT_LEAVES) {
		t->phase = VISIT_OVER;
	} else if (step != VISIT_NONE) {
		t->visit += begins ? 1 : 0;
		t->phase = step == VISIT_DEPARTS ? VISIT_UNDERWAY : VISIT_THERE;
	}
}

static void move_nodes(struct ticket *t, const struct move *m)
{
	const struct code *c = m->code;
	uint32_t missed = t->state >= 0 ? c->skips[t->state] : 0;
	for (int i = 0; i < NODES_MAX; i++) {
		struct node *n = &t->nodes[i];
		if ((missed & (1u << i)) && n->how == NODE_OPEN)
			*n = (struct node){.how = NODE_MISSED, .at = m->at};
		if (!(c->stamps & (1u << i)) || n->how == NODE_STAMPED)
			continue;
		/* A node once recorded as missed stays so, unless its own text was overtaken: ticket_fill(). */
		if (n->how == NODE_OPEN) {
			*n = (struct node){.how = NODE_STAMPED, .at = m->at};
			if (m->claim != 0)
				ticket_claim(t, i, m->claim, m->by);
		}
	}
}

/* An expected arrival holds until a code takes the ticket to a state without naming one, or another engineer goes; a
 * planned time until the visit is over. */
static void move_promises(struct ticket *t, const struct move *m)
{
	if (m->planned != 0)
		t->planned = m->planned;
	else if (m->code->visit == VISIT_LEAVES)
		t->planned = 0;
	if (m->eta != 0 || m->code->to >= 0)
		t->eta = m->eta;
}

void ticket_move(struct ticket *t, const struct move *m)
{
	move_nodes(t, m);
	move_visit(t, m->code->visit);
	if (m->lead != 0 && m->lead != t->lead) {
		t->former = t->lead;
		t->lead = m->lead;
		t->companions_n = 0;
	}
	move_promises(t, m);
	if (m->set_companions) {
		t->companions_n = 0;
		for (size_t i = 0; i < m->companions_n && i < COMPANIONS_MAX; i++)
			t->companions[t->companions_n++] = m->companions[i];
	}
	if (m->code->to >= 0)
		t->state = m->code->to;
}

void ticket_fill(struct ticket *t, int node, int64_t at)
{
	t->nodes[node] = (struct node){.how = NODE_STAMPED, .at = at};
}

void ticket_restore(struct ticket *t, const struct ticket *was)
{
	t->state = was->state;
	memcpy(t->nodes, was->nodes, sizeof(t->nodes));
	memcpy(t->claims, was->claims, sizeof(t->claims));
	memcpy(t->askers, was->askers, sizeof(t->askers));
	memcpy(t->corrected, was->corrected, sizeof(t->corrected));
	t->machine = was->machine;
	t->customer = was->customer;
	t->station = was->station;
	t->lead = was->lead;
	t->former = was->former;
	memcpy(t->companions, was->companions, sizeof(t->companions));
	t->companions_n = was->companions_n;
	t->planned = was->planned;
	t->eta = was->eta;
	t->visit = was->visit;
	t->phase = was->phase;
	t->down = was->down;
	t->again = was->again;
	t->again_at = was->again_at;
	memcpy(t->clocks, was->clocks, sizeof(t->clocks));
}

void ticket_claim(struct ticket *t, int node, int64_t at, int64_t by)
{
	t->claims[node] = at;
	t->askers[node] = at != 0 ? by : 0;
}

void ticket_correct(struct ticket *t, int node)
{
	ticket_fill(t, node, t->claims[node]);
	ticket_claim(t, node, 0, 0);
	t->corrected[node] = true;
}

uint32_t ticket_claimed(const struct ticket *t)
{
	uint32_t nodes = 0;
	for (int i = 0; i < NODES_MAX; i++)
		nodes |= t->claims[i] != 0 ? 1u << i : 0;
	return nodes;
}

int ticket_overtaken_node(const struct ticket *t, const struct code *c, int64_t sent)
{
	for (int i = 0; i < NODES_MAX; i++) {
		if ((c->stamps & (1u << i)) && t->nodes[i].how == NODE_MISSED && sent != 0 && sent < t->nodes[i].at)
			return i;
	}
	return -1;
}

/* ---- a move as text, and back ---- */

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
	char value[DIGITS_BYTES];
	if (before == after)
		return;
	pen_word(p, key, name, text_digits(after, value));
}

static void pen_nodes(struct pen *p, const struct ticket *a, const struct ticket *b)
{
	for (size_t i = 0; i < b->flow->nodes_n; i++) {
		const struct node *x = &a->nodes[i], *y = &b->nodes[i];
		const char *name = b->flow->nodes[i].name;
		char value[32] = "-", digits[DIGITS_BYTES];
		if (y->how == NODE_MISSED)
			strcpy(value, "missed@");
		if (y->how == NODE_STAMPED)
			value[0] = '\0';
		if (y->how != NODE_OPEN)
			strcat(value, text_digits(y->at, digits));
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
		end = text_number(value, &n.at);
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
		const char *end = text_number(value, &id);
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

/* What is kept beside a node; a node that the flow no longer has is passed over. */
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
	end = text_number(value, &v);
	if (!end || *end)
		return false;
	if (text_same(word, "stated"))
		return true; /* kept for whoever reads the ledger: it moves nothing */
	char *name = strchr(word, '.');
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
