/* What is seen of a play: its clock, its texts and its tickets. It is for this wing alone. */
#ifndef PHONE_VIEW_H
#define PHONE_VIEW_H

#include "gateway/phones/phone_play.h"
#include "gateway/wire/json_writer.h"

/* Puts `now`, `last`, the `texts` whose number is above `after`, and the `tickets`, the newest first. `l` is the language of
 * titles. */
void phone_view_put(struct json_writer *j, struct phone_play *p, size_t after, enum lang l);

#endif
