/* The figures of the last days, by day, station and flow. */
#ifndef DAY_COUNT_H
#define DAY_COUNT_H

#include "gateway/board/board_row.h"
#include "gateway/board/day_tickets.h"

struct day_count;

/* For that many days, today the first of them, by the local time of `now`. NULL: memory ran out. */
struct day_count *day_count_new(int64_t now, int days);
void day_count_free(struct day_count *c);
/* tickets_load_bare() reads enough of it. False: memory ran out. */
bool day_count_add(struct day_count *c, const struct ticket *t);
/* A member `items`: a row for each day, station and flow of which there is any figure, the latest day first. */
void day_count_put(struct json_writer *j, const struct board *b, const struct day_count *c);

#endif
