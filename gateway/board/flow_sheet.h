/* A flow for programs: what its states, nodes, codes and fields are called, and what one is asked for who opens a ticket. */
#ifndef FLOW_SHEET_H
#define FLOW_SHEET_H

#include "gateway/wire/json_writer.h"
#include "handlers/model/flow.h"

/* Puts it into the open object, names in all languages. `opens`: whoever asks may open a ticket of it by hand, and reads the
 * arguments for that in the language `l`. */
void flow_sheet_put(struct json_writer *j, const struct flow *f, bool opens, enum lang l);

#endif
