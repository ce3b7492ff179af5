#include "gateway/command/hand_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox_found.h"
#include "db/store/inbox.h"
#include "db/store/store.h"
#include "gateway/command/indented.h"
#include "gateway/command/workspace.h"
#include "templates/text/text.h"

#define SENT_MAX 128

static int print_sent(struct store *s, int64_t inbox)
{
	struct outbox_row *rows = calloc(SENT_MAX, sizeof(*rows));
	size_t n;

	if (!rows) {
		verb_error("out of memory for showing what goes out; `fieldgate show` shows it");
		return VERB_BROKEN;
	}
	n = outbox_of_input(s, inbox, rows, SENT_MAX);
	for (size_t i = 0; i < n; i++) {
		char name[NAME_BYTES];

		workspace_name(s, rows[i].person, name, sizeof(name));
		printf("→ %s (%s): ", name, rows[i].number);
		if (rows[i].state == DELIVERY_REJECTED)
			printf("(not sent: %s) ", rows[i].error);
		indented_print(rows[i].text ? rows[i].text : "", "    ", stdout);
		outbox_row_free(&rows[i]);
	}
	free(rows);
	return VERB_DONE;
}

/* Says why an input could not be taken at all. */
static int print_rejected(struct store *s, const struct input *in)
{
	struct inbox_row row;

	if (inbox_read(s, in->row, &row)) {
		verb_error("it was not taken: %s", row.why);
		inbox_row_free(&row);
	} else {
		verb_error("it was not taken: %s", in->rejected ? in->rejected : "mend the text and try again");
	}
	return VERB_FAULTY;
}

static int print_outcome(struct gateway *g, enum input_kind kind, const struct input *in)
{
	int code;

	if (in->rejected || strcmp(in->outcome, "rejected") == 0)
		return print_rejected(g->store, in);
	if (kind == IN_OPEN)
		printf("%lld\n", (long long)in->ticket);
	if (in->answer && kind == IN_MO)
		indented_print(in->answer, "", stdout);
	if (strcmp(in->outcome, "unknown") == 0)
		puts("nobody has this number: no answer, and `fieldgate list --unknown` shows it");
	code = print_sent(g->store, in->row);
	return strcmp(in->outcome, "refused") == 0 ? VERB_FAULTY : code;
}

int hand_input_take(struct gateway *g, enum input_kind kind, char *payload, int64_t now)
{
	struct batch b = {0};
	struct input *in = payload ? batch_add(&b) : NULL;
	int code;

	if (!in) {
		free(payload);
		verb_error("out of memory; free some and try again");
		return VERB_BROKEN;
	}
	in->kind = kind;
	text_copy(in->channel, sizeof(in->channel), "hand");
	in->payload = payload;
	in->length = strlen(payload);
	in->by_hand = true;
	in->came = now;
	if (batch_run(g, &b, NULL, now)) {
		code = print_outcome(g, kind, &b.all[0]);
	} else {
		verb_error("nothing was taken: %s", store_why(g->store));
		code = VERB_BROKEN;
	}
	batch_free(&b);
	return code;
}
