/* The lexicon: what the reader of texts must know of each language, templates/LANG/lexicon.yaml.
 *
 * A file holds lists of words; each list has a name and a meaning that the code knows, and the words of a list may be parted
 * by a value: `weekdays: {0: [monday, mon], 1: [...]}`. Words are kept folded; those of all languages are found together,
 * since people mix them. Read once and never changed afterwards. */
#ifndef LEXICON_H
#define LEXICON_H

#include "templates/file/fault.h"
#include "templates/wording/wording.h"

#include <stddef.h>
#include <stdint.h>

/* One for each list of a lexicon file, in the order of the table in lexicon.c, which has their names. */
enum lexeme {
	/* Numerals. */
	LEX_DIGIT,
	LEX_TEN,
	LEX_HUNDRED,
	LEX_COUNTED,
	/* Days and dates. */
	LEX_DAY,
	LEX_DAY_STEM,
	LEX_STEM_PART,
	LEX_EVENING_DAY,
	LEX_WEEK,
	LEX_WHICH_WEEK,
	LEX_WEEKDAY_NUMERAL,
	LEX_WEEKDAY,
	LEX_MONTH,
	LEX_ORDINAL,
	LEX_YEAR_MARK,
	LEX_MONTH_MARK,
	LEX_DAY_MARK,
	LEX_ON,
	/* Times of day. */
	LEX_PART,
	LEX_WEAK_PART,
	LEX_AM_PM,
	LEX_HOUR_MARK,
	LEX_MINUTE_MARK,
	LEX_MINUTE_LONG,
	LEX_OCLOCK,
	LEX_HOUR_PART,
	LEX_NO_HOUR,
	LEX_HOURS_SHORT,
	LEX_AFTER_HOUR,
	LEX_SHORT_OF,
	LEX_TO_HOUR,
	LEX_PAST_HOUR,
	LEX_FRACTION,
	LEX_RANGE,
	LEX_ZONE,
	LEX_TIME_JOINT,
	LEX_TIME_SUFFIX,
	LEX_SOME,
	LEX_BEFORE,
	LEX_NOT_BEFORE,
	LEX_GREETING,
	/* Spans of time. */
	LEX_SPAN_PREFIX,
	LEX_HALF,
	LEX_POINT,
	LEX_MEASURE,
	LEX_MORE,
	LEX_SPAN_UNIT,
	LEX_ALSO,
	LEX_AND_HALF,
	LEX_ABOUT,
	LEX_LATER,
	LEX_NOT_LATER,
	LEX_EARLIER,
	LEX_SPAN_ARRIVAL,
	/* What digits are, if no time and no ticket. */
	LEX_UNIT,
	LEX_COUNTER,
	LEX_KEY_UNIT,
	LEX_LABEL,
	LEX_LABEL_LINK,
	LEX_PLATE,
	LEX_TICKET,
	LEX_TICKET_TAIL,
	/* What says nothing, and what says something else. */
	LEX_FILLER,
	LEX_OPENER,
	LEX_FROM,
	LEX_TRAILER,
	LEX_CARRIER,
	LEX_CONTRARY_BEFORE,
	LEX_CONTRARY_CLAUSE,
	LEX_CONTRARY,
	LEX_QUESTION,
	LEX_ASKING,
	LEX_UNFINISHED,
	LEX_EXPECTED,
	LEX_MOVED,
	LEX_AHEAD,
	LEX_NO_CONTRARY,
	LEX_OTHER_PHRASE,
	LEX_OTHER_BEFORE_NAME,
	LEX_PAST_FORM,
	LEX_FORM,
	LEX_PLACEHOLDER,
	/* Times in a text. */
	LEX_TO_TIME,
	LEX_ARRIVAL_BEFORE,
	LEX_ARRIVAL_BEHIND,
	LEX_NO_TIME_BEFORE,
	LEX_NO_TIME_BEHIND,
	LEX_FROM_NOW,
	LEX_ELAPSED,
	LEX_TIME_LEAD,
	LEX_TIME_TRAIL,
	LEX_DAY_HINT,
	/* People and places. */
	LEX_WITH,
	LEX_AND,
	LEX_HONORIFIC,
	LEX_SURNAME,
	LEX_NOBODY,
	LEX_NO_PERSON_BEFORE,
	LEX_NO_PERSON_BEHIND,
	LEX_STATION,
	LEXEMES
};

struct lexicon;

/* Reads DIR/zh/lexicon.yaml and DIR/en/lexicon.yaml; faults go to `f`, with file, line and column. NULL if memory fails or a
 * file cannot be read; a lexicon with faults is never used. Free with lexicon_free(). */
struct lexicon *lexicon_load(const char *dir, struct faults *f);
void lexicon_free(struct lexicon *l);

/* The longest word of a list that folded text s[n] begins with: its length, and its value unless NULL; 0 if there is none. A
 * word that ends in a letter must not be followed by one. Looks into one short bucket. */
size_t lexicon_at(const struct lexicon *l, enum lexeme list, const char *s, size_t n, int *value);
/* The same for the word that s[n] ends with; one that begins with a letter must not follow one. Compares all of the list: for
 * short lists, or what is seldom asked. */
size_t lexicon_before(const struct lexicon *l, enum lexeme list, const char *s, size_t n);
/* False if no word that may begin a time stands at s. */
bool lexicon_begins_time(const struct lexicon *l, const char *s, size_t n);
/* The words of a list one by one, for what must be tried with each; NULL past the end. */
const char *lexicon_word(const struct lexicon *l, enum lexeme list, size_t i, int *value);

/* The parts of the day, as values of LEX_PART, LEX_WEAK_PART and LEX_AM_PM. */
enum part {
	PART_NONE,
	PART_DAWN,
	PART_MORNING,
	PART_NOON,   /* twelve sharp */
	PART_MIDDAY, /* the hour from it on */
	PART_AFTERNOON,
	PART_DUSK,
	PART_EVENING,
	PART_NIGHT,
	PART_MIDNIGHT,
	PART_AM,
	PART_PM
};

#endif
