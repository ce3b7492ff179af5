/* A request of /v1 under way, and what all routes need to answer one. */
#ifndef API_ASK_H
#define API_ASK_H

#include "gateway/api/access/access.h"
#include "gateway/api/api_exchange.h"
#include "gateway/api/problem.h"
#include "gateway/command/workspace.h"

struct stream_hub;
struct wire_hand;
struct stream_look;

/* A request, and what it is answered from. */
struct api_ask {
	const struct api_request *request;
	const struct workspace *w; /* rules, store and people */
	struct access_door door;
	struct access access;              /* of a route that is not public */
	const struct problem_words *words; /* in the language of who asks */
	const char *rest;                  /* what stands in the place of `*` in the path; "" */
	const char *name;                  /* the path as the route's row has it, such as "people" */
	size_t limit;                      /* of a list */
	struct stream_hub *streams;
	const struct stream_look *look; /* of a turn now */
	struct api_exchange *exchange;
};

#define SHOWN_BYTES 65

/* What somebody said, as far as an answer names it, cut at a whole character. Returns out. */
const char *api_shown(const char *said, char out[SHOWN_BYTES]);
/* A value of the query, or NULL. */
const char *api_argument(const struct api_ask *ask, const char *name);
/* Whether they may open tickets by hand. */
bool api_opens(const struct api_ask *ask);
/* The language that the query names as `language`, as exchange->lang from now on. False: it is none that is
 * said here, and the reply says so. */
bool api_language(struct api_ask *ask);
/* A ticket's number or a person's id in digits alone; 0: it is none. */
int64_t api_number(const char *said);
/* The number at which a list goes on, as the query's `after` has it; 0: it was not said. False: it is no number, and the
 * reply says so. */
bool api_cursor(struct api_ask *ask, int64_t *after);
/* The same in digits, to be freed. NULL: memory ran out. */
char *api_number_text(int64_t n);
/* Whose this is, by full number; of a customer by name too, where it is one's alone, else of the staff. 0: nobody's. */
int64_t api_person(const struct api_ask *ask, const char *said, bool customer);
/* One of the staff, by full number or by a name that nobody else has; NULL: nobody. */
const struct person *api_staff(const struct api_ask *ask, const char *said);
/* Puts this into the exchange, for the loop, to be answered with `good` once it is done. Returns what the route does. */
bool api_hand(struct api_ask *ask, const struct wire_hand *h, unsigned good);
/* Answers 200 with this JSON, to be freed; NULL: memory ran out. Returns false. */
bool api_answer(struct api_ask *ask, char *json);
/* Answers with this list, a JSON array that may end with a line feed, and where it goes on, or NULL. Frees both. */
bool api_answer_list(struct api_ask *ask, char *items, char *next);
/* Answers with this. Returns false. */
bool api_reply_with(struct api_ask *ask, struct api_reply r);
/* Refuses it for this, with what belongs in `{1}`, or NULL. Returns false. */
bool api_refuse(struct api_ask *ask, enum problem_word why, const char *one);

#endif
