/* Writing JSON: one object, straight down, its members in the order they are put.
 *
 * This is the one way in which JSON is written here. jansson, which reads it (json_reader.h), is not used for that:
 * what leaves with one text (3.2 MTs with their values, an event, where its ticket stands and a reply) costs 60,000
 * instructions here and 456,000 with json_pack() and json_dumps(), by callgrind and jansson 2.14. A whole text costs
 * some 600,000. */
#ifndef JSON_WRITER_H
#define JSON_WRITER_H

#include <stdint.h>
#include <stdio.h>

#include "templates/text/text.h"

struct json_writer {
	struct text t;
	bool comma; /* before what comes next */
};

struct json_writer json_begin(void);
/* The object's text, to be freed; NULL if memory ran out, or it grew past a MiB. Nothing else is to be freed. */
char *json_end(struct json_writer *j);

/* Prints what there is so far, and keeps none of it: so an object may grow past a MiB. False if some of it was lost, as
 * above; json_end() returns what was put since. */
bool json_drain(struct json_writer *j, FILE *out);

/* A member. Strings are UTF-8 and are escaped; what is not well-formed becomes U+FFFD. NULL is "". */
void json_put_string(struct json_writer *j, const char *key, const char *value);
void json_put_bytes(struct json_writer *j, const char *key, const char *value, size_t n); /* a string of n bytes */
void json_put_id(struct json_writer *j, const char *key, int64_t id);                     /* a number as a string */
void json_put_time(struct json_writer *j, const char *key, int64_t at);                   /* UTC ms as RFC 3339 */
void json_put_number(struct json_writer *j, const char *key, int64_t value);
void json_put_bool(struct json_writer *j, const char *key, bool value);
void json_put_null(struct json_writer *j, const char *key);
/* null for NULL and "", for the id 0 and for the time 0. */
void json_put_string_or_null(struct json_writer *j, const char *key, const char *value);
void json_put_id_or_null(struct json_writer *j, const char *key, int64_t id);
void json_put_time_or_null(struct json_writer *j, const char *key, int64_t at);
void json_put_raw(struct json_writer *j, const char *key, const char *json); /* well-formed already */

/* An object or a list as a member: what is put until it is closed lies in it. */
void json_open_object(struct json_writer *j, const char *key);
void json_close_object(struct json_writer *j);
void json_open_list(struct json_writer *j, const char *key);
void json_add_string(struct json_writer *j, const char *value); /* in a list */
void json_add_bytes(struct json_writer *j, const char *value, size_t n);
/* An object in a list, closed by json_close_object(). */
void json_add_object(struct json_writer *j);
void json_close_list(struct json_writer *j);

/* True if `json` is an object of strings and nothing else, as it is written here: without parsing it into a tree. */
bool json_is_flat(const char *json);

#endif
