/* A field of an opening, as it is said: its name, and what stands for its value apart from any language. */
#ifndef WIRE_FIELD_H
#define WIRE_FIELD_H

#include "handlers/model/flow.h"

struct wire_field {
	char name[PLACE_NAME];
	char *value;
};

#endif
