/* Who asks, and what they may see. It is for this wing alone. */
#ifndef ACCESS_H
#define ACCESS_H

#include "db/store/store.h"
#include "gateway/api/api_request.h"
#include "handlers/model/ticket.h"
#include "handlers/people/roster.h"

struct access {
	int64_t token; /* its id */
	struct person person;
	const struct roster *roster;
	int64_t now;
};

/* By the header Authorization. False: *refused says why. */
bool access_find(struct store *s, const struct roster *roster, const struct api_request *r, struct access *out,
		 struct api_reply *refused);
/* True if they may see all tickets and people. */
bool access_sees_all(const struct access *a);
/* True if they may see this ticket: those of their station, of their own, or of flows in which they act. */
bool access_sees(const struct access *a, const struct ticket *t);
/* True if they need to call customers, and see their numbers. */
bool access_calls(const struct access *a);

#endif
