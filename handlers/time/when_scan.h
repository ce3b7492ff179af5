/* A cursor over folded text, for the when_*.c that read. It never looks past n. A word or number that
 * is not there leaves the cursor where it was. */
#ifndef WHEN_SCAN_H
#define WHEN_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "handlers/time/when_said.h"
#include "templates/wording/lexicon.h"

struct scan {
	const struct lexicon *words;
	const char *s;
	size_t n;
	size_t i;
};

/* The byte `ahead` bytes on, 0 past the end. */
unsigned char scan_peek(const struct scan *c, size_t ahead);
bool scan_at_digit(const struct scan *c);
bool scan_at_letter(const struct scan *c);
/* Punctuation that a digit follows, as within 16.5 or 1-2. */
bool scan_at_joined(const struct scan *c);

void scan_blank(struct scan *c);
bool scan_text(struct scan *c, const char *s);
/* Takes the longest word of a list that comes next; `value` may be NULL. */
bool scan_word(struct scan *c, enum lexeme list, int *value);
/* The same behind blanks, which are taken too if the word is there. */
bool scan_blank_word(struct scan *c, enum lexeme list, int *value);
/* Takes a run of digits and returns how many; the value is of use up to four. */
size_t scan_digits(struct scan *c, int *value);
/* Takes a Chinese numeral below 1000, or digits of at most two. */
bool scan_han(struct scan *c, int *value);
bool scan_small(struct scan *c, int *value);
/* Takes two numerals in a row of which the second is the next number, as 三四, 十一二: the second. */
bool scan_run(struct scan *c, int *value);

enum reading { NO, YES, NONSENSE };

/* Reads the day that a time may name, into *t. */
bool when_read_day(struct scan *c, struct said *t);
/* Reads a part of the day. Weak ones, as 早, need a day or a clock time beside them. */
bool when_read_part(struct scan *c, enum part *part, bool *weak);
/* Reads a clock time; `loose` if an hour alone will do, as after 下午. */
enum reading when_read_clock(struct scan *c, struct said *t, bool loose);
/* Takes an hour and minutes of which there are none such, as 25:00, 16:75 and 25点. */
bool when_read_wrong(struct scan *c);
/* Reads the later end of a range whose earlier one was just read, as -17:00, and puts it in the place of that. */
void when_read_later(struct scan *c, struct said *t);
/* Reads what English puts behind: 4:30 tomorrow afternoon, 9:00 on monday. Returns true if there was a part of the
 * day, and works it in. */
bool when_read_tail(struct scan *c, struct said *t);
struct span_said {
	int64_t ms;
	bool range; /* it was the longer of two, as 2-3小时 */
	bool later; /* it says that it counts from now: 2小时后, in 2 hours */
};
/* Reads a span, as 2小时 or in 90 min, with what belongs to it behind. BEHIND, it must say that it is past. */
bool when_read_span(struct scan *c, bool past, struct span_said *span);

#endif
