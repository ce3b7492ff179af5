#include "gateway/api/api.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/roster_rows.h"
#include "gateway/api/route/api_route.h"
#include "gateway/api/stream/stream_hub.h"
#include "gateway/base/wall_clock.h"
#include "handlers/time/when_local.h"
#include "templates/text/number.h"
#include "templates/text/text.h"

#define LIMIT_MOST 200
#define LIMIT_USUAL 50

struct api {
	struct workspace w;
	int64_t roster_version; /* that w.roster is of; -1: none was read */
	struct session_list sessions;
	struct attempts attempts;
	struct stream_hub streams;
	const struct metrics *metrics;
	char rest[256]; /* what stands in the place of `*` in that path */
	char allow[32]; /* the methods of the path that was asked last */
};

struct api *api_new(const struct setup *setup, struct store *store, const struct metrics *metrics)
{
	struct api *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->w.setup = *setup;
	a->w.store = store;
	a->metrics = metrics;
	a->roster_version = -1;
	return a;
}

void api_renew(struct api *a, const struct setup *setup)
{
	a->w.setup = *setup;
}

void api_free(struct api *a)
{
	if (!a)
		return;
	while (a->streams.first)
		stream_end(&a->streams, a->streams.first);
	stream_chunk_clear(&a->streams.chunk);
	roster_free(&a->w.roster);
	free(a);
}

/* ---- the routes ---- */

enum {
	PLAIN = 0,
	LIST = 1 << 0,   /* it takes `limit` */
	PUBLIC = 1 << 1, /* it needs no token */
	NAMED = 1 << 2   /* its `*` is all that is left, whatever stands in a name or serial */
};

static const struct row {
	const char *method, *path; /* `*` stands for one word */
	api_route *route;
	unsigned is; /* bits: */
} rows[] = {
	{"GET", "openapi.json", route_openapi, PUBLIC},
	{"GET", "me", route_me, PLAIN},
	{"GET", "mine", route_mine, LIST},
	{"GET", "today", route_today, PLAIN},
	{"GET", "today/tickets", route_today_tickets, LIST},
	{"GET", "tickets", route_tickets, LIST},
	{"POST", "tickets", route_open, PLAIN},
	{"GET", "tickets/*", route_ticket, PLAIN},
	{"POST", "tickets/*/say", route_say, PLAIN},
	{"POST", "texts", route_text, PLAIN},
	{"GET", "people", route_roster, LIST},
	{"GET", "stations", route_roster, LIST},
	{"GET", "customers", route_roster, LIST},
	{"GET", "machines", route_roster, LIST},
	{"GET", "people/*", route_item, NAMED},
	{"GET", "stations/*", route_item, NAMED},
	{"GET", "customers/*", route_item, NAMED},
	{"GET", "machines/*", route_item, NAMED},
	{"PUT", "people/*", route_item_put, NAMED},
	{"POST", "people", route_item_add, PLAIN},
	{"PUT", "stations/*", route_item_put, NAMED},
	{"POST", "stations", route_item_add, PLAIN},
	{"PUT", "customers/*", route_item_put, NAMED},
	{"POST", "customers", route_item_add, PLAIN},
	{"PUT", "machines/*", route_item_put, NAMED},
	{"POST", "machines", route_item_add, PLAIN},
	{"GET", "deputies", route_deputies, PLAIN},
	{"GET", "flows", route_flows, PLAIN},
	{"GET", "flows/*", route_flow, PLAIN},
	{"GET", "roles", route_roles, PLAIN},
	{"GET", "unknown", route_unknown, PLAIN},
	{"GET", "due", route_due, LIST},
	{"GET", "missing", route_missing, PLAIN},
	{"GET", "outbox", route_outbox, LIST},
	{"GET", "outbox/*", route_outgoing, PLAIN},
	{"POST", "outbox/*/resend", route_resend, PLAIN},
	{"POST", "outbox/*/drop", route_drop, PLAIN},
	{"GET", "channels", route_channels, PLAIN},
	{"POST", "channels/*/test", route_channel_test, PLAIN},
	{"GET", "stream", route_stream, PLAIN},
	{"POST", "session", route_session_begin, PUBLIC},
	{"DELETE", "session", route_session_end, PUBLIC},
	{"GET", "tokens", route_tokens, LIST},
	{"POST", "tokens", route_token_add, PLAIN},
	{"DELETE", "tokens/*", route_token_revoke, PLAIN},
	{"POST", "reload", route_reload, PLAIN},
};
#define ROWS (sizeof(rows) / sizeof(*rows))

/* Whether it is this path; *rest is what stands in the place of `*`, *rest_n bytes. */
static bool fits(const struct row *row, const char *path, const char **rest, size_t *rest_n)
{
	const char *star = strchr(row->path, '*');
	size_t n = star ? (size_t)(star - row->path) : strlen(row->path), word;

	*rest = path + n;
	*rest_n = 0;
	if (strncmp(row->path, path, n) != 0)
		return false;
	if (!star)
		return !path[n];
	word = row->is & NAMED ? strlen(path + n) : strcspn(path + n, "/");
	*rest_n = word;
	return word && strcmp(path + n + word, star + 1) == 0;
}

static bool same_method(const char *asked, const char *method)
{
	return strcmp(asked, method) == 0 || (strcmp(asked, "HEAD") == 0 && strcmp(method, "GET") == 0);
}

/* What may be asked of this path, as Allow has it; "": there is no such path. */
static void list_methods(const char *path, char *out, size_t size)
{
	static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "DELETE"};
	struct text all = text_new(size - 1);
	const char *rest;
	size_t rest_n;

	for (size_t m = 0; m < sizeof(methods) / sizeof(*methods); m++)
		for (size_t i = 0; i < ROWS; i++)
			if (fits(&rows[i], path, &rest, &rest_n) && same_method(methods[m], rows[i].method)) {
				text_addf(&all, "%s%s", all.len ? ", " : "", methods[m]);
				break;
			}
	text_copy(out, size, text_str(&all));
	text_free(&all);
}

/* NULL: there is none. What stands in the place of `*` is kept as far as there is room: more is none that there is. */
static const struct row *find(struct api *a, const struct api_request *r)
{
	const char *rest;
	size_t n;

	for (size_t i = 0; i < ROWS; i++) {
		if (!fits(&rows[i], r->path, &rest, &n) || !same_method(r->method, rows[i].method))
			continue;
		n = n < sizeof(a->rest) ? n : sizeof(a->rest) - 1;
		memcpy(a->rest, rest, n);
		a->rest[n] = '\0';
		return &rows[i];
	}
	a->rest[0] = '\0';
	return NULL;
}

static bool refuse_path(struct api *a, struct api_ask *ask)
{
	list_methods(ask->request->path, a->allow, sizeof(a->allow));
	if (!*a->allow)
		return api_refuse(ask, PROBLEM_NOTHING_HERE, NULL);
	api_refuse(ask, PROBLEM_METHOD, a->allow);
	ask->exchange->reply.allow = a->allow;
	return false;
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

static struct stream_look look_of(struct api *a, int64_t now, int64_t steady)
{
	return (struct stream_look){.store = a->w.store,
				    .rules = a->w.rules,
				    .roster = &a->w.roster,
				    .sessions = &a->sessions,
				    .metrics = a->metrics,
				    .now = now,
				    .steady = steady};
}

static struct access_door door_of(struct api *a, const struct api_request *r, const struct problem_words *words)
{
	return (struct access_door){.store = a->w.store,
				    .roster = &a->w.roster,
				    .sessions = &a->sessions,
				    .attempts = &a->attempts,
				    .request = r,
				    .origin = request_origin_read(&a->w.setup.http.proxy, r),
				    .words = words};
}

static bool answer(struct api *a, const struct api_request *r, struct api_exchange *x)
{
	const struct stream_look look = look_of(a, r->now, clock_steady());
	struct api_ask ask = {
		.request = r, .w = &a->w, .exchange = x, .streams = &a->streams, .look = &look, .rest = a->rest};
	const struct row *row = find(a, r);
	char most[DECIMAL_BYTES];

	x->lang = problem_lang(r, LANG_FIRST);
	ask.words = problem_words_in(a->w.rules, x->lang);
	ask.door = door_of(a, r, ask.words);
	if (!(row && row->is & PUBLIC)) {
		if (!access_find(&ask.door, &ask.access, &x->reply))
			return false;
		x->lang = problem_lang(r, ask.access.person.lang);
		ask.words = problem_words_in(a->w.rules, x->lang);
	}
	if (!row)
		return refuse_path(a, &ask);
	ask.name = row->path;
	if (row->is & LIST && !read_limit(&ask))
		return api_refuse(&ask, PROBLEM_LIMIT, number_write(LIMIT_MOST, most));
	return row->route(&ask);
}

static bool read_failed(struct api *a, struct rulebook *rules, struct api_exchange *x)
{
	store_recover(a->w.store);
	free(x->reply.body);
	x->held = false;
	x->reply = problem(problem_words_in(rules, x->lang), PROBLEM_STORE, NULL, NULL);
	return false;
}

bool api_caller(const struct api *a, const struct api_request *r, char out[CALLER_ADDRESS_BYTES])
{
	struct request_origin o = request_origin_read(&a->w.setup.http.proxy, r);
	bool borne = strcmp(o.address, r->address) != 0;

	return text_copy(out, CALLER_ADDRESS_BYTES, borne ? o.address : "") && borne;
}

/* From here to leave() the store is asked, by these files. False: it failed. */
static bool enter(struct api *a, const struct api_files *files)
{
	when_use(&files->rules->locale);
	a->w.rules = files->rules;
	a->w.channels = files->channels;
	store_read_begin(a->w.store);
	use_roles(a, &files->rules->roles);
	return refresh(a);
}

static void leave(struct api *a)
{
	store_read_end(a->w.store);
	a->w.rules = NULL;
	a->w.channels = NULL;
	when_use(NULL); /* the rules may be gone before the next request */
}

bool api_begin(struct api *a, const struct api_files *files, const struct api_request *r, struct api_exchange *x)
{
	bool waits = false;

	*x = (struct api_exchange){.over = x->over, .owner = x->owner};
	if (enter(a, files))
		waits = answer(a, r, x);
	leave(a);
	return store_failed(a->w.store) ? read_failed(a, files->rules, x) : waits;
}

/* ---- for others ---- */

bool api_may_play(struct api *a, const struct api_files *files, const struct api_request *r, enum lang *lang,
		  struct api_reply *refused)
{
	struct access_door door = door_of(a, r, problem_words_in(files->rules, problem_lang(r, LANG_FIRST)));
	struct access access;
	bool may = false;

	*lang = problem_lang(r, LANG_FIRST);
	*refused = (struct api_reply){.status = 0};
	if (enter(a, files) && access_find(&door, &access, refused)) {
		*lang = problem_lang(r, access.person.lang);
		may = access_sees_all(&access) || access.person.roles & ROLE_BIT(ADMINISTRATOR);
		if (!may)
			*refused = api_problem(files->rules, *lang, PROBLEM_PHONES, NULL);
	}
	leave(a);
	if (!store_failed(a->w.store))
		return may;
	store_recover(a->w.store);
	free(refused->body);
	*refused = api_problem(files->rules, *lang, PROBLEM_STORE, NULL);
	return false;
}

const struct setup *api_setup(const struct api *a)
{
	return &a->w.setup;
}

struct api_reply api_problem(struct rulebook *rules, enum lang lang, enum problem_word why, const char *one)
{
	return problem(problem_words_in(rules, lang), why, one, NULL);
}

/* ---- those who listen ---- */

int api_streams_wait_ms(const struct api *a, int64_t steady)
{
	return stream_hub_wait_ms(&a->streams, steady);
}

void api_streams_turn(struct api *a, struct rulebook *rules, int64_t now, int64_t steady)
{
	bool touched = store_touched(a->w.store);
	struct stream_look look;

	when_use(&rules->locale);
	a->w.rules = rules;
	look = look_of(a, now, steady);
	store_read_begin(a->w.store);
	use_roles(a, &rules->roles);
	if (refresh(a))
		stream_hub_turn(&a->streams, &look, touched);
	store_read_end(a->w.store);
	a->w.rules = NULL;
	when_use(NULL);
	if (!store_failed(a->w.store))
		return;
	a->streams.dirty = true; /* with the next turn again */
	store_recover(a->w.store);
}

void api_streams_end(struct api *a)
{
	stream_hub_end(&a->streams);
}

struct stream *api_streams(const struct api *a)
{
	return a->streams.first;
}

void api_stream_end(struct api *a, struct stream *s)
{
	stream_end(&a->streams, s);
}

struct api_reply api_refusal(struct rulebook *rules, const struct api_request *r, enum problem_word why,
			     const char *one)
{
	return problem(problem_words_in(rules, problem_lang(r, LANG_FIRST)), why, one, NULL);
}
