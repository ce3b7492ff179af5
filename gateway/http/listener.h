/* The socket that HTTP listens on. It is for this wing alone. */
#ifndef LISTENER_H
#define LISTENER_H

#include "gateway/config/settings.h"

/* To be closed; -1 with one line in why[size]. */
int listener_open(const struct setup *s, char *why, size_t size);

#endif
