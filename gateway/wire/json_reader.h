/* Reading one JSON object, member by member. The first thing that is wrong is kept as one line that says what would
 * do; what comes after it may be read on, and changes nothing of that. It is for this wing alone. */
#ifndef JSON_READER_H
#define JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/wire/json_arena.h"
#include "gateway/wire/wire_field.h"

struct json_reader {
	struct json_arena arena; /* all of the object lies there */
	struct json_t *object;
	char *why;
	size_t size;
	bool failed;
};

/* Begins with n bytes, any bytes. False with a line in why[size], which the reader keeps, if they are no JSON
 * object; then nothing else may be called but json_read_end(). */
bool json_read_begin(struct json_reader *r, const char *payload, size_t n, char *why, size_t size);
/* Frees all. False if anything was wrong. */
bool json_read_end(struct json_reader *r);
/* This is wrong with it. Returns false. */
bool json_read_wrong(struct json_reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Each returns false if it found something wrong. NULL, which some senders write for what is absent, is absent, but
 * for words that must be there. */

/* A string of 1 to size-1 bytes; "" where it is absent, which is wrong only if it `must` be there. */
bool json_read_string(struct json_reader *r, const char *key, bool must, char *out, size_t size);
/* A string of at most so many characters that must be there; a copy, to be freed. Of a character that was cut in two, the
 * half stays as templates/text/halves.h has it; in all other strings it is U+FFFD. */
bool json_read_text(struct json_reader *r, const char *key, size_t most, char **out);
/* A string of any length, "" where it is absent; a copy, to be freed. */
bool json_read_words(struct json_reader *r, const char *key, char **out);
/* Words or a whole number, cut to size-1 bytes; "" where it is absent. */
bool json_read_code(struct json_reader *r, const char *key, char *out, size_t size);
/* RFC 3339 to UTC ms, with a blank for the T too; 0 where it is absent, or cannot be read: no carrier's clock is
 * worth a text. */
bool json_read_time(struct json_reader *r, const char *key, int64_t *out);
bool json_read_bool(struct json_reader *r, const char *key, bool *out); /* false where it is absent */
/* Names and values under this key, of which there may be at most `max`; 0 where it is absent. A value is a string or a
 * number, and a copy, to be freed; NULL is absent. */
bool json_read_fields(struct json_reader *r, const char *key, struct wire_field *out, size_t max, size_t *n);
/* Whether there is an object under this key; its `shape` is for whoever sent something else. */
bool json_read_has(struct json_reader *r, const char *key, const char *shape);
/* A whole number in that object, which must be there. */
bool json_read_number(struct json_reader *r, const char *object, const char *key, int64_t low, int64_t high,
		      int64_t *out);

#endif
