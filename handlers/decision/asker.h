/* For whom an example is looked for. */
#ifndef ASKER_H
#define ASKER_H

#include "handlers/decision/decision.h"

struct asker {
	const struct context *ctx;
	const struct person *person;
	int64_t now;
	struct example_wish wish;
};

#endif
