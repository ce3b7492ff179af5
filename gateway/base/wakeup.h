/* A descriptor by which one thread wakes another that polls it. */
#ifndef WAKEUP_H
#define WAKEUP_H

#include <stdbool.h>

/* To be closed with close(); -1 with errno when there is none to be had. */
int wakeup_new(void);
/* From any thread: it is readable from here on. */
void wakeup_send(int fd);
/* It is no longer readable. False: it was not before either. */
bool wakeup_take(int fd);

#endif
