/* An example that works: each refusal shows one, and whoever sends it as it stands is not refused. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include "handlers/decide/decide.h"

/* What to put in where the code wants a person; NULL: whoever fits. */
struct example_wish {
	const struct code *code;     /* NULL: whatever comes next on the ticket */
	const struct ticket *ticket; /* the one that was named or meant; NULL: one of theirs */
	const struct person *person;
	bool time;      /* a time, too, where one could be left out */
	uint32_t nodes; /* the node that was named, as a bit; 0: whichever */
	int64_t past;   /* the time that was stated for it; 0: any */
};

/* Writes a text the person could send now into out[size]: the wished code, on that ticket or, where none was meant, on
 * one of theirs; else what comes next on that ticket, if that does no harm; else help. What is composed is decided first
 * on trial, at most twice, and shown only if it does what it should. */
void example_write(const struct context *h, const struct person *p, int64_t now, const struct example_wish *wish,
		   char *out, size_t size);

#endif
