/* The year's plain data: a dealer, its tickets, and what happens to each. It knows nothing of the gateway: lives.c makes it up,
 * play.c texts it to the gateway, reckon.c reckons by hand what the clocks must say of it.
 *
 * Times are UTC milliseconds. */
#ifndef YEAR_STORY_H
#define YEAR_STORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

#define STATIONS 24
#define ENGINEERS_EACH 8
#define CUSTOMERS 600
#define MACHINES 3000
#define ACTS_MAX 32

enum process { REPAIR, MAINTENANCE, COMPLAINT, SURVEY, PROCESSES };
extern const char *const process_names[PROCESSES];

enum plan { STANDARD, DEPOT, URUMQI, PLANS }; /* the calendars */

enum act_kind {
	OPENED,
	PHONE,
	DISPATCH, /* a maintenance: plan */
	DEPART,
	ARRIVE,
	REPAIRED, /* a maintenance: done */
	DELAY,
	WAIT,
	LEFT,
	REASSIGN,
	CANCEL,
	ASSIGN_STATION,
	ASSIGN_MACHINE,
	CLOSE,
	UNDO,
	/* maintenance */
	POSTPONE,
	REPORT,
	SEND_BACK,
	FILED,
	/* complaint */
	ANSWER,
	ENTRUST,
	REPORT_PHONED,
	REPORT_WRITTEN,
	MEND,
	UNSOLVED,
	GRADE,
	INVALID,
	REOPEN,
	/* survey */
	RATED,
	ACTS
};
extern const char *const act_names[];

enum office { BY_HEAD = -1, BY_AGENT = -2, BY_DIRECTOR = -3, BY_SUPERVISOR = -4, BY_CLAIMS = -5 };

enum tier { ORDINARY, MAJOR, SEVERE, TIERS };

struct act {
	enum act_kind kind;
	int64_t came, sent; /* sent 0: not said */
	int64_t told;       /* the time it promises; 0: none */
	int by;             /* an engineer of the station, or one of enum office */
	int other; /* the engineer, station or machine it names; the tier of a complaint, the hours of a machine */
	bool taken_back; /* by the next act */
	bool refused;    /* by the gateway */
};

struct story {
	enum process process;
	int64_t number; /* as the gateway gave it */
	int64_t parent; /* the number of the repair that opens it by itself, behind its end; 0: none */
	size_t opener;  /* that repair, among the stories; of a survey alone, like: */
	int station;    /* which it takes over from there */
	enum tier tier; /* of a complaint, as it is opened */
	int machine;    /* -1: nobody knows it */
	int fault;
	bool down;
	struct act acts[ACTS_MAX];
	size_t n;
};

/* ---- the dealer ---- */

struct fault_said {
	const char *words;
	char kind; /* 'b'ody, 'e'ngine, 'c'hassis, or 0 */
};
extern const struct fault_said faults_said[];
extern const size_t faults_said_n;

char station_region(int station);
enum plan station_plan(int station); /* -1: of tickets without a station */
int machine_station(int machine);
char machine_class(int machine); /* 0: none */
int machine_km(int machine);     /* -1: not known */

#endif
