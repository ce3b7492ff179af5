/* Clocks: what a flow says of the time a ticket may take, and where such a clock stands on one ticket. fieldgate(5)
 * explains their keys under "FLOWS".
 *
 * Plain data. handlers/flow/clock_read.h reads the kinds from a flow's file, handlers/clock/clocks.h makes them go.
 * Spans are milliseconds, moments UTC milliseconds, minutes of a day local. */
#ifndef CLOCK_KIND_H
#define CLOCK_KIND_H

#include "handlers/model/audience.h"
#include "handlers/model/opens_kind.h"
#include "templates/text/units.h"

#define CLOCKS_MAX 12
#define DUES_MAX 16
#define STEPS_MAX 8
#define KINDS_MAX 8
#define DUE_TEXT 64

/* A kind of fault, recognised by words in what the customer said. The first kind that is found counts. */
struct fault_kind {
	char name[FLOW_NAME];
	char words[WORDS_MAX][WORD_BYTES]; /* folded */
	size_t words_n;
};

enum due_how {
	DUE_SPAN,    /* a span of time, day and night */
	DUE_WORKING, /* a span of working time */
	DUE_DAY,     /* until a working day ends, or a set minute of it */
};

/* One line of a clock's `due`. It applies where what it asks holds. */
struct due_rule {
	const struct condition *when;
	enum due_how how;
	int64_t ms;          /* of a span */
	int day;             /* counted in working days; 0: the same day */
	int minute;          /* of that day; -1: its end */
	char text[DUE_TEXT]; /* as in the file, for people and the ledger: `class A 2 working hours` */
	bool faulty;         /* not read as it was meant: other checks ignore it */
	int line, col;
};

enum step_when {
	STEP_SHARE,  /* when `percent` of the time has passed */
	STEP_BEFORE, /* `ms` before it is due */
	STEP_AFTER,  /* `ms` after */
	STEP_EVERY,  /* when it is due, and every `ms` from then on */
};
struct clock_step {
	enum step_when when;
	int percent;
	int64_t ms;
	int most;    /* of STEP_EVERY: how often at most */
	bool urgent; /* in quiet hours too */
	struct tell tells[TELLS_MAX];
	size_t tells_n;
	struct opens_list opens; /* at once */
	int line, col;
};

enum clock_runs {
	RUNS_NODE,    /* from a node's stamp to another's */
	RUNS_STATE,   /* while the ticket is in a state; from the start again when it moves on to the next */
	RUNS_PROMISE, /* until the time that somebody promised */
};
/* Which of several lines that apply holds. */
enum clock_holds { HOLDS_FIRST, HOLDS_EARLIEST, HOLDS_LATEST };

struct clock_kind {
	char name[FLOW_NAME];
	struct label label;
	enum clock_runs runs;
	int starts;                   /* of RUNS_NODE: a node */
	int promise;                  /* of RUNS_PROMISE: a field, a time or a date */
	int minute;                   /* of a promised date: of that day, to which it is due */
	uint32_t during;              /* of RUNS_STATE: bit a state */
	const struct condition *when; /* of RUNS_STATE: only while this holds */
	uint32_t stops;               /* bit a node; of a promise: bit a state in which it is kept */
	uint32_t voids;               /* bit a state in which it is void: not judged */
	uint32_t pauses;              /* bit a state in which it does not run */
	int owes;                     /* enum audience: who owes the text of node `lacks` when it is over; -1: nobody */
	int lacks;
	enum clock_holds holds;
	struct due_rule dues[DUES_MAX];
	size_t dues_n;
	struct clock_step steps[STEPS_MAX];
	size_t steps_n;
	int line, col;
};

/* A promise is due at the time that was promised, and has no lines of its own. */
static inline bool clock_is_promise(const struct clock_kind *k)
{
	return k->runs == RUNS_PROMISE;
}

enum verdict { UNJUDGED, MET, MISSED, VOID };

/* Where one clock stands on one ticket. All of it follows from the ledger, the calendars and the flow. */
struct clock_state {
	int64_t started; /* 0: not yet */
	int64_t resumed; /* running since then; 0: it pauses or has stopped */
	int64_t used;    /* the time it ran before `resumed`, day and night, */
	int64_t worked;  /* and the working time in that */
	int64_t due;     /* 0: not known, or it pauses */
	int64_t stopped; /* 0: not yet */
	enum verdict verdict;
	bool broken;   /* a promise was not kept on this visit: later ones do not make up for it */
	int rule;      /* in dues; -1: none applies, and it is never due */
	uint32_t done; /* bit a step that was taken; STEP_DUE: it was noted that the clock is over; PROMISE_STANDS */
	int repeats;   /* how often the step that repeats was taken */
	int64_t next;  /* when the next step is to be taken; 0: none */
};
#define STEP_DUE (1u << STEPS_MAX)
/* A promise that was set aside in time by a state that makes it void: it may run again, or be kept all the same. */
#define PROMISE_STANDS (STEP_DUE << 1)
/* Promises are made to the minute, and kept until that minute is over. */
#define PROMISE_GRACE_MS MINUTE_MS

#endif
