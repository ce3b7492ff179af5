/* What was played, as a talk that `fieldgate rehearse` plays again (fieldgate(5), TALKS). It is for this wing alone. */
#ifndef PHONE_TALK_H
#define PHONE_TALK_H

#include "gateway/phones/phone_play.h"

/* To be freed; NULL: memory ran out, or it is longer than 4 MiB. */
char *phone_talk_write(struct phone_play *p);
/* The name of a file for it. */
void phone_talk_name(const struct phone_play *p, char *out, size_t size);

#endif
