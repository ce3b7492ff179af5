/* Asking /v1 of a gateway on the road, with the tokens that the verb makes. What was answered last is in `answered`. */
#ifndef API_ASKER_H
#define API_ASKER_H

#include <jansson.h>
#include <stddef.h>

#include "tests/gateway/http.h"
#include "tests/gateway/road.h"

#define TOKEN 128
#define NOBODYS "fg_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

extern struct http_answer answered;

/* As road_begin(), with HTTP. */
void asker_begin(struct road *r);
/* Another flow of the tree is named in the configuration, which is read again. */
void asker_take_up(const struct road *r, const char *token, const char *flow);
/* Imports one of the staff: name,mobile,roles,station,language. */
void asker_import(const struct road *r, const char *row);
/* As asker_begin(), with an administrator's token. */
void asker_begin_admin(struct road *r, char admin[TOKEN]);
/* The path of one of the staff or a customer, by their id. */
void asker_path(const struct road *r, const char *list, const char *number, char out[64]);
/* The tag of the last answer, in its quotes. */
void asker_etag(char out[64]);
void asker_token(const struct road *r, const char *person, char out[TOKEN]);
/* `path`: behind /v1/, or one that begins with a slash. `more`: header lines, each with its end. It asks in English unless they say otherwise. Returns the status. The answer is
 * one that openapi.json speaks of, as with all that follow. */
int asker_ask(const struct road *r, const char *method, const char *path, const char *token, const char *more,
	      const char *body);
int asker_get(const struct road *r, const char *path, const char *token);
/* The answer as JSON, to be given back. */
json_t *asker_body(void);
/* How many items a list has. */
size_t asker_items(void);
/* What was answered to another request, "/v1/...", is one of openapi.json's. */
void asker_documented(const char *method, const char *path);
/* A string of the answer; "" where there is none. */
void asker_value(const char *key, char *out, size_t size);
/* The member of the answer at that path, such as "items/0/next/word", as text: "null" where there is none. */
void asker_at(const char *path, char *out, size_t size);
#define ASKER_SAYS(path, is)                                        \
	do {                                                        \
		char asker_said_[256];                              \
		asker_at((path), asker_said_, sizeof(asker_said_)); \
		assert_string_equal(asker_said_, (is));             \
	} while (0)
/* Puts in a text about a ticket, which is done. */
void asker_done(const struct road *r, const char *token, const char *ticket, const char *words);
/* It was refused with this status, as application/problem+json, and with these words. */
void asker_refused(int status, const char *words);

#endif
