/* What somebody is asked for, so that a form can be made of it. */
#ifndef ARGUMENT_H
#define ARGUMENT_H

#include "gateway/wire/json_writer.h"
#include "handlers/model/flow.h"

/* Adds it to the open list: name, kind, must, label and, where there are any, example, unit, least, most and choices. */
void argument_put(struct json_writer *j, const struct value *is, bool must, const struct label *example, enum lang l);

#endif
