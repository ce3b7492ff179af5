/* Makes up a dealer and a year of plausible tickets, seven in ten of repair, two of maintenance, one of complaint: reported by day and by night, solved by phone, dispatched, delayed,
 * forgotten, waiting for parts, visited again, handed over, cancelled, taken back. The same seed gives the same year, and ticket
 * i of it is the same however many there are. */
#ifndef YEAR_LIVES_H
#define YEAR_LIVES_H

#include "tests/year/story.h"

/* The i-th ticket of `all`. */
void live(struct story *s, uint64_t seed, size_t i, size_t all);

/* The survey that a repair opens by itself at that moment. */
void live_after(struct story *s, const struct story *parent, size_t opener, int64_t at);

/* The text of an act, and who sends it. Not of OPENED. */
void life_text(const struct story *s, const struct act *a, char *out, size_t size);
void life_sender(const struct story *s, const struct act *a, char out[24]);
/* The station that has the ticket from this act on; -1 for none. */
int life_station(const struct story *s, size_t act);
void machine_serial(int machine, char out[16]);
const char *station_name(int station);

/* Writes stations.csv, people.csv, customers.csv, machines.csv. */
bool dealer_write(const char *dir);
/* Writes the configuration with the calendars, with this flow of repair and all others, and the templates; and the days on which one of them is closed. */
bool config_write(const char *dir, const char *here, const char *repair);

#endif
