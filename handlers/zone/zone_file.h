/* A zone as its compiled file has it (TZif, RFC 8536); for this wing alone. */
#ifndef ZONE_FILE_H
#define ZONE_FILE_H

#include <stddef.h>
#include <stdint.h>

#define ZONE_FIRST_YEAR 1970
#define ZONE_LAST_YEAR 2199

/* From `from` on the clock is `ahead` of UTC, both in ms. */
struct zone_part {
	int64_t from, ahead;
};

struct zone {
	size_t n;
	struct zone_part parts[]; /* in order, from the first year on; neighbours differ */
};

/* NULL if the file cannot be read, is not understood as a whole, or memory runs out. Free with free(). */
struct zone *zone_file_read(const char *path);

#endif
