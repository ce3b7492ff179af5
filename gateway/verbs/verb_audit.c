#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "db/ledger/audit.h"
#include "db/sqlite/store.h"
#include "db/tables/ledger_rows.h"
#include "gateway/command/workspace.h"
#include "templates/text/units.h"

static int run(const struct call *c);

const struct verb verb_audit = {
	.name = "audit",
	.usage = "[--head HASH]",
	.brief = "checks the ledger's chain, and that the tickets follow from it",
	.help = "Names the first event whose hash does not follow from the one before it, or the first ticket that is "
		"not\n"
		"what its events make of it. Prints how many events there are, and the hash of the last: keep it "
		"elsewhere.\n"
		"\n"
		"  --head HASH  says also whether what came after HASH, a hash that was kept, is missing\n",
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

static int audit(struct workspace *o, const char *head)
{
	char why[WHY_BYTES] = "", hash[HASH_HEX], lower[HASH_HEX] = "";
	int64_t events;
	for (size_t i = 0; head && head[i]; i++)
		lower[i] = (char)tolower((unsigned char)head[i]);
	if (!ledger_audit(o->store, &o->rules.flows, head ? lower : NULL, why, sizeof(why))) {
		verb_error("%s", why);
		return store_failed(o->store) ? VERB_BROKEN : VERB_FAULTY;
	}
	if (!ledger_head(o->store, &events, hash)) {
		verb_error("the ledger cannot be read: %s", store_why(o->store));
		return VERB_BROKEN;
	}
	printf("the ledger holds: %lld events, head %s\n", (long long)events, hash);
	return VERB_DONE;
}

static int run(const struct call *c)
{
	static struct workspace o;
	const char *head = c->options[0];
	if (head && !is_hash(head))
		return verb_misused(&verb_audit, "`%s` is no hash; give the 64 digits that an earlier audit printed",
				    head);
	int code = workspace_open(&o, c, WORKSPACE_RULES | WORKSPACE_READING);
	if (code == VERB_DONE)
		code = audit(&o, head);
	workspace_close(&o);
	return code;
}
