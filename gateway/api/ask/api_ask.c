#include "gateway/api/ask/api_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "gateway/wire/json_writer.h"
#include "gateway/wire/wire_hand.h"
#include "handlers/people/msisdn.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

const char *api_shown(const char *said, char out[SHOWN_BYTES])
{
	text_copy(out, SHOWN_BYTES, said);
	return out;
}

const char *api_argument(const struct api_ask *ask, const char *name)
{
	const char *value = ask->request->argument(ask->request->ctx, name);

	return value && *value ? value : NULL;
}

#define MAY_OPEN                                                                                        \
	(ROLE_BIT(AGENT) | ROLE_BIT(SUPERVISOR) | ROLE_BIT(STATION_HEAD) | ROLE_BIT(SERVICE_DIRECTOR) | \
	 ROLE_BIT(SERVICE_MANAGER) | ROLE_BIT(HEADQUARTERS))

bool api_opens(const struct api_ask *ask)
{
	return ask->access.person.roles & MAY_OPEN;
}

bool api_language(struct api_ask *ask)
{
	const char *said = api_argument(ask, "language");
	char shown[SHOWN_BYTES];

	return !said || lang_read(said, &ask->exchange->lang) ||
	       api_refuse(ask, PROBLEM_NO_LANGUAGE, api_shown(said, shown));
}

int64_t api_number(const char *said)
{
	char *end;
	long long n = strtoll(said, &end, 10);

	return *said >= '0' && *said <= '9' && !*end ? n : 0;
}

bool api_cursor(struct api_ask *ask, int64_t *after)
{
	const char *said = api_argument(ask, "after");

	*after = said ? api_number(said) : 0;
	return !said || *after || api_refuse(ask, PROBLEM_CURSOR, NULL);
}

char *api_number_text(int64_t n)
{
	char *text;

	return asprintf(&text, "%lld", (long long)n) < 0 ? NULL : text;
}

int64_t api_person(const struct api_ask *ask, const char *said, bool customer)
{
	char number[MSISDN_MAX], folded[NAME_BYTES];
	struct person p;

	if (msisdn_read(said, ask->w->setup.country, number))
		return people_by_number(ask->w->store, number, &p) ? p.id : 0;
	if (!fold_small(folded, sizeof(folded), said))
		return 0;
	if (customer)
		return people_customer_named(ask->w->store, folded, &p) == 1 ? p.id : 0;
	for (size_t i = 0; i < ask->w->roster.n; i++)
		if (strcmp(ask->w->roster.people[i].folded, folded) == 0)
			return ask->w->roster.people[i].id;
	return 0;
}

const struct person *api_staff(const struct api_ask *ask, const char *said)
{
	const struct roster *r = &ask->w->roster;
	int64_t id = api_person(ask, said, false);
	const struct person *found = id ? roster_person(r, id) : NULL;
	char number[MSISDN_MAX];

	if (!found || msisdn_read(said, ask->w->setup.country, number))
		return found;
	for (size_t i = 0; i < r->n; i++)
		if (r->people[i].id != id && strcmp(r->people[i].folded, found->folded) == 0)
			return NULL;
	return found;
}

bool api_hand(struct api_ask *ask, const struct wire_hand *h, unsigned good)
{
	struct api_exchange *x = ask->exchange;

	x->payload = wire_hand(h);
	if (!x->payload) {
		free(x->reply.body);
		x->held = false;
		return api_answer(ask, NULL);
	}
	x->input = (struct asked_input){.kind = IN_HAND,
					.channel = "",
					.payload = x->payload,
					.n = strlen(x->payload),
					.by_hand = true,
					.by = h->by};
	x->good = good;
	return true;
}

bool api_reply_with(struct api_ask *ask, struct api_reply r)
{
	ask->exchange->reply = r;
	return false;
}

bool api_refuse(struct api_ask *ask, enum problem_word why, const char *one)
{
	return api_reply_with(ask, problem(ask->words, why, one, NULL));
}

bool api_answer(struct api_ask *ask, char *json)
{
	return api_reply_with(ask, (struct api_reply){.status = 200, .type = "application/json", .body = json});
}

bool api_answer_list(struct api_ask *ask, char *items, char *next)
{
	struct json_writer j = json_begin();

	json_put_raw(&j, "items", items ? items : "[]");
	json_put_string_or_null(&j, "next", next);
	free(next);
	if (!items) {
		free(json_end(&j));
		return api_answer(ask, NULL);
	}
	free(items);
	return api_answer(ask, json_end(&j));
}
