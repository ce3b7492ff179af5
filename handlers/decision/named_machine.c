#include "handlers/decision/named_machine.h"

#include "handlers/decision/candidates.h"
#include "templates/text/fold.h"
#include "templates/text/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_TRIED 4    /* of a customer, in one text */
#define NAME_WORDS_MAX 6 /* in letters */
#define STEM_MIN 3       /* of a serial: EC55 in EC55-0201 */

/* ---- a serial ---- */

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* The letters and digits at i, without a hyphen at their end. */
static size_t word_length(const struct fold *f, size_t i)
{
	size_t n = 0;
	while (i + n < f->len && in_word(f->s[i + n]))
		n++;
	while (n > 0 && !isalnum((unsigned char)f->s[i + n - 1]))
		n--;
	return n;
}

/* EC480 of EC480-0007: what the machines of one model share. */
static size_t stem_length(const char *serial)
{
	size_t n = strcspn(serial, "-_");
	return serial[n] && n >= STEM_MIN ? n : 0;
}

static bool serial_of(const struct ticket *t, char folded[SERIAL_BYTES])
{
	return fold_small(folded, SERIAL_BYTES, t->serial) && *folded;
}

/* The word w[n] is the serial's beginning, EC480, or the digits of it, 480. */
static bool is_stem(const char *serial, const char *w, size_t n)
{
	size_t stem = stem_length(serial), letters = strcspn(serial, "0123456789");
	if (stem == 0 || n < STEM_MIN)
		return false;
	return (n == stem && memcmp(serial, w, n) == 0) ||
	       (letters < stem && n == stem - letters && memcmp(serial + letters, w, n) == 0);
}

static bool is_serial(const char *serial, const char *w, size_t n)
{
	return strlen(serial) == n && memcmp(serial, w, n) == 0;
}

/* ---- a ticket that is named anywhere ---- */

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
		size_t n = i > 0 && in_word(f->s[i - 1]) ? 0 : word_length(f, i);
		/* 序列号EC210-0042 and `3EC210-0042` are words of their own; digits alone are a stem only beside the code. */
		if (n > 0 && (how == BY_SERIAL ? is_serial(serial, f->s + i, n)
					       : !isdigit((unsigned char)f->s[i]) && is_stem(serial, f->s + i, n)))
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

/* ---- another one than the ticket's ---- */

/* What was typed as folded bytes a to b, for the answer. */
static bool is_other(const struct decision *d, size_t a, size_t b, char out[NAME_BYTES])
{
	const struct fold *f = d->m->folded;
	size_t n = f->from[b] - f->from[a];
	if (n >= NAME_BYTES)
		n = NAME_BYTES - 1;
	memcpy(out, d->m->text + f->from[a], n);
	out[n] = '\0';
	return true;
}

/* Another ticket of theirs is about a machine whose serial begins so. */
static bool is_stem_of_another(const struct decision *d, const char *w, size_t n)
{
	struct ticket *all = calloc(FITS_MAX, sizeof(*all));
	const struct flow *flow = d->before.flow;
	char serial[SERIAL_BYTES];
	bool found = false;
	size_t k = all ? candidates_among(d->ctx, d->m->sender, flow, d->codes[0], flow_open_states(flow), d->m->came,
					  all, FITS_MAX)
		       : 0;
	for (size_t i = 0; i < k; i++)
		found = found ||
			(all[i].machine != d->before.machine && serial_of(&all[i], serial) && is_stem(serial, w, n));
	free(all);
	return found;
}

/* The word at i, with a digit in it, is a serial or the beginning of one, and not the ticket's. */
static bool names_other_serial(const struct decision *d, size_t i, char out[NAME_BYTES])
{
	const struct fold *f = d->m->folded;
	const struct world *w = d->ctx->world;
	size_t n = word_length(f, i), digits = 0;
	char serial[SERIAL_BYTES], word[SERIAL_BYTES];
	struct machine m;
	for (size_t k = 0; k < n; k++)
		digits += isdigit((unsigned char)f->s[i + k]) != 0;
	if (digits == 0 || n < STEM_MIN || n >= sizeof(word))
		return false;
	memcpy(word, f->s + i, n);
	word[n] = '\0';
	if (serial_of(&d->before, serial) && (is_serial(serial, word, n) || is_stem(serial, word, n)))
		return false;
	return w->machine(w->ctx, word, &m) ? m.id != d->before.machine && is_other(d, i, i + n, out)
					    : is_stem_of_another(d, word, n) && is_other(d, i, i + n, out);
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
	return w->customer(w->ctx, name, &p) && p.id != d->before.customer && is_other(d, i, end, out);
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

bool named_other_machine(const struct decision *d, char out[NAME_BYTES])
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
