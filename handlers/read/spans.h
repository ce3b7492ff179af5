/* A text as spans, each saying what it may be: for this wing alone.
 *
 * The first of two steps. Spans are cut from left to right with the lexicon, the codes, the roster; what they mean together
 * is for the second step, whose files settle one matter each (settle.h). Offsets are of the folded text. */
#ifndef SPANS_H
#define SPANS_H

#include "handlers/model/ticket_number.h"
#include "handlers/people/roster_names.h"
#include "handlers/read/reading.h"
#include "templates/text/utf8.h"

enum span_kind {
	SPAN_WORD,
	SPAN_CODE,
	SPAN_NUMBER, /* a ticket's */
	SPAN_TIME,
	SPAN_WRONG, /* written as a time, and there is none such; a word in the end */
	SPAN_PERSON,
	SPAN_STATION,
	SPAN_WITH, /* announces people */
	SPAN_NODE,
	SPAN_OWNED, /* digits that belong to a label or a unit; words */
	SPAN_MARK,  /* belongs to the time beside it: neither code nor word */
};

struct span {
	enum span_kind kind;
	size_t at, len;
	bool direct;             /* nothing but marks, its number and its node between the code before and this */
	bool denied;             /* a time or a person that the text says it is not; a word in the end */
	const struct code *code; /* SPAN_CODE */
	bool digits;             /* SPAN_CODE: by a digit */
	bool timed;              /* SPAN_CODE: a time stands directly behind it */
	size_t when_at;          /* and where */
	int64_t number;          /* SPAN_NUMBER */
	struct when when;        /* SPAN_TIME */
	bool marked;             /* SPAN_TIME: said to be the arrival's */
	bool past;               /* SPAN_TIME: it can only lie behind */
	bool far;                /* SPAN_OWNED: a way that is still to go */
	struct read_person who;  /* SPAN_PERSON */
	bool by_number;          /* SPAN_PERSON: written as a telephone number */
	const struct station *station;
	int node;     /* SPAN_NODE */
	bool of_node; /* SPAN_TIME: the time of a node that is decided on, and that one's `node` */
};

#define SPANS_MAX 96

/* What stands before the code. */
struct head {
	const struct code *code; /* NULL: the text has none */
	const struct flow *flow;
	const struct code *denied; /* one that is there, and is said not to be */
	enum doubt doubt;          /* why it is not */
	size_t at, len;            /* of the code's word; without a code, where it should stand */
	bool digits;               /* it is a digit */
	bool more;                 /* something was said before it that is more than an opener */
	int64_t number, number_too;
	size_t time_at; /* of the time before it */
	bool timed;
	struct when behind, ahead; /* that time, either way */
};

struct spans { /* the cutting of one text */
	const struct reading_of *of;
	const struct lexicon *words;
	struct fold text; /* its folded form, without what a phone or a carrier has put behind it; not to be freed */
	const struct fold *f;
	bool wants_people, wants_place;
	const struct flow *wants_node; /* whose; NULL: none */
	enum when_side side;           /* on which times are looked for first */
	struct head head;
	struct span all[SPANS_MAX];
	size_t n;
};

/* Takes away what is no part of the text. */
void spans_begin(struct spans *c, const struct reading_of *of);
/* Reads what stands before the code, and the code. */
void head_read(struct spans *c);
/* Cuts what stands behind the code, from folded byte i on; returns where its first span begins. */
size_t spans_cut(struct spans *c, size_t i);

/* ---- one span: false, or 0 bytes, where there is none such at t->at */

bool span_owned(const struct spans *c, struct span *t);
bool span_phone(const struct spans *c, struct span *t);
bool span_number(const struct spans *c, struct span *t);
bool span_time(const struct spans *c, struct span *t);
bool span_node(const struct spans *c, struct span *t);
bool span_code(const struct spans *c, struct span *t);
bool span_person(const struct spans *c, struct span *t);
bool span_station(const struct spans *c, struct span *t);

/* ---- what is asked in several files */

/* The code whose word stands at i, digit codes only where they end. */
const struct code *code_at(const struct spans *c, size_t i, size_t *len, const struct flow **flow);
/* Why the code's word at i is no code: what is glued to it says otherwise. DOUBT_NONE if nothing does. */
enum doubt code_denied(const struct spans *c, size_t i, size_t len, const struct code *code);
/* The time at i, as of the moment; kind WHEN_NONE if there is none. */
struct when time_at(const struct spans *c, size_t i, enum when_side side);
/* The same directly behind a code, where `16 30` and `16,30` are times, too. */
struct when direct_time(const struct spans *c, size_t i, enum when_side side);
/* A time without a day is ahead if its next occurrence is nearer than its last. */
bool time_is_ahead(const struct spans *c, const struct when *behind, const struct when *ahead);
/* Past marks, and what else may stand between a code and its time. */
size_t to_time(const struct spans *c, size_t i);
bool is_mine(const struct spans *c, int64_t number);

/* The length of the longest word of that list at i, or that ends at i. */
size_t word_at(const struct spans *c, enum lexeme list, size_t i);
size_t word_before(const struct spans *c, enum lexeme list, size_t i);
/* Takes the words that mean nothing by themselves from both ends of s[n]: what is left may be a name. */
void strip_fillers(const struct spans *c, const char *s, size_t n, char out[NAME_BYTES]);
bool only_fillers(const struct spans *c, const struct span *t);

bool code_takes(const struct code *c, enum take_kind k);
/* Without words it is nothing: a reason, a result. */
bool code_needs_words(const struct code *c);
/* The engineer sets out, or the time of arrival is all it is about: a lone time behind it is that of the arrival. */
bool code_promises(const struct code *c);

/* ---- the folded text; past its end there are NULs */

char byte_at(const struct spans *c, size_t i);
size_t digits_at(const struct spans *c, size_t i);
bool text_at(const struct spans *c, size_t i, const char *word);
bool glued_at(const struct spans *c, size_t i); /* a letter, digit or character stands at i */
size_t past_marks(const struct spans *c, size_t i);
size_t past_blanks(const struct spans *c, size_t i);
size_t next_at(const struct spans *c, size_t i); /* behind the character at i */
bool is_blank_or_mark(char c);
bool is_letter(char c);
bool is_digit(char c);

#endif
