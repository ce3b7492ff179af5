/* Clocks: what a flow says of the time a ticket may take, and where such a clock stands on one ticket (domain.md
 * sections 3 and 4).
 *
 * Plain data. clock_read.c reads the kinds from a flow's file, clocks.h makes them go. Spans are milliseconds, moments UTC
 * milliseconds, minutes of a day local. */
#ifndef CLOCK_KIND_H
#define CLOCK_KIND_H

#include "handlers/model/audience.h"

#define CLOCKS_MAX 12
#define DUES_MAX 16
#define STEPS_MAX 8
#define KINDS_MAX 8
#define DUE_TEXT 64

/* A kind of fault, told by words in what the customer said; the first kind that is found is the fault's. */
struct fault_kind {
	char name[FLOW_NAME];
	char words[WORDS_MAX][WORD_BYTES]; /* folded */
	size_t words_n;
};

enum due_how {
	DUE_SPAN,    /* so long, day and night */
	DUE_WORKING, /* so long, of working time */
	DUE_DAY,     /* a working day, until its end or a set minute */
};
enum down_is { DOWN_ANY, DOWN_YES, DOWN_NO };

/* One line of a clock's `due`. It applies where all that it names holds. */
struct due_rule {
	char region[16];          /* folded; "" any */
	uint32_t classes;         /* bit a class, 'A' the lowest; 0: any */
	uint32_t kinds;           /* bit a kind of fault; 0: any */
	double km_over, km_up_to; /* over the one and up to the other; -1 for none */
	enum down_is down;
	enum due_how how;
	int64_t ms;          /* of a span */
	int day;             /* the how manieth working day: 0 the same */
	int minute;          /* until; -1: its end */
	char text[DUE_TEXT]; /* as the file has it, for people and the ledger: `class A, 2 working hours` */
	bool faulty;         /* not read as it was meant: nothing follows from it */
	int line, col;
};

enum step_when {
	STEP_SHARE,  /* when that share of the time is gone */
	STEP_BEFORE, /* so long before it is due */
	STEP_AFTER,  /* so long after */
	STEP_EVERY,  /* when it is due, and again each time so long after */
};
struct clock_step {
	enum step_when when;
	int percent;
	int64_t ms;
	int most;    /* of STEP_EVERY: so many times at most */
	bool urgent; /* in quiet hours too */
	struct tell tells[TELLS_MAX];
	size_t tells_n;
	int line, col;
};

enum clock_runs {
	RUNS_NODE,    /* from a node's stamp to another's */
	RUNS_STATE,   /* while the ticket stands in a state; anew when it moves on to the next */
	RUNS_PLANNED, /* until the planned time that was told, */
	RUNS_ETA,     /* until the expected arrival that was told */
};
/* Which of several lines that apply holds. */
enum clock_holds { HOLDS_FIRST, HOLDS_EARLIEST, HOLDS_LATEST };

struct clock_kind {
	char name[FLOW_NAME];
	struct label label;
	enum clock_runs runs;
	int starts;      /* of RUNS_NODE: a node */
	uint32_t during; /* of RUNS_STATE: bit a state */
	bool if_down;    /* of RUNS_STATE: only while the machine is down */
	uint32_t stops;  /* bit a node; of a promise: bit a state in which it is kept */
	uint32_t voids;  /* bit a state in which it is nobody's any more, and is not judged */
	uint32_t pauses; /* bit a state in which it does not run */
	int owes; /* enum audience: who owes the text of node `lacks`, once it is over; -1: nobody is counted as missing */
	int lacks;
	enum clock_holds holds;
	struct due_rule dues[DUES_MAX];
	size_t dues_n;
	struct clock_step steps[STEPS_MAX];
	size_t steps_n;
	int line, col;
};

/* Due when it was told, and not by lines of its own. */
static inline bool clock_is_promise(const struct clock_kind *k)
{
	return k->runs == RUNS_PLANNED || k->runs == RUNS_ETA;
}

enum verdict { UNJUDGED, MET, MISSED, VOID };

/* Where one clock stands on one ticket: all of it follows from the ledger, the calendars and the flow. */
struct clock_state {
	int64_t started; /* 0: not yet */
	int64_t resumed; /* runs since then; 0: it pauses or has stopped */
	int64_t used;    /* of the time before `resumed`: by the clock on the wall, */
	int64_t worked;  /* and of that, working time */
	int64_t due;     /* 0: none known, or it pauses */
	int64_t stopped; /* 0: not yet */
	enum verdict verdict;
	bool broken;   /* a promise was not kept on this visit: later ones do not mend it */
	int rule;      /* in dues; -1: none applies, and it is never due */
	uint32_t done; /* bit a step that was taken; STEP_DUE: that it is over was noted; PROMISE_STANDS */
	int repeats;   /* of the step that repeats: how often it was taken */
	int64_t next;  /* when the next step is to be taken; 0: none */
};
#define STEP_DUE (1u << STEPS_MAX)
/* A promise that was set aside in time by a state that makes it void: it may run again, or be kept all the same. */
#define PROMISE_STANDS (STEP_DUE << 1)
/* A promise is told to the minute, and kept until that minute is over. */
#define PROMISE_GRACE_MS 60000

#endif
