/* One input: as it came from the broker, a verb or the clock, and what became of it. */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/store/delivery.h"
#include "gateway/state/row_writer.h"
#include "templates/wording/lang.h"

#define PAYLOAD_MAX (64 * 1024) /* bytes; longer ones are kept and rejected */
#define CHANNEL_SAID 256        /* longer than any good one: its beginning tells one that is too long */

/* IN_DUE: the clock; it has no payload. IN_HAND: somebody does something about the gateway itself; it is of the ledger, and
 * not of the inbox. IN_SAY: somebody says something to someone of a ticket; the inbox keeps it as an MO.
 * IN_ROW: an administrator writes one of the staff, a station, a customer or a machine. */
enum input_kind { IN_MO, IN_DLR, IN_OPEN, IN_DUE, IN_HAND, IN_SAY, IN_ROW };
#define INPUT_KINDS 7

#define API_CHANNEL "http" /* of a text that was put in by /v1 */

/* Why what was put in for another may not be. */
enum forbidden {
	FORBIDDEN_NOT,   /* it may */
	FORBIDDEN_NEVER, /* it is for the person alone */
	FORBIDDEN_TO_YOU /* who asks puts in nothing of the kind */
};

struct asker;

struct input {
	/* in; all owned by the input, but for the asker */
	enum input_kind kind;
	char channel[CHANNEL_SAID]; /* of mo and dlr, as the topic has it: whether it may be one is seen in the batch */
	char *payload;              /* bytes as they came, and a NUL behind */
	size_t length;
	char *reply_to; /* response topic, or NULL: only what lies under PREFIX/reply/ */
	void *correlation;
	size_t correlation_n;
	char *refused;       /* why it is kept without being decided, or NULL */
	struct asker *asker; /* who waits for what becomes of it (callback/asker_queue.h), or NULL */
	bool by_hand;        /* a verb or the desk: answered here, not by SMS */
	int64_t by;     /* who asks for it by /v1, by their id; 0: the desk, or a system. A text may be another's */
	enum lang lang; /* of IN_ROW: in which they read the answer */
	bool in_lang;   /* of IN_OPEN: so they do there; else it is said as the log has it */
	bool renews;    /* an opening whose ticket there is brings that up to date */
	int64_t came;   /* UTC ms */
	/* out */
	int64_t row; /* of the inbox; of the first one if it came again */
	bool again;
	bool differs; /* what came again under its key says something else */
	enum forbidden forbidden;
	enum row_lacks lacks; /* of IN_ROW, or where it reloads: why it was refused */
	char outcome[16];
	int64_t ticket;
	int64_t made;         /* the id of what somebody made by hand; 0: nothing */
	char *answer;         /* what the sender was told, or NULL */
	char *reply;          /* JSON for reply_to, or NULL */
	char *rejected;       /* JSON for rejected/…, or NULL */
	size_t texts, events; /* how many it caused */
	size_t opened;        /* of the clock: so many inputs of its own are filed right behind its row */
	size_t kept_back;     /* and how many texts that do not go: the receiver has opted out, or has had enough */
	bool reloads;         /* the files are to be read again before it is answered */
	bool reported;        /* of dlr: it told how far a text of ours got: */
	enum delivery report;
};

/* As the inbox and the metrics name it: "mo", "dlr", "open", "due", "hand", "say", "row". */
const char *input_kind_name(enum input_kind kind);
/* What became of it is forgotten: it is to be decided again. */
void input_forget_results(struct input *in);
void input_free(struct input *in);

#endif
