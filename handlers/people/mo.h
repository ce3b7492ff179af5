/* An MO: a text as it came in. */
#ifndef MO_H
#define MO_H

#include "handlers/people/people.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

struct mo {
	const struct person *sender; /* NULL: unknown */
	char number[MSISDN_MAX];     /* that it came from, and the answer goes to */
	char channel[CHANNEL_BYTES];
	const char *text; /* as typed */
	const struct fold *folded;
	int64_t sent; /* UTC ms, or 0 if it does not say */
	int64_t came; /* UTC ms: our clock */
	int64_t id;   /* of its row in the inbox */
	bool gaps;    /* parts of it did not come: an ellipsis stands for each gap */
};

struct own_text {           /* one that was filed */
	int64_t id, ticket; /* ticket 0: it touched none */
	int64_t moment;     /* when it was sent, where that was plausible, else when it came */
	int64_t came;
	bool done; /* false: refused, or passed on to people */
};

/* A carrier's clock may be ahead of ours by as much as this. */
#define MO_AHEAD_MS MINUTE_MS

/* When the text was sent, where that is plausible by our clock (not ahead by more than MO_AHEAD_MS), else when it
 * came. */
int64_t mo_moment(const struct mo *m);

/* The desk as a sender: an agent who is nobody in particular. */
extern const struct person the_desk;

#endif
