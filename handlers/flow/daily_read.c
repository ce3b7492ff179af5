#include "handlers/flow/daily_read.h"

#include "handlers/flow/tells_read.h"
#include "handlers/flow/time_read.h"

#include <stdio.h>

#include "templates/file/yaml_get.h"
#include "templates/text/utf8.h"

static const char *const daily_keys[] = {"lists", "at", "days", "tells", NULL};
static const char *const of_names[] = {"unplaced", "claims"};
static const char *const days_names[] = {"working", "all"};

static void check_tells(struct flow_reader *r, const struct daily *d)
{
	for (size_t i = 0; i < d->tells_n; i++) {
		const struct tell *t = &d->tells[i];
		if ((int)t->to >= ROLES)
			fault_add(r->f, r->flow->file, t->line, t->col, (int)utf8_count(t->template),
				  "a list is about many tickets, so nobody is `%s`; tell a role instead, as `agent`",
				  t->to == TO_FIELD ? r->flow->fields[t->named.field].is.name : audience_names[t->to]);
		if (t->when != NULL)
			fault_add(r->f, r->flow->file, t->when->line, t->when->col, 1,
				  "a list is about many tickets, and asks nothing of one; leave `if` out");
	}
}

static void read_one(struct flow_reader *r, const struct yaml *y)
{
	struct daily *d = &r->flow->dailies[r->flow->dailies_n++];
	const struct yaml *of, *at, *days;
	int which;
	enum does mends;
	d->line = y->key_line;
	d->col = y->key_col;
	reader_name(r, y, d->name, sizeof(d->name));
	if (!yaml_is_map(y, "{lists: unplaced, at: 08:30, tells: {agent: TEMPLATE}}", r->f))
		return;
	yaml_keys(y, daily_keys, r->f);
	of = yaml_need(y, "lists", "`lists: unplaced`", r->f);
	at = yaml_need(y, "at", "`at: 08:30`", r->f);
	days = yaml_get(y, "days");
	which = of != NULL ? yaml_one_of(of, "list", of_names, 2, r->f) : -1;
	d->of = which == 1 ? DAILY_CLAIMS : DAILY_UNPLACED;
	mends = which == 1 ? DOES_APPROVE : DOES_ASSIGN;
	if (which >= 0 && flow_does(r->flow, mends) == NULL)
		yaml_fault(r->f, of,
			   "no code of this flow does `%s`, so nobody could do anything about what is listed; leave it "
			   "out",
			   which == 1 ? "approve" : "assign");
	if (at != NULL)
		time_read_of_day(r, at, &d->minute);
	d->all_days = days != NULL && yaml_one_of(days, "choice of days", days_names, 2, r->f) == 1;
	yaml_need(y, "tells", "`tells: {ROLE: TEMPLATE}`", r->f);
	tells_read(r, y, "tells", NULL, d->tells, &d->tells_n);
	check_tells(r, d);
}

void daily_read_all(struct flow_reader *r, const struct yaml *root)
{
	const struct yaml *y = yaml_get(root, "daily");
	if (y == NULL ||
	    !yaml_is_map(y, "{LIST: {lists: unplaced, at: 08:30, tells: {...}}}, or leave the key out", r->f))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], i, DAILIES_MAX, "lists"); i++)
		read_one(r, &y->items[i]);
}
