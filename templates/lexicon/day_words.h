/* The words by which public calendars say that the days of an event are worked, from templates/LANG/days.yaml. */
#ifndef DAY_WORDS_H
#define DAY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/file/fault.h"

#define DAY_WORDS_MAX 64
#define DAY_WORD_BYTES 64

struct day_word_list {
	char words[DAY_WORDS_MAX][DAY_WORD_BYTES]; /* folded */
	size_t n;
};
struct day_words {
	struct day_word_list make_up;
	struct day_word_list days_off; /* in which words of make_up may stand, as in `nonworking day` */
};

/* Reads the files of all languages in the folder of the templates into *out; a language without one adds nothing. What
 * is wrong in one becomes faults. */
void day_words_read(const char *templates, struct day_words *out, struct faults *f);
/* True if a word of make_up is in an event's summary, and none of days_off. */
bool day_words_make_up(const struct day_words *words, const char *summary);

#endif
