#include "handlers/clock/clock_text.h"

#include <string.h>

#include "templates/text/number.h"

#define FIELDS 12
#define NUMBER_ROOM 21 /* for the longest, and the comma before it */

static void fields_of(const struct clock_state *s, int64_t v[FIELDS])
{
	const int64_t all[FIELDS] = {s->started, s->resumed, s->used, s->worked, s->due,     s->stopped,
				     s->verdict, s->broken,  s->rule, s->done,   s->repeats, s->next};

	memcpy(v, all, sizeof(all));
}

/* Writes no NUL. Returns the end. */
static char *write_number(char *to, int64_t v)
{
	char buffer[DECIMAL_BYTES];
	const char *digits = number_write(v, buffer);
	size_t n = (size_t)(&buffer[DECIMAL_BYTES - 1] - digits);

	memcpy(to, digits, n);
	return to + n;
}

/* Writes one clock, without a NUL; returns how long it is. */
static size_t write_one(const struct clock_kind *k, const struct clock_state *s,
			char out[FLOW_NAME + FIELDS * NUMBER_ROOM])
{
	int64_t v[FIELDS];
	size_t n = strlen(k->name);
	char *to = out + n;

	fields_of(s, v);
	memcpy(out, k->name, n);
	for (size_t i = 0; i < FIELDS; i++) {
		*to++ = i ? ',' : '=';
		to = write_number(to, v[i]);
	}
	return (size_t)(to - out);
}

/* Up to when the tickets that waited were opened; no clock can have this name. */
#define TAKEN "+="

static size_t write_taken(const struct ticket *t, char *out)
{
	size_t n = sizeof(TAKEN) - 1;

	if (t->opens_taken == 0)
		return 0;
	memcpy(out, TAKEN, n);
	return (size_t)(write_number(out + n, t->opens_taken) - out);
}

void clock_text_write(const struct ticket *t, char out[CLOCK_TEXT_BYTES])
{
	char one[FLOW_NAME + FIELDS * NUMBER_ROOM];
	size_t n = write_taken(t, out);

	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		size_t more;

		if (t->clocks[i].started == 0)
			continue;
		more = write_one(&t->flow->clocks[i], &t->clocks[i], one);
		if (more + 2 > CLOCK_TEXT_BYTES - n)
			break; /* never: CLOCKS_MAX of the longest fit */
		if (n > 0)
			out[n++] = ' ';
		memcpy(out + n, one, more);
		n += more;
	}
	out[n] = '\0';
}

/* They stand in the order of the flow, so it is looked for from there on. -1: the flow no longer has it. */
static int find(const struct flow *f, const char *name, size_t len, size_t from)
{
	for (size_t i = 0; i < f->clocks_n; i++) {
		size_t at = (from + i) % f->clocks_n;

		if (strncmp(f->clocks[at].name, name, len) == 0 && !f->clocks[at].name[len])
			return (int)at;
	}
	return -1;
}

static bool read_all(struct clock_state *s, const struct clock_kind *k, const char **text)
{
	int64_t v[FIELDS];

	for (int i = 0; i < FIELDS; i++) {
		*text = number_read(*text, &v[i]);
		if (!*text || (i + 1 < FIELDS && *(*text)++ != ','))
			return false;
	}
	*s = (struct clock_state){
		.started = v[0],
		.resumed = v[1],
		.used = v[2],
		.worked = v[3],
		.due = v[4],
		.stopped = v[5],
		.verdict = (enum verdict)v[6],
		.broken = v[7] != 0,
		.rule = v[8] >= 0 && (size_t)v[8] < k->dues_n ? (int)v[8] : -1,
		.done = (uint32_t)v[9],
		.repeats = (int)v[10],
		.next = v[11],
	};
	return true;
}

/* Takes a number and the comma behind it. */
static bool take(const char **text, int64_t *v)
{
	*text = number_read(*text, v);
	return *text && *(*text)++ == ',';
}

static bool pass(const char **text)
{
	*text = strchr(*text, ',');
	if (*text)
		++*text;
	return *text;
}

/* 1 for any time, which is not read whole. */
static bool take_whether(const char **text, int64_t *v)
{
	*v = **text != '0';
	return (**text == '-' || (**text >= '0' && **text <= '9')) && pass(text);
}

static bool read_dues(struct clock_state *s, const struct clock_kind *k, const char **text)
{
	int64_t verdict;

	(void)k;
	if (!take_whether(text, &s->started) || !pass(text) || !pass(text) || !pass(text) || !take(text, &s->due) ||
	    !take_whether(text, &s->stopped) || !take(text, &verdict))
		return false;
	s->verdict = (enum verdict)verdict;
	*text = strchrnul(*text, ' ');
	return true;
}

/* Takes it where it stands at the head; false if it is not a number. */
static bool read_taken(struct ticket *t, const char **text)
{
	t->opens_taken = 0;
	if (strncmp(*text, TAKEN, sizeof(TAKEN) - 1) != 0)
		return true;
	*text = number_read(*text + sizeof(TAKEN) - 1, &t->opens_taken);
	if (!*text || (**text && **text != ' '))
		return false;
	*text += **text == ' ';
	return true;
}

typedef bool clock_read(struct clock_state *s, const struct clock_kind *k, const char **text);

static bool read_text(struct ticket *t, const char *text, clock_read *read)
{
	static const struct clock_kind gone;
	struct clock_state left_out;
	size_t next = 0;

	memset(t->clocks, 0, sizeof(t->clocks));
	if (!read_taken(t, &text))
		return false;
	while (*text) {
		const char *eq = strchr(text, '=');
		int i = eq ? find(t->flow, text, (size_t)(eq - text), next) : -1;

		if (!eq)
			return false;
		text = eq + 1;
		if (!read(i >= 0 ? &t->clocks[i] : &left_out, i >= 0 ? &t->flow->clocks[i] : &gone, &text))
			return false;
		if (*text && *text++ != ' ')
			return false;
		next = i < 0 ? 0 : (size_t)i + 1;
	}
	return true;
}

bool clock_text_read(struct ticket *t, const char *text)
{
	return read_text(t, text, read_all);
}

bool clock_text_read_dues(struct ticket *t, const char *text)
{
	return read_text(t, text, read_dues);
}
