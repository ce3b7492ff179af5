/* The rule at the end of a zone's file, as CET-1CEST,M3.5.0,M10.5.0/3; for this wing alone. It gives all changes after
 * the last one that the file lists. */
#ifndef ZONE_RULE_H
#define ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

#define ZONE_OFFSET_HOURS_MAX 25 /* no clock differs from UTC by as much */

/* The week-th such weekday of a month, the fifth being the last; Sunday is 0 here. */
struct zone_change {
	int month, week, weekday;
	int64_t time; /* s after midnight */
};

struct zone_rule {
	int64_t standard, summer; /* s ahead of UTC */
	bool changes;             /* false: standard time all year */
	struct zone_change to_summer, to_standard;
};

/* False if s is no such rule. */
bool zone_rule_read(const char *s, struct zone_rule *r);
/* The instant of a change in that year, in s since 1970. Until then the clock was `ahead` of UTC, in s. */
int64_t zone_rule_change(const struct zone_change *c, int year, int64_t ahead);

#endif
