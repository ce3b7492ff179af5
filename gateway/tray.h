/* What went out because of the last send of a talk, and which of it some line has named. */
#ifndef TRAY_H
#define TRAY_H

#include "db/mail.h"
#include "gateway/caller.h"

#define TRAY_MAX 128

struct tray {
	struct sent_row rows[TRAY_MAX];
	char names[TRAY_MAX][NAME_BYTES]; /* of the receivers */
	bool named[TRAY_MAX];
	size_t n;
	char *desk;  /* the answer given to the desk, or NULL: no MT, it needs no line */
	bool waived; /* `> ...` */
	int line;    /* of the send; 0: nothing was sent yet */
};

/* Takes what went out because of a further inbox row, beside what is there. */
void tray_add(struct tray *t, struct store *s, int64_t inbox);
/* Takes what went out because of an inbox row; 0: nothing did. `desk` becomes the tray's. */
void tray_fill(struct tray *t, struct store *s, int64_t inbox, char *desk, int line);
void tray_clear(struct tray *t);

/* Names each MT to `who` with that text, or one the ERE finds. False with one line in why[size] if there is none. */
bool tray_name(struct tray *t, const struct caller *who, const char *text, bool pattern, char *why, size_t size);
/* The same for the answer given to the desk. */
bool tray_name_desk(const struct tray *t, const char *text, bool pattern, char *why, size_t size);
/* The index of the first MT, as from `from`, that no line has named; TRAY_MAX if there is none, or if they are
 * waived. */
size_t tray_unnamed(const struct tray *t, size_t from);

#endif
