/* Why a text moves nothing although it may look like one that does. The rules that find each are in
 * handlers/read/settle_doubt.c; what is answered to it is in doubt.c. */
#ifndef DOUBT_H
#define DOUBT_H

#include <stdbool.h>

enum doubt {
	DOUBT_NONE,
	DOUBT_CONTRARY,   /* the code's word is denied, asked about, or not done yet */
	DOUBT_ASKED,      /* it is asked whether the time that is given will do */
	DOUBT_COUNTED,    /* a digit that counts something, or begins a time */
	DOUBT_OBJECT,     /* what is to be called off is not the ticket */
	DOUBT_ALONE,      /* more is said beside a code that lists, and takes nothing */
	DOUBT_NO_CODE,    /* the word is part of something else */
	DOUBT_PLANNED,    /* a time ahead, of what should have happened */
	DOUBT_RANGE,      /* two times for one thing that happened */
	DOUBT_PROMISE,    /* a promise among what has happened */
	DOUBT_PLACE,      /* there is a way still to go */
	DOUBT_HOUR,       /* of what happened only the part of the day is told */
	DOUBT_DAY,        /* a day stands apart from the time */
	DOUBT_CHOICE,     /* two of what can be only one: it was not said which */
	DOUBT_CONDITION,  /* it hangs on something who is sent */
	DOUBT_SHIFT,      /* a span from what was promised, where nothing was */
	DOUBT_TIMED,      /* a time that the code does not take: whoever hands a ticket over may say when to go */
	DOUBT_STRAY,      /* a digit that is a code, an hour or a slip */
	DOUBT_NOT_OVER,   /* what the ticket is to end with is not done: it may have to be reopened */
	DOUBT_MISTAKE,    /* calling off was a slip, or is to take back what was sent before */
	DOUBT_BLANK_FORM, /* a word of our examples stands where something was to be filled in */
};

/* The template of its refusal. */
const char *doubt_refusal(enum doubt d);
/* True if the example may show the code that was found; else it is the word for help, lest it teach what was denied. */
bool doubt_shows_code(enum doubt d);

#endif
