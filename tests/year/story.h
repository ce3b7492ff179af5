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

enum plan { STANDARD, DEPOT, URUMQI, PLANS }; /* the calendars */

enum act_kind {
	OPENED,
	PHONE,
	DISPATCH,
	DEPART,
	ARRIVE,
	REPAIRED,
	DELAY,
	WAIT,
	LEFT,
	REASSIGN,
	CANCEL,
	ASSIGN_STATION,
	ASSIGN_MACHINE,
	CLOSE,
	UNDO,
};
extern const char *const act_names[];

struct act {
	enum act_kind kind;
	int64_t came, sent; /* sent 0: not said */
	int64_t told;       /* the time it promises; 0: none */
	int by;             /* an engineer of the station, or -1 the head, -2 the agent */
	int other;          /* the engineer, station or machine it names */
	bool taken_back;    /* by the next act */
	bool refused;       /* by the gateway */
};

struct story {
	int64_t number; /* as the gateway gave it */
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
