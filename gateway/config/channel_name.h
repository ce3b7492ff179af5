/* The names of channels: the last part of the topics mo/, dlr/ and mt/. */
#ifndef CHANNEL_NAME_H
#define CHANNEL_NAME_H

#include <stdbool.h>

/* 1 to 31 of A-Z a-z 0-9 _ . - */
bool channel_name_ok(const char *name);

#endif
