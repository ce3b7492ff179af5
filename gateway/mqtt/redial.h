/* When to dial the broker again, and what would help it to answer. Knows no socket, no library and no clock: all
 * times are ms of the steady one. */
#ifndef REDIAL_H
#define REDIAL_H

#include <stdbool.h>
#include <stdint.h>

struct redial {
	int64_t at;      /* not before */
	int64_t up_at;   /* since when the connection stands; 0: it does not */
	int backoff;     /* ms */
	const char *id;  /* our client id, for the advice */
	int64_t told_at; /* when it was said that another client has it; 0: never */
	char advice[256];
	int short_lived; /* connections in a row that did not last */
};

/* The connection stands. */
void redial_up(struct redial *r, int64_t now);
/* It is lost, or was refused: sets `at`, twice as far as the last time, up to 30 s, with some chance in it.
 * taken_over: the broker says that another client has our id. Returns what to do where that seems so, at most each ten
 * minutes, good until the next call; else NULL. */
const char *redial_lost(struct redial *r, bool taken_over, int64_t now);
/* We gave it up ourselves: not before then. */
void redial_wait(struct redial *r, int64_t at);
/* ms from now; 0: at once. */
int redial_in(const struct redial *r, int64_t now);

/* What would mend a failure of connect(2); resolved: the host's name was. */
const char *redial_advice(bool resolved, int error);
/* Likewise of a TLS handshake, by the line of OpenSSL's that the library logs; NULL: it says nothing of TLS. */
const char *redial_tls_advice(const char *line);

#endif
