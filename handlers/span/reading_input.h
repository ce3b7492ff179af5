/* What is read: a text, and what is known of it before. */
#ifndef READING_INPUT_H
#define READING_INPUT_H

#include "handlers/people/roster.h"
#include "handlers/span/reader.h"
#include "templates/text/fold.h"

#define NAMESAKES 4
#define NUMBER_DIGITS 9 /* a ticket number's at most */

/* A text, and what is known of it before it is read. */
struct reading_input {
	const struct text_reader *reader;
	const struct roster *roster;
	const struct person *sender;
	bool (*may)(void *ctx, const struct code *c); /* whether the sender may ever send this code */
	void *ctx;
	const char *original;
	const struct fold *f;
	const int64_t *mine; /* the numbers in it that belong to tickets the sender has to do with */
	size_t mine_n;
	int64_t moment;          /* when it was sent */
	const struct flow *flow; /* whose codes are meant where several flows share a word; NULL: the first one's */
};

struct read_person { /* more than one: people of one name */
	const struct person *who[NAMESAKES];
	size_t n;
};

#endif
