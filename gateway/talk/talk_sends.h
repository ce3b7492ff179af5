/* The lines of a talk that do something: `use`, `at`, and texts and openings. For this wing alone. */
#ifndef TALK_SENDS_H
#define TALK_SENDS_H

#include "gateway/talk/talk_reader.h"

/* Each is given what stands behind the keyword, trimmed, and may cut it up. */
void talk_read_use(struct talk_reader *r, char *dir);
void talk_read_at(struct talk_reader *r, const char *when);
/* `WHO: text`, or an opening by the desk; `t`: when it was sent, NULL if it does not say. */
void talk_read_text(struct talk_reader *r, const char *who, char *text, const struct talk_time *t);
/* `WHO @13:40: text`: the whole line, and where its `@` is. */
void talk_read_text_at(struct talk_reader *r, char *s, char *at);

#endif
