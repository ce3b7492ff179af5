/* The lines of a talk that expect something: what was sent, and where a ticket, a node, a field or a clock stands. For
 * this wing alone. */
#ifndef TALK_EXPECTS_H
#define TALK_EXPECTS_H

#include "gateway/talk/talk_reader.h"

/* What stands behind the `>`. */
void talk_read_expect(struct talk_reader *r, char *rest);
/* Each: what stands between the keyword and the colon, and what stands behind the colon; both trimmed, and may be
 * cut up. */
void talk_read_ticket(struct talk_reader *r, char *head, char *state);
void talk_read_opened(struct talk_reader *r, char *head, char *value);
void talk_read_node(struct talk_reader *r, char *head, char *value);
void talk_read_field(struct talk_reader *r, char *head, char *value);
void talk_read_clock(struct talk_reader *r, char *head, char *value);

#endif
