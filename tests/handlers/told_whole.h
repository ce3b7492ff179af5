/* That nothing of a text is lost: each of its letters is taken for something that is known, or is told as it was typed. */
#ifndef TOLD_WHOLE_H
#define TOLD_WHOLE_H

#include "tests/handlers/world_fake.h"

/* False, and printed, where an accepted text is not told whole:
 *  - what is not told are codes, tickets, times, people, places, and words of the lexicons that say nothing by themselves;
 *  - words that are left out without any of these among them are whole clauses;
 *  - a part of the day behind a time that is whole without it is told with the words that follow it;
 *  - nothing is cut within a word;
 *  - what is told stands in somebody's text.
 * True of any other text. */
bool told_whole(struct fake *f, const char *who, const char *text);

/* False, and printed, where the text is accepted and nobody's text has `remark` as it was typed. Its ends are no courtesies, and
 * it is short enough not to be cut. */
bool told_remark(struct fake *f, const char *who, const char *text, const char *remark);

#endif
