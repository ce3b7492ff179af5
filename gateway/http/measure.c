#include "gateway/http/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "db/ledger/ledger.h"
#include "db/outbox/outbox.h"
#include "db/outbox/outbox_waiting.h"
#include "db/store/ledger_rows.h"
#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "gateway/base/wall_clock.h"

static int64_t oldest_ms(struct store *s)
{
	int64_t created = outbox_oldest_ready(s), now = clock_now();

	return created && created < now ? now - created : 0;
}

/* Of the first event that is not marked as published; the mark comes within a second or two. */
static int64_t event_ms(struct store *s)
{
	static struct ledger_row row; /* one thread asks */
	char published[24];
	int64_t age;

	if (!store_get(s, "published", published, sizeof(published)) ||
	    !ledger_after(s, strtoll(published, NULL, 10), &row, 1))
		return 0;
	age = clock_now() - row.came;
	return age > 0 ? age : 0;
}

/* Since the first step of a clock should have been taken. */
static int64_t overdue_ms(struct store *s)
{
	int64_t next = tickets_next_due(s), now = clock_now();

	return next && next < now ? now - next : 0;
}

static int64_t resident_bytes(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	char line[128] = "", *pages = line;

	if (!f)
		return 0;
	if (fgets(line, sizeof(line), f))
		strtoll(line, &pages, 10);
	fclose(f);
	return strtoll(pages, NULL, 10) * sysconf(_SC_PAGESIZE);
}

struct measured measure(struct store *s)
{
	struct measured now = {
		.steady = clock_steady(),
		.ready = outbox_count_ready(s, MEASURED_MOST),
		.unknown = outbox_count_unknown(s, MEASURED_MOST),
		.oldest_ms = oldest_ms(s),
		.event_ms = event_ms(s),
		.overdue_ms = overdue_ms(s),
		.resident = resident_bytes(),
	};

	now.store = !store_failed(s);
	if (store_failed(s))
		store_recover(s);
	return now;
}
