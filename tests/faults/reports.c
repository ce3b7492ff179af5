#include "tests/faults/reports.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/gateway/peer.h"

#define PENDING 64
#define PATIENCE 400 /* ms until a report without reply is repeated, twice as long each time */
#define PATIENCE_MOST 6400

struct report {
	char uuid[37]; /* "": none here */
	int mid;       /* of the PUBACK that is awaited; 0: none */
	long sent_at;  /* 0: not on this connection */
	long patience;
};

struct reports {
	struct truth *truth;
	struct party *party;
	bool trust;
	struct report all[PENDING];
};

static void is_taken(struct reports *r, struct report *one)
{
	truth_reported(r->truth, one->uuid);
	one->uuid[0] = '\0';
}

static void heard(void *ctx, const char *topic, const char *payload, size_t n)
{
	struct reports *r = ctx;
	json_t *o = json_loadb(payload, n, 0, NULL);
	const char *id = json_string_value(json_object_get(o, "id"));

	(void)topic;
	if (!json_is_true(json_object_get(o, "ok")))
		truth_rejected(r->truth, payload);
	for (struct report *one = r->all; id && one < r->all + PENDING; one++)
		if (strcmp(one->uuid, id) == 0)
			is_taken(r, one);
	json_decref(o);
}

static void taken(void *ctx, int mid, int reason)
{
	struct reports *r = ctx;

	for (struct report *one = r->all; one < r->all + PENDING; one++) {
		if (!one->uuid[0] || one->mid != mid)
			continue;
		one->mid = 0;
		if (r->trust && reason == 0)
			is_taken(r, one);
		else if (r->trust)
			one->sent_at = 0; /* nobody was there to take it */
	}
}

static void lost(void *ctx)
{
	struct reports *r = ctx;

	for (struct report *one = r->all; one < r->all + PENDING; one++) {
		one->mid = 0;
		one->sent_at = 0;
	}
}

static bool is_one_of_four(const char *uuid)
{
	return strchr("048c", uuid[strlen(uuid) - 1]);
}

void reports_mt(struct reports *r, const char *uuid)
{
	struct report *room = NULL;

	if (strlen(uuid) != sizeof(room->uuid) - 1 || !is_one_of_four(uuid))
		return;
	for (struct report *one = r->all; one < r->all + PENDING; one++) {
		if (strcmp(one->uuid, uuid) == 0)
			return;
		room = room || one->uuid[0] ? room : one;
	}
	if (!room)
		return;
	*room = (struct report){.patience = PATIENCE};
	snprintf(room->uuid, sizeof(room->uuid), "%s", uuid);
}

static void send_report(struct reports *r, struct report *one)
{
	char payload[96];

	snprintf(payload, sizeof(payload), "{\"id\":\"%.36s\",\"status\":\"delivered\"}", one->uuid);
	one->mid = party_publish(r->party, "dlr/sms", payload, "reply/carrier", one->uuid);
	if (!one->mid)
		return;
	one->patience *= one->sent_at && one->patience < PATIENCE_MOST ? 2 : 1;
	one->sent_at = peer_ms();
}

static bool must_send(const struct reports *r, const struct report *one)
{
	return one->uuid[0] && (!one->sent_at || (!r->trust && peer_ms() - one->sent_at > one->patience));
}

void reports_turn(struct reports *r)
{
	if (!party_up(r->party))
		return;
	for (struct report *one = r->all; one < r->all + PENDING; one++)
		if (must_send(r, one))
			send_report(r, one);
}

bool reports_idle(const struct reports *r)
{
	for (const struct report *one = r->all; one < r->all + PENDING; one++)
		if (one->uuid[0])
			return false;
	return true;
}

struct party *reports_party(const struct reports *r)
{
	return r->party;
}

struct reports *reports_new(int port, struct truth *truth, bool trust_puback)
{
	static const char *const filters[] = {"reply/carrier", NULL};
	struct reports *r = calloc(1, sizeof(*r));

	if (!r)
		peer_die("out of memory");
	r->truth = truth;
	r->trust = trust_puback;
	r->party = party_new(port, "carrier", filters, &(struct party_hooks){r, heard, taken, lost});
	return r;
}

void reports_free(struct reports *r)
{
	if (!r)
		return;
	party_free(r->party);
	free(r);
}
