#include "tests/fuzz/played.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger/audit.h"
#include "db/store/backup.h"
#include "gateway/base/log.h"
#include "gateway/phones/phone_request.h"
#include "templates/text/text.h"
#include "tests/fuzz/fuzz.h"

static struct setup setup; /* the sample's, but for its database */
static struct play_list plays;

void played_people(struct store *s)
{
	char why[512];

	setup = *fuzz_setup();
	snprintf(setup.database, sizeof(setup.database), "%s/people.db", fuzz_folder());
	HOLD(store_backup(s, setup.database, why, sizeof(why)), "%s", why);
}

static const char *last_play(void)
{
	const struct phone_play *last = NULL;

	for (size_t i = 0; i < PLAYS_MOST; i++)
		if (plays.all[i] && (!last || plays.all[i]->touched > last->touched))
			last = plays.all[i];
	return last ? last->id : "0000000000000000";
}

void played_name(char *path, size_t size)
{
	char *at = strchr(path, '@'), *rest;

	if (!at)
		return;
	rest = strdup(at + 1);
	HOLD(rest, "out of memory");
	snprintf(at, size - (size_t)(at - path), "%s%s", last_play(), rest);
	free(rest);
}

void played_ask(struct phones_ask *a)
{
	a->setup = &setup;
	log_hush(true);
	phone_request_answer(&plays, a);
	log_hush(false);
	a->setup = NULL;
}

void played_end(void)
{
	char why[512] = "";

	for (size_t i = 0; i < PLAYS_MOST; i++) {
		const struct gateway *g = plays.all[i] ? &plays.all[i]->stage.gateway : NULL;

		HOLD(!g || ledger_audit(g->store, &g->rules->flows, NULL, why, sizeof(why)), "a play's audit: %s", why);
	}
	play_list_clear(&plays);
}
