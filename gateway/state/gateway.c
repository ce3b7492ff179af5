#include "gateway/state/gateway.h"

#include <stdio.h>

#include "db/store/open.h"
#include "db/store/people_rows.h"
#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "handlers/people/roster.h"

bool gateway_open(struct gateway *g, const struct setup *s, struct rulebook *r, const char *database, char *why,
		  size_t size)
{
	*g = (struct gateway){.setup = s};
	g->store = store_open(database, why, size);
	if (!g->store)
		return false;
	if (r)
		gateway_rule(g, r);
	else
		people_roles(g->store, &s->roles);
	g->roster_version = people_version(g->store);
	if (people_roster(g->store, &g->roster))
		return true;
	snprintf(why, size, "%s", store_why(g->store));
	gateway_close(g);
	return false;
}

void gateway_close(struct gateway *g)
{
	roster_free(&g->roster);
	if (g->store)
		store_close(g->store);
	g->store = NULL;
	rulebook_release(g->rules);
	g->rules = NULL;
}

void gateway_rule(struct gateway *g, struct rulebook *r)
{
	struct rulebook *before = g->rules;

	g->rules = rulebook_hold(r);
	people_roles(g->store, &r->roles);
	g->roster_version = -1;
	when_use(&r->locale);
	rulebook_release(before);
}

bool gateway_refresh(struct gateway *g)
{
	struct roster fresh = {.n = 0};
	int64_t version = people_version(g->store);

	if (version == g->roster_version)
		return !store_failed(g->store);
	if (!people_roster(g->store, &fresh))
		return false;
	roster_free(&g->roster);
	g->roster = fresh;
	g->roster_version = version;
	return true;
}
