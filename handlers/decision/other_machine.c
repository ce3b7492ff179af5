#include "handlers/decision/other_machine.h"

#include "handlers/decision/candidates.h"
#include "handlers/decision/serial_word.h"
#include "templates/text/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_TRIED 4    /* of a customer, in one text */
#define NAME_WORDS_MAX 6 /* in letters */

/* What was typed as folded bytes a to b, for the answer. */
static void copy_typed(const struct decision *d, size_t a, size_t b, char out[NAME_BYTES])
{
	const struct fold *f = d->m->folded;
	size_t n = f->from[b] - f->from[a];
	if (n >= NAME_BYTES)
		n = NAME_BYTES - 1;
	memcpy(out, d->m->text + f->from[a], n);
	out[n] = '\0';
}

/* Another ticket of theirs is about a machine whose serial begins so. */
static bool is_stem_of_another(const struct decision *d, const char *w, size_t n)
{
	struct ticket *all = candidates_room(d->ctx, FITS_MAX);
	const struct flow *flow = d->before.flow;
	char serial[SERIAL_BYTES];
	bool found = false;
	size_t k = all ? candidates_among(d->ctx, d->m->sender, flow, d->codes[0], flow_open_states(flow), d->m->came,
					  all, FITS_MAX)
		       : 0;
	for (size_t i = 0; i < k; i++)
		found = found || (all[i].machine != d->before.machine && serial_of(&all[i], serial) &&
				  serial_begins(serial, w, n));
	free(all);
	return found;
}

/* The word at i, with a digit in it, is a serial or the beginning of one, and not the ticket's. */
static bool names_other_serial(const struct decision *d, size_t i, char out[NAME_BYTES])
{
	const struct fold *f = d->m->folded;
	const struct world *w = d->ctx->world;
	size_t n = serial_length(f, i), digits = 0;
	char serial[SERIAL_BYTES], word[SERIAL_BYTES];
	struct machine m;
	for (size_t k = 0; k < n; k++)
		digits += isdigit((unsigned char)f->s[i + k]) != 0;
	if (digits == 0 || n < SERIAL_STEM_MIN || n >= sizeof(word))
		return false;
	memcpy(word, f->s + i, n);
	word[n] = '\0';
	if (serial_of(&d->before, serial) && (serial_is(serial, word, n) || serial_begins(serial, word, n)))
		return false;
	if (w->machine(w->ctx, word, &m) ? m.id == d->before.machine : !is_stem_of_another(d, word, n))
		return false;
	copy_typed(d, i, i + n, out);
	return true;
}

/* The words at i up to `end` are the name of a customer who is not the ticket's. */
static bool is_other_customer(const struct decision *d, size_t i, size_t end, char out[NAME_BYTES])
{
	const struct fold *f = d->m->folded;
	const struct world *w = d->ctx->world;
	char name[NAME_BYTES];
	struct person p;
	if (end - i >= sizeof(name))
		return false;
	memcpy(name, f->s + i, end - i);
	name[end - i] = '\0';
	if (!w->customer(w->ctx, name, &p) || p.id == d->before.customer)
		return false;
	copy_typed(d, i, end, out);
	return true;
}

/* Where a name that begins at i may end: at a mark, a blank or the end, or before what the lexicons list as a customer's
 * site or machine. */
static bool names_other_customer(const struct decision *d, size_t i, char out[NAME_BYTES])
{
	const struct fold *f = d->m->folded;
	const struct lexicon *words = reader_words(d->ctx->rules->reader);
	size_t tried = 0, blanks = 0;
	uint32_t cp;
	for (size_t k = i; k <= f->len && k - i < NAME_BYTES && tried < NAMES_TRIED && blanks <= NAME_WORDS_MAX;) {
		bool over = k == f->len || (ispunct((unsigned char)f->s[k]) && f->s[k] != '-');
		bool blank = !over && f->s[k] == ' ';
		bool inside =
			k > i && k < f->len && islower((unsigned char)f->s[k]) && islower((unsigned char)f->s[k - 1]);
		if (k > i + 1 && (over || blank ||
				  (!inside && lexicon_at(words, LEX_CUSTOMERS_OWN, f->s + k, f->len - k, NULL) > 0))) {
			tried++;
			if (is_other_customer(d, i, k, out))
				return true;
		}
		if (over)
			return false;
		blanks += blank;
		k += utf8_next(f->s + k, f->len - k, &cp);
	}
	return false;
}

bool other_machine(const struct decision *d, char out[NAME_BYTES])
{
	const struct code *c = d->codes[0];
	if (!c || c->does != DOES_MOVE || d->before.machine == 0 || code_brings(c, BRINGS_PLACE | BRINGS_MACHINE))
		return false;
	for (size_t i = 0; i < d->r.beside_n; i++) {
		size_t at = d->r.beside[i];
		if (isalnum((unsigned char)d->m->folded->s[at]) && names_other_serial(d, at, out))
			return true;
		if (!isdigit((unsigned char)d->m->folded->s[at]) && names_other_customer(d, at, out))
			return true;
	}
	return false;
}
