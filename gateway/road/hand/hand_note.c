#include "gateway/road/hand/hand_note.h"

#include <string.h>

#include "db/ledger/digest.h"
#include "db/ledger/ledger.h"
#include "templates/text/text.h"

bool hand_note(struct intake *intake, int64_t by, const char *code, const char *change)
{
	struct event e = {.flow = "-", .at = intake->now, .by = by};
	unsigned char digest[HASH_BYTES];
	int64_t seq;

	text_copy(e.code, sizeof(e.code), code);
	text_copy(e.change, sizeof(e.change), change);
	intake->in->events++;
	return digest_of(change, strlen(change), digest) &&
	       ledger_append(intake->g->store, &e, intake->now, 0, digest, &seq);
}
