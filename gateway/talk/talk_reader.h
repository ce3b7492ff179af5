/* A talk that is being read, at one of its lines. For this wing alone. */
#ifndef TALK_READER_H
#define TALK_READER_H

#include "gateway/talk/talk.h"
#include "templates/file/fault.h"

struct talk_reader {
	struct talk *talk;
	struct faults *faults;
	int line;
	bool good; /* nothing was wrong so far */
};

/* Something is wrong with this line. */
void talk_reader_fault(struct talk_reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A step of this line; NULL, and a fault, if memory ran out. */
struct step *talk_reader_add(struct talk_reader *r, enum step_kind kind);
/* *to becomes a copy of s; a fault if memory ran out. */
void talk_reader_keep(struct talk_reader *r, char **to, const char *s);

#endif
