/* What the broker calls. */
#ifndef BROKER_HOOKS_H
#define BROKER_HOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Called in the loop's thread, from within the functions of broker.h. Everything is borrowed. */
struct broker_hooks {
	void *ctx;
	/* A message came. `topic` is what follows the prefix: "mo/sms", "dlr/sms", "ticket/open". `reply_to` may be
	 * NULL. */
	void (*came)(void *ctx, const char *topic, const void *payload, size_t n, const char *reply_to,
		     const void *correlation, size_t correlation_n);
	/* A publish with a tag was answered: reason as MQTT 5 has it (0 good, 0x10 nobody subscribed, 0x87 not
	 * allowed), or EXPIRED_UNSENT. */
	void (*answered)(void *ctx, int64_t tag, int reason);
	/* Connected (session: the broker still had ours) or disconnected. */
	void (*connected)(void *ctx, bool session);
	void (*lost)(void *ctx, const char *why);
};

#endif
