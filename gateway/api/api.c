#include "gateway/api/api.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/roster_rows.h"
#include "gateway/api/api_route.h"
#include "gateway/api/problem.h"
#include "handlers/time/when_local.h"

#define LIMIT_MOST 200
#define LIMIT_USUAL 50

struct api {
	struct workspace w;
	int64_t roster_version; /* that w.roster is of; -1: none was read */
};

struct api *api_new(const struct setup *setup, struct store *store)
{
	struct api *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->w.setup = *setup;
	a->w.store = store;
	a->roster_version = -1;
	return a;
}

void api_free(struct api *a)
{
	if (!a)
		return;
	roster_free(&a->w.roster);
	free(a);
}

/* ---- the routes ---- */

enum { PLAIN = 0, LIST = 1 << 0 /* it takes `limit` */, PUBLIC = 1 << 1 /* it needs no token */ };

static const struct row {
	const char *method, *path; /* `*` stands for one word */
	api_route *route;
	unsigned is; /* bits: */
} rows[] = {
	{"GET", "openapi.json", route_openapi, PUBLIC}, {"GET", "me", route_me, PLAIN},
	{"GET", "tickets", route_tickets, LIST},        {"POST", "tickets", route_open, PLAIN},
	{"GET", "tickets/*", route_ticket, PLAIN},      {"POST", "texts", route_text, PLAIN},
	{"GET", "people", route_roster, LIST},          {"GET", "stations", route_roster, LIST},
	{"GET", "customers", route_roster, LIST},       {"GET", "machines", route_roster, LIST},
	{"GET", "flows", route_flows, PLAIN},           {"GET", "unknown", route_unknown, PLAIN},
};
#define ROWS (sizeof(rows) / sizeof(*rows))

/* NULL: it is another path. Else what stands in the place of `*`, or "". */
static const char *fits(const struct row *row, const char *path)
{
	const char *star = strchr(row->path, '*');
	size_t n = star ? (size_t)(star - row->path) : strlen(row->path);

	if (strncmp(row->path, path, n) != 0)
		return NULL;
	if (!star)
		return path[n] ? NULL : "";
	return path[n] && !strchr(path + n, '/') ? path + n : NULL;
}

static bool same_method(const char *asked, const char *method)
{
	return strcmp(asked, method) == 0 || (strcmp(asked, "HEAD") == 0 && strcmp(method, "GET") == 0);
}

/* NULL: *refused says why. */
static const struct row *find(const struct api_request *r, const char **rest, struct api_reply *refused)
{
	const char *allow = NULL;

	for (size_t i = 0; i < ROWS; i++) {
		const char *found = fits(&rows[i], r->path);

		if (!found)
			continue;
		*rest = found;
		if (same_method(r->method, rows[i].method))
			return &rows[i];
		allow = allow ? "GET, HEAD, POST" : strcmp(rows[i].method, "GET") == 0 ? "GET, HEAD" : rows[i].method;
	}
	*refused = allow ? problem_of(405, "this method is not taken here; use one of %s", allow)
			 : problem(404,
				   "there is nothing here; there are /v1/openapi.json, which describes all, /v1/me, "
				   "/v1/tickets, /v1/tickets/N, /v1/texts, /v1/people, /v1/stations, /v1/customers, "
				   "/v1/machines, /v1/flows and /v1/unknown",
				   "/v1/tickets");
	refused->allow = allow;
	return NULL;
}

/* ---- a request ---- */

static bool read_limit(struct api_ask *ask)
{
	const char *said = api_argument(ask, "limit");
	char *end = NULL;
	unsigned long n = said ? strtoul(said, &end, 10) : LIMIT_USUAL;

	ask->limit = n;
	return !said || (*said >= '0' && *said <= '9' && !*end && n >= 1 && n <= LIMIT_MOST);
}

/* As far as people have them. */
static bool same_roles(const struct roles *a, const struct roles *b)
{
	bool same = a->own_n == b->own_n;

	for (size_t i = 0; same && i < a->own_n; i++)
		same = strcmp(a->own[i].name, b->own[i].name) == 0 && a->own[i].deputy == b->own[i].deputy;
	return same;
}

/* People have their roles by place: where a reload has brought others, they are read anew. */
static void use_roles(struct api *a, const struct roles *roles)
{
	if (same_roles(people_roles_of(a->w.store), roles))
		return;
	people_roles(a->w.store, roles);
	a->roster_version = -1;
}

/* The roster as it is now. */
static bool refresh(struct api *a)
{
	int64_t version = people_version(a->w.store);
	struct roster now = {0};

	if (version == a->roster_version && !store_failed(a->w.store))
		return true;
	if (!people_roster(a->w.store, &now))
		return false;
	roster_free(&a->w.roster);
	a->w.roster = now;
	a->roster_version = version;
	return true;
}

static bool answer(struct api *a, const struct api_request *r, struct api_exchange *x)
{
	struct api_ask ask = {.request = r, .w = &a->w, .exchange = x};
	const struct row *row;
	struct api_reply none = {.status = 0};

	row = find(r, &ask.rest, &none);
	if (!(row && row->is & PUBLIC) && !access_find(a->w.store, &a->w.roster, r, &ask.access, &x->reply)) {
		free(none.body);
		return false;
	}
	if (!row)
		return api_refuse(&ask, none);
	ask.name = row->path;
	if (row->is & LIST && !read_limit(&ask))
		return api_refuse(&ask, problem_of(400, "`limit` is a number from 1 to %d", LIMIT_MOST));
	return row->route(&ask);
}

bool api_begin(struct api *a, struct rulebook *rules, const struct api_request *r, struct api_exchange *x)
{
	bool waits = false;

	*x = (struct api_exchange){.over = x->over, .owner = x->owner};
	when_use(&rules->locale);
	a->w.rules = rules;
	store_read_begin(a->w.store);
	use_roles(a, &rules->roles);
	if (refresh(a))
		waits = answer(a, r, x);
	store_read_end(a->w.store);
	a->w.rules = NULL;
	when_use(NULL); /* the rules may be gone before the next request */
	if (!store_failed(a->w.store))
		return waits;
	store_recover(a->w.store);
	free(x->reply.body);
	x->reply = problem(503, "the database cannot be read now; ask again", NULL);
	return false;
}

struct api_reply api_refusal(unsigned status, const char *why)
{
	return problem(status, why, NULL);
}
