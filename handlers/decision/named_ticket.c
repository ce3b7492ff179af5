#include "handlers/decision/named_ticket.h"

#include "handlers/decision/serial_word.h"
#include "templates/text/utf8.h"

#include <ctype.h>
#include <string.h>

enum naming { BY_CUSTOMER, BY_STEM, BY_SERIAL };

static bool is_named_by(const struct decision *d, const struct ticket *t, enum naming how)
{
	const struct fold *f = d->m->folded;
	char serial[SERIAL_BYTES];
	struct person p;
	if (how == BY_CUSTOMER)
		return t->customer != 0 && d->ctx->world->person(d->ctx->world->ctx, t->customer, &p) &&
		       utf8_count(p.folded) > 1 && memmem(f->s, f->len, p.folded, strlen(p.folded)) != NULL;
	if (!serial_of(t, serial))
		return false;
	for (size_t i = 0; i < f->len; i++) {
		size_t n = i > 0 && serial_char(f->s[i - 1]) ? 0 : serial_length(f, i);
		/* EC210-0042 right behind a Chinese character, and `3EC210-0042`, are words of their own; digits alone
		 * are a stem only beside the code. */
		if (n > 0 &&
		    (how == BY_SERIAL ? serial_is(serial, f->s + i, n)
				      : !isdigit((unsigned char)f->s[i]) && serial_begins(serial, f->s + i, n)))
			return true;
	}
	return false;
}

const struct ticket *named_ticket(const struct decision *d, const struct ticket *all, size_t n)
{
	for (int how = BY_SERIAL; how >= BY_CUSTOMER; how--) {
		const struct ticket *found = NULL;
		size_t hits = 0;
		for (size_t i = 0; i < n; i++) {
			if (is_named_by(d, &all[i], (enum naming)how)) {
				found = &all[i];
				hits++;
			}
		}
		if (hits > 0)
			return hits == 1 ? found : NULL;
	}
	return NULL;
}
