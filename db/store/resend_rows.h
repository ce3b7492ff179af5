/* Earlier texts by what they say: those that were done or passed on to people, and not taken back. Which of them a new
 * one repeats is db/messages/resend.h's affair.
 *
 * All return false on failure of the store. */
#ifndef RESEND_ROWS_H
#define RESEND_ROWS_H

#include "db/store/store.h"

/* A text that has just come in. Times are UTC ms. */
struct resend_asked {
	int64_t person;
	const unsigned char *digest; /* 32 bytes: SHA-256 of its folded words */
	int64_t sent;                /* as it says itself; 0: it does not */
	int64_t moment;              /* sent where that is plausible, else when it came */
	int64_t came;
	int64_t self; /* its own row */
};

/* An earlier text of the same person and words. */
struct resend_earlier {
	int64_t id;
	int64_t moment;
	bool same_sent; /* says that it was sent at the same time, and came within a day of the other or after it */
};

struct resend_walk {
	void (*each)(void *ctx, const struct resend_earlier *e);
	void *ctx;
};
/* Those whose moment is on this day of UTC, counted from 1970, in any order. */
bool resend_rows_of_day(struct store *s, const struct resend_asked *r, int64_t day, const struct resend_walk *w);

/* A text's place in the order in which its sender sent them. */
struct resend_place {
	int64_t moment, id;
};
/* Whether the person has sent other words between the two places. */
bool resend_rows_between(struct store *s, const struct resend_asked *r, const struct resend_place *from,
			 const struct resend_place *to, bool *found);

#endif
