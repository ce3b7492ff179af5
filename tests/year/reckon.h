/* What the clocks must say of a ticket's life, reckoned by hand from what repair.yaml, maintenance.yaml, complaint.yaml and
 * survey.yaml in handlers ask for, in the plainest way there is. It shares nothing with the gateway: whoever changes a target
 * or a step of these clocks changes it here too. */
#ifndef YEAR_RECKON_H
#define YEAR_RECKON_H

#include "tests/year/days.h"
#include "tests/year/story.h"

enum timer { /* those of each process in the order of its flow */
	     T_ANSWER,
	     T_FEEDBACK,
	     T_ARRIVAL,
	     T_CLASS,
	     T_PLANNED,
	     T_PROMISED,
	     T_SITE,
	     T_STILL,
	     T_DOWN,
	     TM_PLAN,
	     TM_DONE,
	     TM_PLANNED,
	     TM_PROMISED,
	     TM_AGAIN,
	     TM_REPORT,
	     TC_ANSWER,
	     TC_OPEN,
	     TC_PHONED,
	     TC_WRITTEN,
	     TS_REPLY,
	     TS_CALLED,
	     TIMERS
};
extern const char *const timer_names[TIMERS];
extern const enum timer timers_first[PROCESSES + 1]; /* of each process, and behind the last */

enum judged { NOT_JUDGED, IN_TIME, TOO_LATE, VOIDED };
extern const char *const judged_names[];

/* Where a clock stands in the end, in its last run. */
struct timing {
	int64_t started, due, stopped; /* 0: not, none known, not */
	enum judged judged;
	int rule; /* the line of the flow's `due` that holds; -1: none */
};
struct judgement {
	enum timer timer;
	bool late;
	int64_t due, stopped;
};
/* A step that was taken, and had something to say. */
struct spoken {
	enum timer timer;
	int step;
	int64_t at, due;
};

#define JUDGEMENTS_MAX 80
#define SPOKEN_MAX 400
struct account {
	bool refused[ACTS_MAX]; /* which texts do not fit */
	struct timing timers[TIMERS];
	struct judgement judgements[JUDGEMENTS_MAX]; /* in their order; without those of texts that were taken back */
	size_t judgements_n;
	struct spoken spoken[SPOKEN_MAX];
	size_t spoken_n;
	int64_t closed; /* when a repair was closed for good; 0: it was not */
	int station;    /* whose it is in the end; -1: nobody's */
};

struct rules_of_year {
	const struct days *plans[PLANS];
	bool waiting_pauses; /* the arrival, while parts are on their way */
	int64_t until;       /* the year's last moment */
};

void reckon(const struct rules_of_year *r, const struct story *s, struct account *out);

#endif
