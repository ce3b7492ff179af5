/* One process alone serves a database. It is for this wing alone. */
#ifndef SERVE_LOCK_H
#define SERVE_LOCK_H

/* The lock's descriptor; closing it gives the lock back. -1: said why on standard error. */
int serve_lock_take(const char *database);

#endif
