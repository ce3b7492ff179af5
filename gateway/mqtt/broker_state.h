/* What the broker's files share: the two connections, how far they are, and how they are lost. It is for this wing
 * alone. */
#ifndef BROKER_STATE_H
#define BROKER_STATE_H

#include "gateway/config/settings.h"
#include "gateway/mqtt/connection.h"
#include "gateway/mqtt/dialler.h"
#include "gateway/mqtt/incoming.h"
#include "gateway/mqtt/redial.h"
#include "gateway/mqtt/sender.h"
#include "gateway/mqtt/status_topic.h"
#include "gateway/transport/transport.h"

#define GREETING_MS 10000 /* from TCP to CONNACK; from that, or the last text before it, to SUBACK */

/*   AWAY ──due──► DIALLING ──TCP──► GREETING ──both greeted──► UP
 *    ▲               │                 │                       │
 *    └───────────────┴──── one is lost, or both dropped by us ─┘
 *
 * Texts that waited come before the SUBACK, perhaps thousands: so UP is before it, and `in.up` behind. */
enum broker_phase { AWAY, DIALLING, GREETING, UP };

struct broker {
	struct setup s; /* a copy: a reload changes nothing here */
	struct transport_hooks hooks;
	struct connection in, out;
	struct sender *sender; /* while UP it has `out` */
	struct dialler dialler;
	struct redial redial;
	struct incoming incoming;
	struct status_topic status;
	enum broker_phase phase;
	int64_t deadline; /* steady ms: of greeting */
	bool session;
	bool dropped;         /* while it was dialled */
	bool leaving;         /* for good; no line in the log */
	uint32_t peer_packet; /* the largest packet the broker takes; 0: any */
	char refusal[160];    /* of the broker's greeting; "": none */
	const char *advice;   /* what would mend the failure to connect, as far as it is known */
};

bool broker_has_sockets(const struct broker *b);
/* Shuts both: neither is of use without the other. */
void broker_hang_up(struct broker *b);
/* One of them was lost, or did not come about: both end, the log says why, and the next try is set. taken_over: the
 * broker gave our session to another client. Does nothing while AWAY. */
void broker_lost(struct broker *b, const char *why, bool taken_over);
/* Likewise, if `rc`, which a call of the library has just returned, says so. */
void broker_check(struct broker *b, int rc);

#endif
