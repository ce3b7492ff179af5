/* /v1: what programs and the desk ask and say over HTTP. Knows no socket and no library of HTTP; gateway/http shows it
 * each request, and sends what it answers.
 *
 * It is for one thread, with a connection of its own to the database. It writes nothing: what is to be decided goes to
 * the loop, as any text does, and is answered after the commit. */
#ifndef API_H
#define API_H

#include "db/store/store.h"
#include "gateway/api/api_exchange.h"
#include "gateway/api/stream/stream.h"
#include "gateway/channel/channel.h"
#include "gateway/config/settings.h"
#include "gateway/state/metrics.h"
#include "handlers/answer/rulebook.h"
#include "templates/wording/refusal/problem_words.h"

struct api;

#define CALLER_ADDRESS_BYTES 46

/* `store` is a reading one, borrowed, as the metrics. NULL if memory ran out. */
struct api *api_new(const struct setup *setup, struct store *store, const struct metrics *metrics);
/* The configuration was read again: from now on this one holds, which is copied. */
void api_renew(struct api *a, const struct setup *setup);
/* NULL is fine. */
void api_free(struct api *a);

/* The address of who asks, where the proxy that the configuration names bears one: false, and "", where it came straight. */
bool api_caller(const struct api *a, const struct api_request *r, char out[CALLER_ADDRESS_BYTES]);

/* What the files say now. */
struct api_files {
	struct rulebook *rules;
	struct channels *channels;
};

/* Answers by these, which are held by the caller until it returns. True: it is to be put into the queue by
 * api_put(). False: x->reply is the answer. x->over and x->owner are set; the rest is begun anew. */
bool api_begin(struct api *a, const struct api_files *files, const struct api_request *r, struct api_exchange *x);

/* ---- those who listen: /v1/stream ---- */

/* In how many ms something is to be told to them, at `steady` ms; -1: nobody listens. */
int api_streams_wait_ms(const struct api *a, int64_t steady);
/* It is put to each of them. */
void api_streams_turn(struct api *a, struct rulebook *rules, int64_t now, int64_t steady);
/* They are over: each sends what it has, and its end. */
void api_streams_end(struct api *a);
/* The first of them; the next is its `next`. */
struct stream *api_streams(const struct api *a);
/* The one of this request, whose connection has ended; NULL is fine. */
void api_stream_end(struct api *a, struct stream *s);

/* ---- what others answer in its manner ---- */

/* Whether who asks may play on the phones. *lang is their language. False: *refused says why. */
bool api_may_play(struct api *a, const struct api_files *files, const struct api_request *r, enum lang *lang,
		  struct api_reply *refused);
/* The configuration that holds. */
const struct setup *api_setup(const struct api *a);
/* A refusal in that language; `one` is what the words name, or NULL. */
struct api_reply api_problem(struct rulebook *rules, enum lang lang, enum problem_word why, const char *one);

/* What refuses a request that never came here; `one` is what the words name, or NULL. */
struct api_reply api_refusal(struct rulebook *rules, const struct api_request *r, enum problem_word why,
			     const char *one);

#endif
