#include "tests/year/asked.h"

const char *const timer_names[TIMERS] = {"answer", "feedback", "arrival", "class",  "planned", "promised", "site",
					 "still",  "down",     "plan",    "done",   "planned", "promised", "again",
					 "report", "answer",   "open",    "phoned", "written", "reply",    "called"};
const enum timer timers_first[PROCESSES + 1] = {T_ANSWER, TM_PLAN, TC_ANSWER, TS_REPLY, TIMERS};

const struct step steps[TIMERS][STEPS] = {
	[T_ANSWER] = {{SHARE, 50, 1}, {AFTER, 0, 1}, {AFTER, HOUR, 1}},
	[T_FEEDBACK] = {{BEFORE, 2 * HOUR, 1}, {AFTER, 0, 1}},
	[T_ARRIVAL] = {{SHARE, 75, 1}, {AFTER, 0, 1}, {AFTER, 2 * HOUR, 1}},
	[T_CLASS] = {{SHARE, 75, 1}, {AFTER, 0, 1}, {AFTER, 2 * HOUR, 1}},
	[T_PLANNED] = {{BEFORE, 15 * MINUTE, 1}, {AFTER, 0, 1}, {AFTER, HOUR, 1}},
	[T_PROMISED] = {{BEFORE, 15 * MINUTE, 1}, {AFTER, 0, 1}, {AFTER, HOUR, 1}},
	[T_SITE] = {{BEFORE, 15 * MINUTE, 1}, {AFTER, 0, 1}},
	[T_STILL] = {{EVERY, 4 * HOUR, 18}},
	[T_DOWN] = {{BEFORE, 12 * HOUR, 1}, {AFTER, 0, 1}},
	[TM_PLAN] = {{BEFORE, 2 * HOUR, 1}, {AFTER, 0, 1}},
	[TM_DONE] = {{BEFORE, 2 * DAY, 1}, {AFTER, 0, 1}},
	[TM_PLANNED] = {{BEFORE, 15 * MINUTE, 1}, {AFTER, 0, 1}},
	[TM_PROMISED] = {{BEFORE, 15 * MINUTE, 1}, {AFTER, 0, 1}},
	[TM_AGAIN] = {{BEFORE, DAY, 1}, {AFTER, 0, 1}},
	[TM_REPORT] = {{BEFORE, DAY, 1}, {AFTER, 0, 1}},
	[TC_ANSWER] = {{SHARE, 50, 1}, {BEFORE, 2 * HOUR, 1}, {AFTER, 0, 1}},
	[TC_OPEN] = {{BEFORE, 6 * HOUR, 1}, {AFTER, 0, 1}},
	[TC_PHONED] = {{BEFORE, 12 * HOUR, 1}, {AFTER, 0, 1}},
	[TC_WRITTEN] = {{BEFORE, 12 * HOUR, 1}, {AFTER, 0, 1}},
	[TS_REPLY] = {{AFTER, 0, 1}},
	[TS_CALLED] = {{BEFORE, 12 * HOUR, 1}, {AFTER, 0, 1}},
};

static const struct night nights[PROCESSES] = {
	[REPAIR] = {22 * HOUR, 7 * HOUR},
	[MAINTENANCE] = {21 * HOUR, 7 * HOUR},
	[COMPLAINT] = {22 * HOUR, 7 * HOUR},
	[SURVEY] = {20 * HOUR + 30 * MINUTE, 8 * HOUR + 30 * MINUTE},
};

struct night night_of(enum process p)
{
	return nights[p];
}

size_t targets(const struct reckoning *k, enum timer timer, struct target out[LINES_MAX], int rules[LINES_MAX])
{
	char kind = faults_said[k->s->fault].kind;
	int km = k->now.km;
	size_t n = 0;
#define TARGET(rule, when, unit, much) (rules[n] = (rule), out[n] = (struct target){unit, much}, n += (when))
	switch (timer) {
	case T_ANSWER:
		TARGET(0, true, SPAN, HOUR);
		break;
	case T_FEEDBACK:
		TARGET(0, kind == 'b' && km > 100, SPAN, 12 * HOUR);
		TARGET(1, kind == 'e' || kind == 'c', SPAN, 12 * HOUR);
		break;
	case T_ARRIVAL:
		TARGET(0, kind == 'b' && km >= 0 && km <= 100, SPAN, 24 * HOUR);
		TARGET(1, k->now.station >= 0 && station_region(k->now.station) == 'C', SPAN, 36 * HOUR);
		TARGET(2, true, SPAN, 36 * HOUR);
		break;
	case T_CLASS:
		TARGET(0, k->now.class == 'A', WORKED, 2 * HOUR);
		TARGET(1, k->now.class == 'B', DAYS, 0);
		TARGET(2, k->now.class == 'C', DAYS, 1);
		TARGET(3, k->now.class == 'D', DAYS, 3);
		break;
	case T_SITE:
		TARGET(0, true, SPAN, 2 * HOUR);
		break;
	case T_STILL:
		TARGET(0, true, SPAN, 4 * HOUR);
		break;
	case T_DOWN:
		TARGET(0, k->s->down, SPAN, 3 * DAY);
		break;
	case TM_PLAN:
		TARGET(0, true, HOUR_OF_DAY, 18 * HOUR);
		break;
	case TM_DONE:
		TARGET(0, true, SPAN, 7 * DAY);
		break;
	case TM_REPORT:
	case TS_CALLED:
		TARGET(0, true, SPAN, 3 * DAY);
		break;
	case TC_ANSWER:
	case TS_REPLY:
		TARGET(0, true, SPAN, 24 * HOUR);
		break;
	case TC_OPEN:
		TARGET(0, k->now.tier == ORDINARY, SPAN, 48 * HOUR);
		break;
	case TC_PHONED:
		TARGET(0, k->now.tier == SEVERE, SPAN, 24 * HOUR);
		break;
	case TC_WRITTEN:
		TARGET(0, k->now.tier == SEVERE, SPAN, 48 * HOUR);
		break;
	default:
		break;
	}
	return n;
}
