/* Several texts that fall due for one person at one time become one, with a line for each. It is for this wing
 * alone. */
#ifndef JOINED_TEXTS_H
#define JOINED_TEXTS_H

#include "gateway/road/intake.h"

struct joined_text;

/* Zero-initialise. */
struct joined_texts {
	struct joined_text *all;
	size_t n, cap;
};

/* Takes the texts of one ticket over from *e. False: out of memory. */
bool joined_texts_take(struct joined_texts *texts, struct effects *e);
/* Puts one text for each person into the outbox. False if the store or memory failed. */
bool joined_texts_send(struct intake *intake, struct joined_texts *texts);
void joined_texts_free(struct joined_texts *texts);

#endif
