/* The arguments that a text gives, as values. */
#ifndef GIVEN_H
#define GIVEN_H

#include "handlers/model/flow.h"

struct given {
	const struct code *code; /* whose arguments these are, as its takes; NULL: nobody's */
	int64_t values[TAKES_MAX];
	uint32_t bits; /* bit an argument that the text has */
};

/* What it gives for this argument; false if it gives nothing. */
static inline bool given_value(const struct given *g, const struct take *k, int64_t *value)
{
	size_t i;
	if (!g->code || k < g->code->takes || k >= g->code->takes + g->code->takes_n)
		return false;
	i = (size_t)(k - g->code->takes);
	*value = g->values[i];
	return (g->bits & 1u << i) != 0;
}

#endif
