#include "gateway/command/ledger_note.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "db/ledger/ledger.h"
#include "templates/text/text.h"

bool ledger_note(struct store *s, const char *code, const char *what, int64_t id, int64_t now)
{
	struct event e = {.flow = "-", .at = now};
	unsigned char digest[HASH_BYTES];
	int64_t seq;

	text_copy(e.code, sizeof(e.code), code);
	snprintf(e.change, sizeof(e.change), "%s=%" PRId64, what, id);
	return digest_of(e.change, strlen(e.change), digest) && ledger_append(s, &e, now, 0, digest, &seq);
}
