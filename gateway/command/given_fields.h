/* Fields that somebody gives by hand when a ticket is opened, each as NAME=VALUE. */
#ifndef GIVEN_FIELDS_H
#define GIVEN_FIELDS_H

#include <stdbool.h>

#include "gateway/wire/wire_field.h"

struct given_fields {
	struct wire_field all[FIELDS_MAX]; /* values are borrowed from the words */
	size_t n;
};

/* Takes one, cutting the word in two. False if it is no NAME=VALUE, or one too many. */
bool given_fields_add(struct given_fields *g, char *word);

#endif
