/* A text as spans, each saying what it may be. For reading alone: handlers/span and handlers/read.
 *
 * The first of two steps. Spans are cut from left to right with the lexicon, the codes, the roster; what they mean
 * together is for the second step, handlers/read. Offsets are of the folded text. */
#ifndef SPAN_H
#define SPAN_H

#include "handlers/model/ticket_number.h"
#include "handlers/people/roster_names.h"
#include "handlers/span/doubt.h"
#include "handlers/span/reading_input.h"
#include "handlers/time/when.h"
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
	SPAN_VALUE, /* of an argument; handlers/read/settle_values.h */
	SPAN_MARK,  /* belongs to the time beside it: neither code nor word */
};

struct span {
	enum span_kind kind;
	size_t at, len;
	bool direct; /* nothing but marks, its number and its node between the code before and this */
	bool others; /* SPAN_TIME: another's, or of another deed than the sender's arrival; a word in the end */
	bool denied; /* a time or a person that the text says it is not; a word in the end */
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
struct text_head {
	const struct code *code; /* NULL: the text has none */
	const struct flow *flow;
	const struct code *denied; /* one that is there, and is said not to be */
	enum doubt doubt;          /* why it is not */
	size_t at, len;            /* of the code's word; without a code, where it should stand */
	bool digits;               /* it is a digit */
	bool more;                 /* something was said before it that is more than an opener: */
	size_t clause_at, clause_end;
	size_t openers_at; /* behind the last number, time or name */
	int64_t number, number_too;
	struct read_person lead; /* who is named right before a code that sends somebody */
	size_t time_at;          /* of the time before it */
	bool timed;
	struct when behind, ahead; /* that time, either way */
};

/* The times that were read last, for each place is asked about more than once. Reading one costs more than all else. */
#define TIMES_KEPT 8
struct time_memo {
	struct {
		bool kept;
		size_t at;
		enum when_tense tense;
		struct when found;
	} last[TIMES_KEPT];
};

struct spans { /* the cutting of one text */
	const struct reading_input *input;
	const struct lexicon *words;
	struct fold text; /* its folded form, without what a phone or a carrier has put behind it; not to be freed */
	const struct fold *f;
	bool wants_people, wants_place, wants_value, wants_proof;
	const struct flow *wants_node; /* whose; NULL: none */
	enum when_tense tense;         /* on which times are looked for first */
	struct text_head head;
	struct span all[SPANS_MAX];
	size_t n;
	struct time_memo *memo; /* of time_span.c alone */
};

#endif
