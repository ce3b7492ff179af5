#include "db/store/delivery.h"

#include <string.h>

enum kind { OPEN, REPORTED, FINAL };

#define ROW(name, word, kind) {word, kind},
static const struct {
	const char *word;
	enum kind kind;
} states[DELIVERY_N] = {DELIVERY_STATES(ROW)};

const char *delivery_name(enum delivery d)
{
	return states[d].word;
}

bool delivery_read(const char *word, enum delivery *d)
{
	for (size_t i = 0; i < DELIVERY_N; i++) {
		if (strcmp(states[i].word, word) == 0) {
			*d = (enum delivery)i;
			return true;
		}
	}
	return false;
}

bool delivery_is_reported(enum delivery d)
{
	return states[d].kind != OPEN;
}

bool delivery_is_lost(enum delivery d)
{
	return states[d].kind == FINAL && d != DELIVERY_DELIVERED;
}
