/* What somebody does by hand, from the thread that was asked to the loop that does it. */
#ifndef WIRE_HAND_H
#define WIRE_HAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hand_does { HAND_RESEND, HAND_DROP };

struct wire_hand {
	enum hand_does does;
	int64_t by; /* a person's id */
	int64_t mt; /* a text's row in the outbox */
};

/* To be freed; NULL: memory ran out. */
char *wire_hand(const struct wire_hand *h);
/* False: it is none. */
bool wire_read_hand(const char *payload, size_t n, struct wire_hand *out);

#endif
