/* The second step: from the spans of a text to its one reading. Each settles one matter, in this order; for this wing alone. */
#ifndef SETTLE_H
#define SETTLE_H

#include "handlers/read/spans.h"

/* Which of the codes count. */
void settle_codes(struct spans *c, struct reading *r);
void settle_number(struct spans *c, struct reading *r);
/* Which times say when something happened, which are meant as arguments; the others are words. */
void settle_times(struct spans *c, struct reading *r);
/* Of several times in a text that takes one, the one that is meant; where that cannot be told, several are left. */
void settle_choice(struct spans *c, struct reading *r);
/* The nodes meant among those named. The others are words. */
void settle_nodes(struct spans *c, struct reading *r);
/* The people and the station among the spans. */
void settle_people(struct spans *c, struct reading *r);
/* The name that is nobody's, or one key off somebody's. */
void settle_stranger(const struct spans *c, struct reading *r);
/* The words, and what in them may be a serial number; the text proper begins at `begin`. */
void settle_words(struct spans *c, struct reading *r, size_t begin);
/* The first rule of doubt.c that the text falls under. */
void settle_doubt(const struct spans *c, struct reading *r);

/* The codes that a text without one may have meant, and what it says beside them. */
void near_find(struct spans *c, struct reading *r);

/* The only code; NULL if there are several. */
const struct code *lone_code(const struct reading *r);
/* The time of a span, as one that lies behind. */
struct when behind_of(const struct spans *c, const struct span *t);
/* A time that has not come yet, as far as that can be told. */
bool lies_ahead(const struct spans *c, const struct span *t);

#endif
