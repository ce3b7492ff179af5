/* A play on the phones: a stage with the people and machines of the installation, and what was played on it so far. It
 * touches nothing that is live: customers bear numbers that nobody has, nothing is sent, and the log says nothing of it.
 *
 * For one thread, which calls phone_play_use() first in each turn. */
#ifndef PHONE_PLAY_H
#define PHONE_PLAY_H

#include <stdatomic.h>

#include "gateway/stage/stage.h"
#include "templates/wording/refusal/problem_words.h"

#define PLAY_ID 17
#define PLAY_TEXTS_MOST 2000
#define PLAY_DAYS_MOST 7

enum played_kind {
	PLAYED_TEXT,  /* somebody texts */
	PLAYED_GOT,   /* somebody gets one */
	PLAYED_OPEN,  /* the hotline opens a ticket */
	PLAYED_CLOCK, /* the clock was moved to `at` */
};

struct played {
	enum played_kind kind;
	int64_t at;
	size_t n;                /* of texts: from 1, in order; else 0 */
	int64_t person;          /* whose text it is; 0: somebody of whom only the number is known */
	char name[NAME_BYTES];   /* theirs, or their number */
	char number[MSISDN_MAX]; /* likewise */
	char *text;              /* of an opening the payload */
	char error[128];         /* why it does not go, of PLAYED_GOT; "": it does */
};

struct phone_play {
	char id[PLAY_ID];
	uint64_t touched; /* the greater, the later */
	struct setup setup;
	struct stage stage;
	int64_t begun, clock; /* to which it was moved last */
	struct played *all;
	size_t n, cap;
	size_t texts;
};

/* Why something was not done. */
struct play_refusal {
	enum problem_word why;
	char one[1024]; /* what belongs in `{1}`; "": nothing */
};

/* A play that begins at that minute, with the people whom `live` has, from which is only read. NULL, and why not. Its
 * locale is in use from then on. */
struct phone_play *phone_play_open(const struct setup *setup, struct rulebook *rules, struct store *live,
				   int64_t minute, struct play_refusal *no);
void phone_play_close(struct phone_play *p);
/* The rules that it began with hold for this thread until the next. */
void phone_play_use(struct phone_play *p);

/* Each of these is played now, or it is not and *no says why. */

/* A text from somebody, named as a talk does. Blanks and line breaks become single blanks. */
bool phone_play_text(struct phone_play *p, const char *from, const char *text, struct play_refusal *no);
/* The hotline opens a ticket; `payload`, which is freed, is that of an opening under this id. *ticket is its number. */
bool phone_play_open_ticket(struct phone_play *p, char *payload, enum lang lang, int64_t *ticket,
			    struct play_refusal *no);
/* The clock moves on by so many minutes, what falls due is done, each at its time. It stops on the way where that would be
 * more than a play may have, or `ends` is set. */
bool phone_play_wait(struct phone_play *p, int64_t minutes, const atomic_bool *ends, struct play_refusal *no);
/* It moves on to the minute in which something falls due next. */
bool phone_play_wait_next(struct phone_play *p, const atomic_bool *ends, struct play_refusal *no);

#endif
