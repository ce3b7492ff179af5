#include "gateway/show/ticket_corrections.h"

#include <stdlib.h>

#include "gateway/base/columns.h"
#include "gateway/command/workspace.h"
#include "handlers/model/change.h"
#include "handlers/time/when.h"

/* The ticket made again, event by event, once for each node. */
struct replay {
	struct store *store;
	struct ticket before, after;
	struct columns rows;
};

static void add_correction(struct replay *p, size_t node, const struct ledger_row *r, const char *what, int64_t time)
{
	char when[24] = "", written[24] = "", who[NAME_BYTES] = "", line[64];

	if (time)
		when_local(time, written);
	if (r) {
		when_local(r->at, when);
		workspace_name(p->store, r->by, who, sizeof(who));
	}
	snprintf(line, sizeof(line), "%s%s%s", what, time ? " " : "", written);
	columns_add(&p->rows, (const char *const[]){"", p->after.flow->nodes[node].name, line, when, who});
}

/* The first row: what the node said before anyone asked. */
static void add_first(struct replay *p, size_t i)
{
	const struct node *was = &p->before.nodes[i], *n = was->how == NODE_OPEN ? &p->after.nodes[i] : was;

	add_correction(p, i, NULL, n->how == NODE_MISSED ? "missed" : "stamped", n->how == NODE_MISSED ? 0 : n->at);
}

static const char *corrected_how(const struct replay *p, const struct ledger_row *r, size_t i, int64_t *time)
{
	const struct ticket *b = &p->before, *a = &p->after;
	const struct code *c = flow_code(a->flow, r->code);

	*time = a->claims[i] ? a->claims[i] : b->claims[i];
	if (c && c->does == DOES_UNDO)
		return a->claims[i] ? "waits again:" : "taken back:";
	if (a->claims[i])
		return "asked for";
	return a->corrected[i] && a->nodes[i].at == b->claims[i] ? "approved" : "refused";
}

/* Those of one node, through all events. */
static void add_corrections(struct replay *p, const struct ticket *t, const struct ledger_row *rows, size_t n, size_t i)
{
	bool any = false;

	ticket_blank(&p->after, t->flow, t->number);
	for (size_t k = 0; k < n; k++) {
		int64_t time;
		const char *how;

		p->before = p->after;
		if (!change_apply(&p->after, rows[k].change) || p->before.claims[i] == p->after.claims[i])
			continue;
		if (!any)
			add_first(p, i);
		any = true;
		how = corrected_how(p, &rows[k], i, &time);
		add_correction(p, i, &rows[k], how, time);
	}
}

bool ticket_corrections_print(struct store *s, const struct ticket *t, const struct ledger_row *rows, size_t n,
			      FILE *out)
{
	struct replay *p = calloc(1, sizeof(*p));

	if (!p)
		return false;
	p->store = s;
	p->rows.width = 5;
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		add_corrections(p, t, rows, n, i);
	if (p->rows.n > 0)
		fputs("\ncorrections\n", out);
	columns_print(&p->rows, out);
	free(p);
	return true;
}
