#include "handlers/model/ticket_move.h"

#include <string.h>

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
		/* A missed node stays missed, unless its own text was overtaken: ticket_fill(). */
		if (n->how == NODE_OPEN) {
			*n = (struct node){.how = NODE_STAMPED, .at = m->at};
			if (m->claim != 0)
				ticket_claim(t, i, m->claim, m->by);
		}
	}
}

void ticket_tell(struct ticket *t, const struct code *c, const int64_t *told)
{
	for (size_t i = 0; i < t->flow->fields_n; i++) {
		const struct field *f = &t->flow->fields[i];
		bool ends = c->to >= 0 && f->until & 1u << c->to;

		if (told[i] != 0 || ends || (f->follows >= 0 && told[f->follows] != 0))
			t->fields[i] = told[i];
	}
}

static void forget_promises(struct ticket *t)
{
	for (size_t i = 0; i < t->flow->fields_n; i++)
		t->fields[i] = t->flow->fields[i].promise ? 0 : t->fields[i];
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
	ticket_tell(t, m->code, m->told);
	if (m->set_companions) {
		t->companions_n = 0;
		for (size_t i = 0; i < m->companions_n && i < COMPANIONS_MAX; i++)
			t->companions[t->companions_n++] = m->companions[i];
	}
	if (m->code->to >= 0)
		t->state = m->code->to;
}

void ticket_take_back(struct ticket *t, int state)
{
	t->state = state;
	t->former = t->lead != 0 ? t->lead : t->former;
	t->lead = 0;
	t->companions_n = 0;
	forget_promises(t);
}

void ticket_reopen(struct ticket *t, int state)
{
	t->state = state;
	t->visit++;
	t->phase = VISIT_AHEAD;
	forget_promises(t);
}

void ticket_withdraw(struct ticket *t)
{
	t->state = -1;
	t->lost = false;
	t->turn = 0;
	t->last_text = t->last_by = t->last_at = 0;
	memset(t->nodes, 0, sizeof(t->nodes));
	memset(t->opens, 0, sizeof(t->opens));
	memset(t->clocks, 0, sizeof(t->clocks));
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
	memcpy(t->fields, was->fields, sizeof(t->fields));
	t->visit = was->visit;
	t->phase = was->phase;
	t->down = was->down;
	t->chain = was->chain;
	t->turn = was->turn;
	t->set = was->set;
	t->wrong = was->wrong;
	memcpy(t->signatures, was->signatures, sizeof(t->signatures));
	t->again = was->again;
	t->again_at = was->again_at;
	t->parent = was->parent;
	memcpy(t->opens, was->opens, sizeof(t->opens));
	memcpy(t->clocks, was->clocks, sizeof(t->clocks));
}

/* Digits serve for all times that wait together. */
static void begin_digits(struct ticket *t)
{
	t->claim_set++;
	t->claim_wrong = 0;
}

void ticket_claim(struct ticket *t, int node, int64_t at, int64_t by)
{
	if (at != 0 && ticket_claimed(t) == 0 && flow_confirms_claims(t->flow))
		begin_digits(t);
	t->claims[node] = at;
	t->askers[node] = at != 0 ? by : 0;
}

void ticket_correct(struct ticket *t, int node)
{
	ticket_fill(t, node, t->claims[node]);
	ticket_claim(t, node, 0, 0);
	t->corrected[node] = true;
}

void ticket_claim_wrong(struct ticket *t)
{
	if (++t->claim_wrong == DIGITS_TRIES)
		begin_digits(t);
}
