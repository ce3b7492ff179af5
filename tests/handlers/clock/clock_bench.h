/* A ticket with clocks, moved by hand. Monday to Friday, 09:00 to 18:00, are worked; all moments are of 2026, "11-23
 * 09:00", in Shanghai. */
#ifndef CLOCK_BENCH_H
#define CLOCK_BENCH_H

#include "handlers/clock/clock_context.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct bench {
	struct flows flows;
	const struct flow *flow;
	struct calendars *calendars;
	struct station station;
	struct roster roster;
	struct clock_context ctx;
	struct ticket t;
	char change[CHANGE_BYTES]; /* of the last event */
};

int bench_make(void **state);
int bench_end(void **state);
#define CASE(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_end)
/* A new ticket, opened then, of a flow with these keys. */
struct bench *begin(void **state, const char *when, const char *keys);
int64_t moment(const char *local);

/* ---- what happens to the ticket ---- */

/* Lets the clocks follow what was done to b->t by hand. */
void follow(struct bench *b, const struct ticket *before, const char *when);
/* Into a state, with a node's stamp if one is named. */
void go(struct bench *b, const char *when, const char *to, const char *node);
/* A node gets another time, as from a correction or a text that was overtaken. */
void correct(struct bench *b, const char *when, const char *node, const char *stamped);
/* What a ticket keeps under that name. */
#define FIELD(t, name) (t).fields[flow_field((t).flow, name)]
/* Either may be NULL: it stays as it is. */
void promise(struct bench *b, const char *when, const char *planned, const char *eta);

/* ---- how its clocks are ---- */

struct clock_state *clock_of(struct bench *b, const char *name);
void due_is(struct bench *b, const char *name, const char *when);
void judged(struct bench *b, const char *name, enum verdict v);
/* What is said by then, as `clock step` in the order of the file, with `;` between. */
const char *said(struct bench *b, const char *when);
void next_is(struct bench *b, const char *when);

/* ---- keys ---- */

#define STEPS                                                          \
	"    steps:\n"                                                 \
	"      - {at: 50%, tells: {station_head: clock.remind}}\n"     \
	"      - {before: 30m, tells: {station_head: clock.remind}}\n" \
	"      - {after: 0m, tells: {station_head: clock.late}}\n"     \
	"      - {after: 2h, tells: {service_director: clock.late}}\n"
#define JOB(lines)                           \
	"clocks:\n"                          \
	"  job:\n"                           \
	"    label: {zh: 任务, en: job}\n" \
	"    starts: begun\n"                \
	"    stops: [finished]\n"            \
	"    void: [cancelled]\n"            \
	"    due:\n" lines
#define PAUSING(lines) JOB(lines) "    pauses: [waiting]\n"
#define REPEAT(more) "    steps: [{every: 4h" more ", tells: {station_head: clock.late}}]\n"
#define QUIET(hours) "quiet: " hours "\n"
#define AFTER(more) "    steps: [{after: 0m" more ", tells: {station_head: clock.late}}]\n"
#define PROMISED                                                      \
	"clocks:\n"                                                   \
	"  eta:\n"                                                    \
	"    label: {zh: 到, en: arrival}\n"                         \
	"    promise: eta\n"                                          \
	"    stops: [working]\n"                                      \
	"    void: [waiting, cancelled]\n"                            \
	"    steps:\n"                                                \
	"      - {before: 15m, tells: {station_head: promise.ask}}\n" \
	"      - {after: 0m, tells: {customer: promise.broken}}\n"    \
	"  planned:\n"                                                \
	"    label: {zh: 派, en: dispatch}\n"                        \
	"    promise: planned\n"                                      \
	"    stops: [working]\n"                                      \
	"    void: [waiting, cancelled]\n"                            \
	"    steps: [{after: 0m, tells: {customer: promise.broken}}]\n"

#endif
