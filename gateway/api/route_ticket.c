#include "gateway/api/api_route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/tickets.h"
#include "gateway/api/actions.h"
#include "gateway/api/problem.h"
#include "gateway/show/ticket_record.h"
#include "handlers/people/msisdn.h"

/* Puts the masked number wherever the number stands, with or without its `+`; both are as long. */
static void mask_number(char *s, const char *number)
{
	char masked[MSISDN_MAX];
	size_t n = strlen(number);

	if (n < 6)
		return;
	msisdn_mask(number, masked);
	if (strlen(masked) != n)
		return;
	for (char *at = s; (at = strstr(at, number + 1)); at += n - 1)
		memcpy(at, masked + 1, n - 1);
}

static int64_t number_of(const char *said)
{
	char *end;
	long long n = strtoll(said, &end, 10);

	return *said >= '0' && *said <= '9' && !*end ? n : 0;
}

/* All that `show --json` says, and what may be sent now. */
static char *print(struct api_ask *ask, const struct ticket *t)
{
	struct gateway g = {
		.setup = &ask->w->setup, .store = ask->w->store, .rules = ask->w->rules, .roster = ask->w->roster};
	struct actions actions = {&ask->access, ask->w, t};
	struct ticket_record_more more = {actions_put, &actions};
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	bool good = out && ticket_record_print_with(&g, t, ask->request->now, &more, out);

	if (out && fclose(out) == 0 && good)
		return text;
	free(text);
	return NULL;
}

bool route_ticket(struct api_ask *ask)
{
	struct ticket *t = calloc(1, sizeof(*t));
	char *text = NULL;
	bool found = t && tickets_load(ask->w->store, &ask->w->rules->flows, number_of(ask->rest), t) &&
		     access_sees(&ask->access, t);

	if (found)
		text = print(ask, t);
	if (text && !access_calls(&ask->access))
		mask_number(text, t->customer_number);
	if (t && !found)
		api_refuse(ask, problem_of(404, "there is no ticket `%.32s` that you may see; /v1/tickets lists them",
					   ask->rest));
	else
		api_answer(ask, text);
	free(t);
	return false;
}
