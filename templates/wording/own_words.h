/* The few words that the program itself writes between others, such as what stands between the members of a list: one file
 * `words.yaml` a language. */
#ifndef OWN_WORDS_H
#define OWN_WORDS_H

#include <stdint.h>

#include "templates/file/fault.h"
#include "templates/text/text.h"
#include "templates/wording/refusal/problem_words.h"
#include "templates/wording/refusal/row_words.h"
#include "templates/wording/role_titles.h"

#define OWN_WORD_BYTES 96

/* Its name in C and in the file. In some of them `{}` stands for what is put in. */
#define OWN_WORD_ROWS(X)                               \
	X(WORD_COMMA, "comma")                         \
	X(WORD_BRACKETS, "brackets")                   \
	X(WORD_WAS, "was")                             \
	X(WORD_WAS_MISSED, "was_missed")               \
	X(WORD_DAYS, "days")                           \
	X(WORD_HOURS, "hours")                         \
	X(WORD_MINUTES, "minutes")                     \
	X(WORD_TICKET_NUMBER, "ticket_number")         \
	X(WORD_NO_STATION, "no_station")               \
	X(WORD_NO_MACHINE, "no_machine")               \
	X(WORD_FAILED, "failed")                       \
	X(WORD_REFUSED, "refused")                     \
	X(WORD_EXPIRED, "expired")                     \
	X(WORD_FORGOTTEN, "forgotten")                 \
	X(WORD_TAKEN_BACK, "taken_back")               \
	X(WORD_STATION_HEAD, "station_head")           \
	X(WORD_DESK, "desk")                           \
	X(WORD_DIGITS, "digits")                       \
	X(WORD_WITHIN, "within")                       \
	X(WORD_WITHIN_WORKING, "within_working")       \
	X(WORD_SAME_WORKING_DAY, "same_working_day")   \
	X(WORD_NEXT_WORKING_DAY, "next_working_day")   \
	X(WORD_LATER_WORKING_DAY, "later_working_day") \
	X(WORD_UNTIL_HOUR, "until_hour")               \
	X(WORD_AS_PROMISED, "as_promised")             \
	X(WORD_NEVER_DUE, "never_due")

#define OWN_WORD_ENUM(word, name) word,
enum own_word { OWN_WORD_ROWS(OWN_WORD_ENUM) OWN_WORDS };
#undef OWN_WORD_ENUM

struct own_words {
	char in[OWN_WORDS][OWN_WORD_BYTES];
	struct problem_words problems;
	struct row_words rows;
	struct role_titles roles;
};

/* Reads a file. A word that is missing or wrong becomes a fault, except that `station_head` may stand among the roles alone,
 * without `desk` 400 is said, without `digits` the digits alone, and without those of clocks, from `within` on, nothing. */
void own_words_read(const char *file, struct own_words *out, struct faults *f);
/* Adds a word, with `with` in the place of its `{}`. */
void own_words_say(const struct own_words *words, enum own_word which, const char *with, struct text *out);
/* The same with a number. */
void own_words_count(const struct own_words *words, enum own_word which, int64_t n, struct text *out);

#endif
