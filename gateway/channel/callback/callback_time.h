/* Times as carriers write them, `sent_at` and `at` in a channel's file. It is for this wing alone. */
#ifndef CALLBACK_TIME_H
#define CALLBACK_TIME_H

#include <stdint.h>

#include "gateway/channel/callback/value_names.h"

enum callback_time_form { TIME_RFC3339, TIME_UNIX, TIME_UNIX_MS, TIME_PATTERN };

/* Zero-initialise; callback_time_free() when done. */
struct callback_time {
	struct value_names names;
	enum callback_time_form form;
	char pattern[64];  /* of strptime(3) */
	struct zone *zone; /* of a pattern; NULL: UTC */
};

/* `zone`: the installation's; "" if it is none. */
void callback_time_read(struct callback_time *t, const struct yaml *n, bool pointers, const char *zone,
			struct faults *f);
void callback_time_free(struct callback_time *t);

/* UTC ms; 0 if it is not there, or is no time: no carrier's clock is worth a text. */
int64_t callback_time_find(const struct callback_time *t, const struct callback_source *s);

#endif
