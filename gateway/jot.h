/* JSON written straight down, for what leaves with every text: one object, its members in the order they are put. */
#ifndef JOT_H
#define JOT_H

#include "templates/text.h"

struct jot {
	struct text t;
};

struct jot jot_begin(void);
/* A member; strings are UTF-8 and are escaped, what is not well-formed as U+FFFD. */
void jot_string(struct jot *j, const char *key, const char *value);
void jot_id(struct jot *j, const char *key, int64_t id); /* a number as a string */
void jot_time(struct jot *j, const char *key, int64_t at);
void jot_raw(struct jot *j, const char *key, const char *json); /* well-formed already */
/* The object's text, to be freed; NULL if memory ran out. Nothing else is to be freed. */
char *jot_end(struct jot *j);

/* True if `json` is an object of strings and nothing else, as jot makes them: without parsing it into a tree. */
bool jot_is_flat(const char *json);

#endif
