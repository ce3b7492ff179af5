/* The table of places: their names, where each may stand, and what is put in, which comes from struct place_values. It
 * is for this wing alone. */
#ifndef PLACE_NAMES_H
#define PLACE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/outbox/outbox.h"
#include "templates/text/text.h"

/* Where a place may stand, as bits. */
#define PLACES_OF_TEXT 1u     /* a request that is filled with a text */
#define PLACES_OF_REQUEST 2u  /* what is signed of a request that goes out */
#define PLACES_OF_CALLBACK 4u /* what is signed of one that comes in */

/* All of it borrowed; what a place's kind does not need may be NULL. */
struct place_values {
	const struct outbox_mt *mt;
	const char *channel, *template_code;
	int64_t now; /* UTC ms */
	/* of what is signed */
	const char *method, *url, *path, *query, *body, *time;
	size_t body_n;
	const char *(*header)(void *ctx, const char *name); /* NULL: none */
	void *ctx;
};

struct place_name {
	const char *name; /* of one with a name behind a point, with the point: "param." */
	unsigned where;   /* PLACES_OF_… */
	bool number;
	/* `rest`: what stands behind the point; of a secret, the secret itself. */
	void (*put)(const struct place_values *v, const char *rest, struct text *out);
};

extern const struct place_name place_names[];
extern const size_t place_names_n;

#endif
