/* The socket that HTTP listens on. For this wing alone. */
#ifndef LISTENER_H
#define LISTENER_H

#include "gateway/config/setup.h"

/* To be closed; -1 with one line in why[size]. */
int listener_open(const struct setup *s, char *why, size_t size);

#endif
