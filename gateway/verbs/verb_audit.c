#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "db/ledger/audit.h"
#include "db/store/ledger_rows.h"
#include "db/store/store.h"
#include "gateway/command/workspace.h"
#include "templates/text/units.h"

static int run(const struct call *c);

const struct verb verb_audit = {
	.name = "audit",
	.usage = "[--head HASH]",
	.brief = "checks the ledger's chain, and that the tickets follow from it",
	.help = "Names the first event whose hash does not follow from the one before it, or the first ticket\n"
		"that is not what its events make of it. Prints how many events there are, and the hash of the\n"
		"last one: keep it elsewhere.\n"
		"\n"
		"  --head HASH  checks too that HASH, kept from an earlier audit, is still in the chain: nothing\n"
		"               after it was cut off\n",
	.options = {{.name = "--head", .valued = true}},
	.run = run,
};

static bool is_hash(const char *s)
{
	size_t n = 0;

	while (isxdigit((unsigned char)s[n]))
		n++;
	return n == HASH_HEX - 1 && s[n] == '\0';
}

static int audit(struct workspace *w, const char *head)
{
	char why[WHY_BYTES] = "", hash[HASH_HEX], lower[HASH_HEX] = "";
	int64_t events;

	for (size_t i = 0; head && head[i]; i++)
		lower[i] = (char)tolower((unsigned char)head[i]);
	if (!ledger_audit(w->store, &w->rules->flows, head ? lower : NULL, why, sizeof(why))) {
		verb_error("%s", why);
		return store_failed(w->store) ? VERB_BROKEN : VERB_FAULTY;
	}
	if (!ledger_head(w->store, &events, hash)) {
		verb_error("the ledger cannot be read: %s", store_why(w->store));
		return VERB_BROKEN;
	}
	printf("the ledger holds: %lld events, head %s\n", (long long)events, hash);
	return VERB_DONE;
}

static int run(const struct call *c)
{
	static struct workspace w;
	const char *head = c->options[0];
	int code;

	if (head && !is_hash(head))
		return verb_misused(&verb_audit, "`%s` is no hash; give the 64 digits that an earlier audit printed",
				    head);
	code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_READING);
	if (code == VERB_DONE)
		code = audit(&w, head);
	workspace_close(&w);
	return code;
}
