/* 16:00-17:00, 5:30 or 6: of two times that stand together the later. */
#include "handlers/time/when_later.h"

#include "handlers/time/when_clock.h"
#include "handlers/time/when_hour.h"
#include "handlers/time/when_settle.h"

/* `At 3 to 5 back at base`, its `to` read as arriving: an arrival, and the time of something else. */
static bool of_return(struct scan c)
{
	if (!scan_blank_word(&c, LEX_TIME_SUFFIX, NULL))
		scan_blank_word(&c, LEX_BEFORE, NULL);
	return scan_blank_word(&c, LEX_RETURN, NULL);
}

/* 17:30 or 6 people */
static bool of_something(struct scan c)
{
	return scan_blank_word(&c, LEX_KEY_UNIT, NULL);
}

/* Of two alternatives the second is earlier by this at most, in minutes; else it is of the other half of the day. */
#define EARLIER_MOST (5 * 60)

void when_read_later(struct scan *c, struct said *t)
{
	struct scan next = *c;
	struct said more = {.part = t->part};
	bool weak, other = false;

	if (!t->clock || t->bare || (!scan_blank_word(&next, LEX_RANGE, NULL) && !(other = scan_alternative(&next))))
		return;
	scan_blank(&next);
	when_read_part(&next, &more.part, &weak);
	more.part = more.part == PART_NONE ? t->part : more.part;
	if (when_read_clock(&next, &more, other) != YES || more.bare || !when_said_part(&more) || of_return(next) ||
	    (other && of_something(next)))
		return;
	/* 11:00-1:00, but not 5:30 or 5:00 */
	if (more.minute < t->minute - (other ? EARLIER_MOST : 0) && !more.half && more.minute + 12 * 60 < 24 * 60)
		more.minute += 12 * 60;
	t->choice = other;
	if (more.minute <= t->minute) {
		*c = other ? next : *c;
		return;
	}
	t->minute = more.minute;
	t->half = t->half || more.half || more.minute >= 12 * 60;
	t->zero = more.zero;
	t->range = true;
	*c = next;
}
