#include "gateway/http/site/phones_page.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/api/api.h"
#include "gateway/base/wall_clock.h"
#include "gateway/http/api_page.h"
#include "gateway/http/connection_list.h"
#include "gateway/http/site/desk_page.h"
#include "gateway/phones/phones.h"

bool phones_page_there(struct page_sources *from)
{
	api_page_renew(from);
	return api_setup(from->api)->http.phones;
}

struct reply phones_page_first(struct page_sources *from, struct web_request *x)
{
	(void)from;
	return desk_page_of(x, PHONES_FILE);
}

/* By the phones' thread. */
static void answered(struct phones_ask *a)
{
	struct web_request *x = a->owner;

	page_sources_answered(x->from, x);
}

static void read_request(struct web_request *x, struct phones_ask *a)
{
	a->method = x->method;
	a->path = x->rest;
	a->body = x->body ? x->body : "";
	a->n = x->body_n;
	a->now = clock_now();
	a->said_after = MHD_lookup_connection_value(x->connection, MHD_GET_ARGUMENT_KIND, "after");
	a->over = answered;
	a->owner = x;
}

/* A play keeps the configuration of its beginning. False: memory ran out. */
static bool keep_setup(struct page_sources *from, struct phones_ask *a)
{
	if (strcmp(a->path, "plays") != 0)
		return true;
	a->setup = malloc(sizeof(*a->setup));
	if (a->setup)
		*a->setup = *api_setup(from->api);
	return a->setup;
}

/* Who may not play gets the reply that is made here. */
static bool may_play(struct page_sources *from, struct web_request *x)
{
	char address[WEB_ADDRESS_BYTES];
	const struct api_request r = api_page_request(x, address);
	struct phones_ask *a = x->phones;
	struct api_files files = {a->rules, page_sources_channels(from)};
	bool may = api_may_play(from->api, &files, &r, &a->lang, &a->reply);

	channels_release(files.channels);
	return may;
}

/* It may be answered at any moment, but this thread lets it go on, and not before the next turn. */
static bool wait_for_phones(struct page_sources *from, struct web_request *x)
{
	if (!from->phones)
		from->phones = phones_new();
	if (!from->phones || !keep_setup(from, x->phones) || !phones_put(from->phones, x->phones)) {
		x->phones->reply = api_problem(x->phones->rules, x->phones->lang, PROBLEM_LATER, NULL);
		return false;
	}
	connection_enters(x->open, WAITS, clock_steady());
	MHD_suspend_connection(x->connection);
	return true;
}

bool phones_page_ask(struct page_sources *from, struct web_request *x)
{
	x->phones = calloc(1, sizeof(*x->phones));
	if (!x->phones)
		return false;
	x->from = from;
	read_request(x, x->phones);
	x->phones->rules = page_sources_rules(from);
	return may_play(from, x) && wait_for_phones(from, x);
}

struct reply phones_page_make(struct page_sources *from, struct web_request *x)
{
	struct reply r;

	if (!x->phones)
		return api_page_refuse(from, x, MHD_HTTP_SERVICE_UNAVAILABLE, NULL);
	r = api_page_reply(&x->phones->reply);
	x->phones->reply.body = NULL;
	r.attachment = x->phones->attachment;
	return r;
}
