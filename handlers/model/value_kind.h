/* Kinds of value: what a code may take, and what a ticket may keep in a field, as `is: time`.
 *
 * Each kind is one row, in a file of its own in handlers/kind, and nothing elsewhere asks which kind a value is: only
 * what it brings. So the row says all there is to know: its name, how it is found in a text, checked, shown in
 * examples, said in messages, compared in conditions, and kept on the ticket and in the ledger. */
#ifndef VALUE_KIND_H
#define VALUE_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "templates/wording/lang.h"

struct arguments;
struct asker;
struct context;
struct decision;
struct faults;
struct move;
struct operand;
struct operand_reader;
struct saying;
struct spans;
struct take;
struct taking;
struct text;
struct ticket;
struct value;
struct yaml;

#define LEDGER_VALUE_BYTES 64 /* in the ledger */

/* What an argument brings, and so what is looked for in a text; bits. */
enum brings {
	BRINGS_TIME = 1u << 0,   /* a moment ahead, which is promised */
	BRINGS_PAST = 1u << 1,   /* a moment that lies behind */
	BRINGS_LEAD = 1u << 2,   /* who becomes the lead */
	BRINGS_PERSON = 1u << 3, /* whom the text names */
	BRINGS_PEOPLE = 1u << 4, /* who comes along */
	BRINGS_WORDS = 1u << 5,
	BRINGS_PLACE = 1u << 6, /* where the ticket goes: a station, or a machine */
	BRINGS_NODE = 1u << 7,
	BRINGS_STATION = 1u << 8,
	BRINGS_MACHINE = 1u << 9,
	BRINGS_VALUE = 1u << 10,   /* what its row alone can find in a text */
	BRINGS_BESIDES = 1u << 11, /* what the text says besides; nothing in it is looked for */
	BRINGS_PROOF = 1u << 12,   /* the digits that were sent with a question */
	/* What takes the words as they are. */
	BRINGS_SAID = BRINGS_WORDS | BRINGS_BESIDES,
	/* Whom a field names, and so who has to do with the ticket. */
	BRINGS_CONCERN = BRINGS_PERSON | BRINGS_STATION,
	BRINGS_ANYONE = BRINGS_LEAD | BRINGS_PERSON | BRINGS_PEOPLE,
	/* What messages say by the argument's own name only. */
	BRINGS_OWN = BRINGS_STATION | BRINGS_MACHINE | BRINGS_VALUE,
	/* What may be digits alone, as a time may be. */
	BRINGS_DIGITS = BRINGS_PLACE | BRINGS_MACHINE | BRINGS_VALUE,
};

struct value_kind {
	const char *name; /* as in a flow's file */
	uint32_t brings;
	uint32_t unlike;    /* what nobody could tell from it in one text */
	bool needs_example; /* where it must be there, the file says what stands for it in examples */
	/* Keys of its own in the file, NULL behind the last, and what reads them into `v`; NULL: it has none. */
	const char *const *keys;
	void (*define)(const struct yaml *n, struct value *v, struct faults *f);
	/* The length of the value that stands at byte `at` of a stretch that nothing else has claimed, from..end; 0 if none
	 * does. Of kinds that bring a value. */
	size_t (*find)(const struct spans *c, const struct value *v, size_t at, size_t from, size_t end,
		       int64_t *value);
	/* The most that stands for it in a template, in the place of its own name, in UTF-16 units; 0: it has no such
	 * place. */
	int max;
	/* Adds to `out` what stands there for this value, in that language. May be NULL where max is 0. */
	void (*say)(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out);
	bool echoed; /* the answer must say it, so that a slip is seen */
	/* Reads it into `a`; false when the text was refused. */
	bool (*read)(struct decision *d, const struct taking *t, struct arguments *a);
	/* Adds an example of it, with a blank before it; false where there is none that would work. */
	bool (*example)(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out);
	/* Reads what a condition compares it with (handlers/condition/operand_read.h). NULL: no condition can ask it. */
	bool (*operand)(const struct operand_reader *r, const struct yaml *y, struct operand *out);
	/* Puts what is no field into the move of a ticket. NULL: there is nothing to do. */
	void (*keep)(const struct take *k, const struct arguments *a, struct move *m);

	/* ---- in a field ---- */

	/* Adds it as it is written apart from any language: in lists, talks, and what other systems read. NULL: no ticket
	 * keeps it. */
	void (*plain)(const struct saying *s, const struct value *v, int64_t value, struct text *out);
	bool digits; /* which is a number, to other systems too */
	bool day;    /* the value is a day's number (handlers/zone/day.h) */
	/* The other way round; false if it is no such value. NULL of words, which are kept by the text that says them. */
	bool (*read_plain)(const struct context *ctx, const struct value *v, const char *plain, int64_t *value);
	const char *shape; /* completes "this is not ..." */
	/* 0 is one of its values. A ticket, whose 0 says that it keeps nothing, then keeps one more than the value. */
	bool zero_counts;
	/* How the ledger has it: no words, no names, no blanks. The other way round, false if this is no such value. NULL:
	 * in digits, and 0 for nothing. */
	void (*write)(const struct value *v, int64_t value, char out[LEDGER_VALUE_BYTES]);
	bool (*parse)(const struct value *v, const char *written, int64_t *value);
};

#endif
