/* Channels for tests of what goes to a carrier. */
#ifndef CARRIER_FILES_H
#define CARRIER_FILES_H

#include "gateway/channel/channel.h"

/* Its answers: 200 with `OK ID` is taken, 429 and 503 later, 5xx later for this text alone, 4xx refused. */
struct carrier_file {
	const char *name;
	const char *host; /* NULL: 127.0.0.1 */
	const char *path; /* NULL: /send */
	int port;
	bool tls, post; /* POST with a form; else GET */
	bool resends;
	int under_way, per_second, segments; /* 0: 8, any, any */
	const char *approved;                /* one template; NULL: all */
};

/* Loads these, the last with name NULL. */
struct channels *carrier_files_load(const struct carrier_file *files);

#endif
