/* Who asks, and what they may see. It is for this wing alone. */
#ifndef ACCESS_H
#define ACCESS_H

#include "db/store/store.h"
#include "gateway/api/access/attempts.h"
#include "gateway/api/access/request_origin.h"
#include "gateway/api/access/session_list.h"
#include "gateway/api/api_request.h"
#include "handlers/model/ticket.h"
#include "handlers/people/roster.h"
#include "templates/wording/refusal/problem_words.h"

struct access {
	int64_t token;   /* its id */
	bool by_session; /* and not by the token itself */
	struct person person;
	const struct roster *roster;
	int64_t now;
};

/* What a request must pass, and what is remembered from one to the next. */
struct access_door {
	struct store *store;
	const struct roster *roster;
	struct session_list *sessions;
	struct attempts *attempts;
	const struct api_request *request;
	struct request_origin origin;
	const struct problem_words *words; /* to refuse it in */
};

/* By the header Authorization, or by a session's cookie. False: *refused says why. */
bool access_find(const struct access_door *d, struct access *out, struct api_reply *refused);
/* By a token that somebody shows to begin a session. Likewise. */
bool access_of_token(const struct access_door *d, const char *token, struct access *out, struct api_reply *refused);

/* True if they may see all tickets and people. */
bool access_sees_all(const struct access *a);
/* True if they may see this ticket: those of their station, of their own, or of flows in which they act; but none
 * that is about them. */
bool access_sees(const struct access *a, const struct ticket *t);
/* True if they need to call customers, and see their numbers. */
bool access_calls(const struct access *a);

#endif
