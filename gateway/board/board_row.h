/* A ticket in a line, as a board shows it, in a language. */
#ifndef BOARD_ROW_H
#define BOARD_ROW_H

#include "db/store/store.h"
#include "gateway/wire/json_writer.h"
#include "handlers/answer/rulebook.h"
#include "handlers/model/ticket.h"

struct board {
	struct store *store;
	const struct rulebook *rules;
	const struct roster *roster;
	int64_t now;
	enum lang lang;
};

/* Puts into the open object all that a list has of it, with titles. */
void board_row_put(struct json_writer *j, const struct board *b, const struct ticket *t);
/* Puts what presses most and what is expected next: due, late, clock, clock_label, next_code and next_word. */
void board_next_put(struct json_writer *j, const struct board *b, const struct ticket *t);

/* Puts flow_title and state_title. */
void board_titles_put(struct json_writer *j, const struct board *b, const struct ticket *t);

/* A person's name, or null for 0. */
void board_person_put(struct json_writer *j, const struct board *b, const char *key, int64_t person);

#endif
