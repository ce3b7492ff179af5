/* Telling systemd how it goes. Does nothing where there is no systemd, at build time or at run time. */
#ifndef NOTIFY_H
#define NOTIFY_H

#include <stdint.h>

void notify_ready(void);
void notify_reloading(void);
void notify_stopping(void);
void notify_alive(void);       /* for the watchdog */
int64_t notify_interval(void); /* ms between two calls of notify_alive(); 0: no watchdog */

#endif
