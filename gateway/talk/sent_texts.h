/* What went out because of the last send of a talk, and which of it some line has named. */
#ifndef SENT_TEXTS_H
#define SENT_TEXTS_H

#include "db/messages/outbox_found.h"
#include "gateway/command/caller.h"

#define SENT_TEXTS_MAX 128

struct sent_texts {
	struct outbox_row rows[SENT_TEXTS_MAX];
	char names[SENT_TEXTS_MAX][NAME_BYTES]; /* of the receivers */
	bool named[SENT_TEXTS_MAX];
	size_t n;
	char *desk;  /* the answer given to the desk, or NULL: no MT, it needs no line */
	bool waived; /* `> ...` */
	int line;    /* of the send; 0: nothing was sent yet */
};

/* Takes what went out because of a further inbox row, beside what is there. */
void sent_texts_add(struct sent_texts *t, struct store *s, int64_t inbox);
/* Takes what went out because of an inbox row; 0: nothing did. `desk` becomes the sent_texts's. */
void sent_texts_fill(struct sent_texts *t, struct store *s, int64_t inbox, char *desk, int line);
void sent_texts_clear(struct sent_texts *t);

/* Names each MT to `who` with that text, or one the ERE finds. False with one line in why[size] if there is none. */
bool sent_texts_name(struct sent_texts *t, const struct caller *who, const char *text, bool pattern, char *why,
		     size_t size);
/* The same for the answer given to the desk. */
bool sent_texts_name_desk(const struct sent_texts *t, const char *text, bool pattern, char *why, size_t size);
/* The index of the first MT, as from `from`, that no line has named; SENT_TEXTS_MAX if there is none, or if they are
 * waived. */
size_t sent_texts_unnamed(const struct sent_texts *t, size_t from);

#endif
