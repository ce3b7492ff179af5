#include "gateway/mqtt/redial.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define BACKOFF_LEAST 200
#define BACKOFF_MOST 30000
#define STEADY_MS 10000    /* a connection that held so long has earned a quick retry */
#define LASTING_MS 60000   /* two gateways of one id throw each other out sooner, each when it comes back */
#define SHORT_LIVED_MOST 3 /* connections in a row that did not last before we wonder */
#define REMIND_MS 600000

void redial_up(struct redial *r, int64_t now)
{
	r->up_at = now;
}

/* Two that have one id would throw each other out for ever; the one that was there first gives way. */
static void schedule(struct redial *r, bool held, bool taken_over, int64_t now)
{
	uint16_t chance = 0;

	if (held)
		r->backoff = 0;
	r->backoff = r->backoff ? r->backoff * 2 : BACKOFF_LEAST;
	if (r->backoff > BACKOFF_MOST || taken_over)
		r->backoff = BACKOFF_MOST;
	if (getrandom(&chance, sizeof(chance), GRND_NONBLOCK) != sizeof(chance))
		chance = 1 << 15;
	/* Between three and five quarters, so that a hundred gateways do not come back at once. */
	r->at = now + r->backoff * 3 / 4 + (int64_t)r->backoff * chance / (2 * 65536);
}

/* Brokers before MQTT 5, and mosquitto 2.0.11 in spite of it, do not say that they threw us out for another of the same
 * id; but then no connection holds for long. */
static const char *usurper(struct redial *r, bool taken_over, int64_t now)
{
	if ((r->told_at && now - r->told_at < REMIND_MS) || !(taken_over || r->short_lived >= SHORT_LIVED_MOST))
		return NULL;
	r->told_at = now;
	snprintf(r->advice, sizeof(r->advice),
		 taken_over ? "another client, perhaps a second gateway, uses the client id `%s` too: stop it, or give "
			      "each its own `client_id` under `broker`"
			    : "if another client, perhaps a second gateway, uses the client id `%s` too: stop it, or "
			      "give each its own `client_id` under `broker`",
		 r->id ? r->id : "");
	return r->advice;
}

const char *redial_lost(struct redial *r, bool taken_over, int64_t now)
{
	bool stood = r->up_at;
	int64_t held = stood ? now - r->up_at : 0;

	if (stood)
		r->short_lived = held >= LASTING_MS ? 0 : r->short_lived + 1;
	r->up_at = 0;
	schedule(r, stood && held >= STEADY_MS, taken_over, now);
	return usurper(r, taken_over, now);
}

void redial_wait(struct redial *r, int64_t at)
{
	r->up_at = 0;
	if (r->at < at)
		r->at = at;
}

int redial_in(const struct redial *r, int64_t now)
{
	int64_t left = r->at - now;

	return left < 0 ? 0 : (int)left;
}

const char *redial_advice(bool resolved, int error)
{
	if (!resolved)
		return "mend `host`";
	if (error == ECONNREFUSED)
		return "start the broker, or mend `host` and `port`";
	return "look at the network, or mend `host` and `port`";
}

const char *redial_tls_advice(const char *line)
{
	static const struct {
		const char *said, *mend;
	} all[] = {
		{"host name verification",
		 "the broker's certificate is of another host: mend `host`, or the certificate"},
		{"certificate verify failed",
		 "`ca_file` does not vouch for the broker's certificate, or it has expired"},
		{"unknown ca", "the broker does not know who signed our certificate: mend `cert_file`"},
		{"certificate", "the broker does not take our certificate: mend `cert_file` and `key_file`"},
		{"wrong version number", "its port speaks no TLS: mend `port`, or leave `ca_file` out"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strstr(line, all[i].said))
			return all[i].mend;
	return NULL;
}
