/* What went out because of the last send of a talk, and which of these texts a line has named. For this wing alone. */
#ifndef SENT_TEXTS_H
#define SENT_TEXTS_H

#include "db/outbox/outbox_found.h"
#include "gateway/command/caller.h"

#define SENT_TEXTS_MAX 128

struct sent_texts {
	struct outbox_row rows[SENT_TEXTS_MAX];
	char names[SENT_TEXTS_MAX][NAME_BYTES]; /* of the receivers */
	bool named[SENT_TEXTS_MAX];
	size_t n;
	char *desk;  /* the answer given to the desk, or NULL; it is no MT and needs no line */
	bool waived; /* `> ...` */
	int line;    /* of the send; 0: nothing was sent yet */
};

/* Adds what went out because of one more inbox row. */
void sent_texts_add(struct sent_texts *t, struct store *s, int64_t inbox);
/* Begins anew with what went out because of an inbox row; 0: nothing did. `desk` is taken over, to be freed here. */
void sent_texts_fill(struct sent_texts *t, struct store *s, int64_t inbox, char *desk, int line);
void sent_texts_clear(struct sent_texts *t);

/* Whether the i-th goes. One to somebody who has opted out, or has had enough for a day, is only kept. */
bool sent_text_goes(const struct sent_texts *t, size_t i);

/* Marks each MT to `who` that has this text, or that the regular expression matches. False with one line in
 * why[size] if there is none. */
bool sent_texts_name(struct sent_texts *t, const struct caller *who, const char *text, bool pattern, char *why,
		     size_t size);
/* The same for the answer given to the desk. */
bool sent_texts_name_desk(const struct sent_texts *t, const char *text, bool pattern, char *why, size_t size);
/* The index of the first MT from `from` on that no line has named; SENT_TEXTS_MAX if there is none, or if the rest
 * is waived. */
size_t sent_texts_unnamed(const struct sent_texts *t, size_t from);

#endif
