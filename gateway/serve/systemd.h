/* Telling systemd how it goes. Does nothing where there is no systemd, at build time or at run time. */
#ifndef SYSTEMD_H
#define SYSTEMD_H

#include <stdint.h>

void systemd_ready(void);
void systemd_reloading(void);
void systemd_stopping(void);
void systemd_alive(void);       /* for the watchdog */
int64_t systemd_interval(void); /* ms between two calls of systemd_alive(); 0: no watchdog */

#endif
