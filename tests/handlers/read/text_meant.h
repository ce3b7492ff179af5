/* What a text means, as it is typed on an old phone: how it is read, and what becomes of it. */
#ifndef TEXT_MEANT_H
#define TEXT_MEANT_H

#include "tests/handlers/world_fake.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* How it is read: codes (`@` the stated time, `~` only near), `#` the ticket's number (`!` one that cannot be), times,
 * `+` people, `?` a stranger and whom it is near, `@` a station, `%` a node, words in quotes.
 * What becomes of it: its outcome, or why it is refused. */
struct meant {
	const char *who, *text, *read, *becomes;
};

/* The world of these tests, for a group of them. At 09:00 李雷 leads 10008 (on the way) and 10019 (dispatched), Tom Baker
 * 10024 (dispatched), 韩梅 10035 (on site); 10043 is reported in 库尔勒, 10062 in 乌鲁木齐, 10056 nowhere. */
int meant_begin(void **state);
int meant_end(void **state);

/* Fails the test unless each row is so, and every refusal's example, sent in its turn, is not refused. */
void assert_meant(struct fake *f, const struct meant *rows, size_t n);

#endif
