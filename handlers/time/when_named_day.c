#include "handlers/time/when_named_day.h"

#include "handlers/time/when_day.h"
#include "handlers/time/when_local.h"
#include "handlers/time/when_settle.h"

#define LAST_MINUTE (24 * 60 - 1) /* so that today's is not past */

size_t when_named_day(const struct lexicon *words, const char *s, size_t n, int64_t moment, int64_t *day)
{
	struct scan c = {words, s, n, 0};
	struct said t = {0};
	int64_t at;
	if (!n || (!scan_at_digit(&c) && !lexicon_begins_time(words, s, n)) || !when_read_day(&c, &t) || t.leans)
		return 0;
	t.clock = t.half = true;
	t.minute = LAST_MINUTE;
	if (!when_said_settle(&t, moment, AHEAD, &at))
		return 0;
	*day = when_today(at);
	return c.i;
}
