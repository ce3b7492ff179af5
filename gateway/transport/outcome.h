/* What becomes of something that was handed over to a transport. */
#ifndef OUTCOME_H
#define OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

/* There are no others. */
enum transport_outcome {
	TRANSPORT_TAKEN,  /* the other side has it, for someone */
	TRANSPORT_NOBODY, /* the other side works, but nobody is there who would want it: it stays, and is tried again */
	TRANSPORT_REFUSED, /* for good: the same thing will never be taken */
	TRANSPORT_LATER,   /* not now: it stays, and is tried again */
	TRANSPORT_EXPIRED, /* its time was over before it could leave */
	TRANSPORT_UNKNOWN  /* it may have been taken or not, and to send it again might send it twice */
};

/* Borrowed by whoever is told. */
struct transport_answer {
	int64_t tag; /* what it was handed over with */
	enum transport_outcome outcome;
	const char *why; /* short and for people; "" if there is no more to say */
	const char
		*carrier_id; /* how the other side calls the text in its reports, as it wrote it; "" if it said none */
	int status;          /* of HTTP; 0: there was none */
	int64_t wait_ms;     /* of LATER: not before; 0: the other side named no time */
	bool alone;          /* of LATER: this text alone, the channel takes others */
};

#endif
