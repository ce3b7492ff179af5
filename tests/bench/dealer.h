/* A dealer as large as a real one, and its next text: stations, people, machines, and open tickets that are moved on and
 * on, every move a legal one (派工, 出发, 延误, 到达, 未修复, and again). */
#ifndef DEALER_H
#define DEALER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STATIONS 40
#define ENGINEERS 400
#define FEW 8 /* people of no station, one of each role */
#define CUSTOMERS 2000
#define POOL 5000 /* open tickets, one for each machine; half the engineers have one, the others 24 */

enum step { DISPATCH, DEPART, DELAY, ARRIVE, LEAVE, STEPS };
extern const int step_texts[STEPS]; /* MTs that each causes, the answer included */

struct dealer {
	int64_t first;        /* the pool's first running number */
	int64_t number[POOL]; /* ticket numbers */
	enum step next[POOL];
	unsigned cycle[POOL];
	bool unclear[POOL]; /* its number begins with another ticket's: the reader takes that one, so it is left out */
	size_t numbered, lone; /* cursors */
	uint64_t count;
	unsigned salt;
};

struct text_in {       /* one MO */
	size_t ticket; /* index in the pool */
	enum step step;
	char from[24], text[200];
};

/* Writes stations.csv, people.csv, customers.csv and machines.csv. */
bool dealer_files(const char *dir);
/* Reads the pool from a database. */
bool dealer_load(struct dealer *d, const char *database);
/* The next text. Every sixth bears no ticket number, and comes from an engineer who has but one. */
void dealer_next(struct dealer *d, struct text_in *out);
/* The text that moves this ticket on. */
void dealer_move(struct dealer *d, size_t ticket, bool numbered, struct text_in *out);
/* The index of a ticket number; POOL if it is not of the pool. */
size_t dealer_ticket(const struct dealer *d, int64_t number);
/* As JSON, with an id that comes only once; `sent` in UTC ms. Returns its length. */
size_t dealer_json(struct dealer *d, const struct text_in *in, int64_t sent, char *out, size_t size);
void dealer_serial(size_t machine, char out[16]);

#endif
