/* A text as it was read: its codes, its ticket, its times, its people, its words, and why nothing is to be done. */
#ifndef TEXT_READ_H
#define TEXT_READ_H

#include "handlers/model/ticket.h"
#include "handlers/span/doubt.h"
#include "handlers/span/reading_input.h"
#include "handlers/time/when.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

#define CODES_IN_TEXT 8
#define TIMES_IN_TEXT 4
#define PEOPLE_IN_TEXT 8
#define NUMBERS_IN_TEXT 6
#define TOKENS_IN_TEXT 4
#define BESIDE_IN_TEXT 2
#define NEAR_IN_TEXT 4

struct read_code {
	const struct code *code;
	bool timed;       /* a time says when it happened, directly behind it or before it */
	size_t at;        /* folded offset of the word */
	size_t when_at;   /* folded offset of that time */
	struct when when; /* that time, read as one that lies behind */
};
struct read_time {
	size_t at;        /* folded offset */
	bool direct;      /* directly behind the code, its ticket number or its node */
	bool arrival;     /* said to be an arrival's, of a code that promises none */
	int shift;        /* a span that does not count from now, but from what was promised: 1 later, -1 earlier */
	struct when when; /* as one that lies ahead; behind, where the code takes such a time */
};

/* What was found for an argument that only its kind can find. */
struct read_value {
	size_t n; /* how many that differ; of these the first: */
	int64_t value;
};

struct reading {
	const struct flow *flow;
	struct read_code codes[CODES_IN_TEXT];
	const struct code *about;              /* of an undo: the code whose word stands right behind it, or NULL */
	size_t codes_n;                        /* 0: there is no code in it */
	enum doubt doubt;                      /* why nothing is to be done, code or no code */
	const struct code *near[NEAR_IN_TEXT]; /* codes_n is 0, and these are one key off or stand further on */
	size_t near_n;
	int64_t number;     /* the ticket's, 0 if none was written */
	bool number_bad;    /* no ticket can have it: its check digit does not hold */
	int64_t number_too; /* another ticket of the sender's, where one is meant; 0 for none */
	struct read_time times[TIMES_IN_TEXT];
	size_t times_n;
	bool no_promise; /* there is none, but some that are over, or what others want: no example makes one up */
	size_t wrong_at, wrong_len; /* folded: what stands for a time and is none, as 25:00; length 0 if nothing does */
	struct read_person people[PEOPLE_IN_TEXT];
	size_t people_n;
	bool people_more;               /* there were more than these */
	const struct person *unwanted;  /* who is named as not meant: `not Li Lei`; NULL for none */
	const struct person *companion; /* who is only said to come along with the lead; NULL for none */
	char stranger[NAME_BYTES];      /* a name that should be somebody's and is not; "" if none */
	bool announced;                 /* it stands where only a person can: behind `with` */
	bool by_number;                 /* it is a telephone number */
	const struct person *meant;     /* whom that name is one key off, or NULL */
	const struct station *station;
	bool station_more;                   /* and another one */
	bool station_choice;                 /* and it is asked, or left open, which of them */
	struct read_value values[TAKES_MAX]; /* as the first code's arguments */
	uint32_t nodes;                      /* bit a node, where the code takes one */
	/* One ahead that says when whoever is named is to go, of a code that takes none. */
	struct when untaken_time;
	/* Of a code that approves: a time that stands there without a node, WHEN_NONE if none does; and the time behind
	 * each node. Both as ones that lie behind. */
	struct when decided, node_when[NODES_MAX];
	/* Folded: where words stand directly behind the code, and in a clause before it. */
	size_t beside[BESIDE_IN_TEXT];
	size_t beside_n;
	char tokens[TOKENS_IN_TEXT][SERIAL_BYTES]; /* folded words that may be a serial number */
	size_t tokens_n;
	/* Words that are digits alone: a ticket's number with a slip? */
	char digits[TOKENS_IN_TEXT][NUMBER_DIGITS + 2];
	size_t digits_n;
	struct text words;           /* the free words as typed */
	struct text unheard;         /* of several codes, what is said before them where the last passes nothing on */
	struct text besides;         /* those that no argument takes, where the last code passes them on */
	const struct code *left_out; /* a further code that is not done for want of a time, or NULL */
	struct text left_out_words, left_out_text; /* what stands with it or before the code, and all of it, as typed */
	bool untaken;                              /* of several codes none takes words, and there are some */
	bool clean;     /* nothing but codes, numbers, times, and people where a code takes them */
	bool day_named; /* the words name a day that is no time */
	/* For an example, which makes up neither in the place of what was written: */
	bool time_said; /* a time, a day or what looks like one stands there, whatever it is of */
	bool unusable;  /* words stand there that nothing takes */
	int64_t hinted; /* a time that may be meant, for an example alone; 0 if there is none */
};

#endif
