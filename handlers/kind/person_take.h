/* People as arguments: what the kinds lead, person and people share. For this wing alone. */
#ifndef PERSON_TAKE_H
#define PERSON_TAKE_H

#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"

/* The one person that a name stands for. NULL when the text was refused: nobody fits, or the sender is asked which. */
const struct person *person_of(struct decision *d, const struct read_person *read, bool engineer);
/* The name that stands where a person may is nobody's. Returns false. */
bool person_refuse_stranger(struct decision *d);
/* The one person that the text names, an engineer if that is to be the lead; *out stays where it names nobody and may.
 * False when the text was refused. */
bool person_read(struct decision *d, const struct taking *t, const struct person **out);
/* The name of the one person, who may have left. */
void person_plain(const struct saying *s, const struct value *v, int64_t value, struct text *out);
void person_say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out);
/* The example of every kind of person. */
bool person_example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out);

#endif
