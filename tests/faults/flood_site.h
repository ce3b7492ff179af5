/* A road whose gateway runs behind the library that breaks disks and clocks (disk/preload.c). */
#ifndef FLOOD_SITE_H
#define FLOOD_SITE_H

#include "tests/faults/disk/switch.h"
#include "tests/gateway/road.h"

/* As road_begin(), with HTTP, and the switch in hand; `line` is added to the configuration, or NULL. */
void site_begin(struct road *r, struct disk_switch **control, const char *line);
/* Likewise, in Shanghai, where the gateway's clock shows `time` (ms) when it starts: the real time is none of the test's
 * business. */
void site_begin_at(struct road *r, struct disk_switch **control, const char *line, int64_t time);
/* The same in steps: between them the desk may be given less to listen to, but `status`. site_go() starts the gateway anew,
 * too: behind the library, before any that LD_PRELOAD names. */
void site_make(struct road *r, struct disk_switch **control, const char *line);
void site_go(struct road *r);
void site_set_clock(struct disk_switch *control, int64_t time);
void site_end(struct road *r, struct disk_switch *control);
/* The rest of road_begin() once the site is made. */
void site_up(struct road *r);
/* Moves the database from there to where the site says, and tells the configuration. */
void site_move(const struct road *r, const char *from);

#endif
