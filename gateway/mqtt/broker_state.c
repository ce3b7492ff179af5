#include "gateway/mqtt/broker_state.h"

#include <errno.h>
#include <mosquitto.h>
#include <stdio.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"

bool broker_has_sockets(const struct broker *b)
{
	return b->phase == GREETING || b->phase == UP;
}

void broker_hang_up(struct broker *b)
{
	sender_stop(b->sender);
	connection_hang_up(&b->in);
	connection_hang_up(&b->out);
	b->in.up = b->out.up = false;
	b->phase = AWAY;
	b->incoming.more = false;
}

/* If nobody greets us we may have knocked with the wrong protocol; more cannot be told from outside. */
static const char *advice(const struct broker *b)
{
	if (b->advice || b->phase != GREETING || b->refusal[0])
		return b->advice;
	return b->s.broker.ca[0] ? "leave `ca_file` out if its port speaks no TLS"
				 : "name `ca_file` if its port wants TLS";
}

void broker_lost(struct broker *b, const char *why, bool taken_over)
{
	size_t n = strlen(why);
	const char *remedy;
	char line[640];

	if (b->phase == AWAY)
		return;
	remedy = redial_lost(&b->redial, taken_over, clock_steady());
	remedy = remedy ? remedy : advice(b);
	broker_hang_up(b);
	n -= n && why[n - 1] == '.'; /* the library ends most of its strings so */
	snprintf(line, sizeof(line), "%.*s%s%s; next try in %.1f s", (int)n, why, remedy ? "; " : "",
		 remedy ? remedy : "", (double)redial_in(&b->redial, clock_steady()) / 1000);
	if (!b->leaving)
		log_warn("broker %s:%d: %s", b->s.broker.host, b->s.broker.port, line);
}

/* Some failures of the library close the socket without on_disconnect, a failed TLS handshake for one. */
void broker_check(struct broker *b, int rc)
{
	if (rc != MOSQ_ERR_SUCCESS)
		broker_lost(b, connection_cause(rc, errno), false);
}
