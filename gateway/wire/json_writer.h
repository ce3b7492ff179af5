/* JSON written straight down, for what leaves with every text: one object, its members in the order they are put. */
#ifndef JSON_WRITER_H
#define JSON_WRITER_H

#include <stdint.h>

#include "templates/text/text.h"

struct json_writer {
	struct text t;
};

struct json_writer json_begin(void);
/* A member; strings are UTF-8 and are escaped, what is not well-formed as U+FFFD. */
void json_put_string(struct json_writer *j, const char *key, const char *value);
void json_put_id(struct json_writer *j, const char *key, int64_t id); /* a number as a string */
void json_put_time(struct json_writer *j, const char *key, int64_t at);
void json_put_raw(struct json_writer *j, const char *key, const char *json); /* well-formed already */
/* The object's text, to be freed; NULL if memory ran out. Nothing else is to be freed. */
char *json_end(struct json_writer *j);

/* True if `json` is an object of strings and nothing else, as jot makes them: without parsing it into a tree. */
bool json_is_flat(const char *json);

#endif
