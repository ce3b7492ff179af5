/* What comes from the broker: any payload as a text, a report or an opening, read and then through a batch, twice.
 *
 * The first byte says which (m, d or o, more for twice the same); `{mt}` stands for the id of a text that went out. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox_waiting.h"
#include "db/sqlite/sql.h"
#include "db/store/store.h"
#include "gateway/wire/wire_in.h"
#include "gateway/wire/wire_out.h"
#include "templates/text/utf8.h"

#define NOW 1795222800000LL

static char sent_id[UUID_TEXT];
/* What batch.c answers where an input breaks it. */
static const char not_taken[] = "the gateway could not take";

static void one(struct scene *s, enum input_kind kind, char *payload, size_t n, struct batch *b)
{
	struct input *in = batch_add(b);
	HOLD(in, "out of memory");
	*in = (struct input){.kind = kind, .length = n, .came = NOW};
	in->payload = payload;
	text_copy(in->channel, sizeof(in->channel), "sms");
	HOLD(batch_run(&s->gateway, b, NULL, NOW), "the store failed: %s", store_why(s->gateway.store));
	in = &b->all[0];
	HOLD(*in->outcome, "nothing became of it");
	HOLD(in->reply, "%s, and no reply", in->outcome);
	HOLD(!in->rejected == (strcmp(in->outcome, "rejected") != 0 || in->again), "%s", in->outcome);
	/* At the beginning: further on, the words may be the sender's own. */
	HOLD(!in->answer || strncmp(in->answer, not_taken, strlen(not_taken)) != 0, "it could not be taken");
	HOLD(!in->rejected || utf8_valid(in->rejected, strlen(in->rejected)), "no UTF-8 on rejected/");
}

static char *copy_of(const char *s, size_t n)
{
	char *copy = malloc(n + 1);
	HOLD(copy, "out of memory");
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

static void take(struct scene *s, enum input_kind kind, const char *payload, size_t n)
{
	struct batch b = {0};
	char outcome[16], *answer;
	one(s, kind, copy_of(payload, n), n, &b);
	text_copy(outcome, sizeof(outcome), b.all[0].outcome);
	answer = b.all[0].answer ? strdup(b.all[0].answer) : NULL;
	int64_t ticket = b.all[0].ticket, row = b.all[0].row;
	batch_clear(&b);
	one(s, kind, copy_of(payload, n), n, &b);
	if (kind != IN_DLR && strcmp(outcome, "rejected") != 0)
		HOLD(b.all[0].again && b.all[0].row == row && b.all[0].ticket == ticket, "it is not known again");
	HOLD(strcmp(b.all[0].outcome, outcome) == 0, "%s, then %s", outcome, b.all[0].outcome);
	HOLD(!answer == !b.all[0].answer && (!answer || strcmp(answer, b.all[0].answer) == 0), "another answer");
	free(answer);
	batch_free(&b);
}

/* The readers by themselves, on memory of just that size. */
static void read_alone(const struct bytes payload)
{
	static struct wire_mo mo;
	static struct wire_open open;
	struct wire_dlr dlr;
	char why[256] = "";
	char *s = take_exact(payload);
	if (wire_read_mo(s, payload.n, &mo, why, sizeof(why))) {
		HOLD(*mo.id && *mo.from && mo.text && utf8_count(mo.text) <= WIRE_TEXT_CHARS, "a hole");
		HOLD(!mo.parted || (mo.number >= 1 && mo.number <= mo.total), "part %d", mo.number);
		free(mo.text);
	} else {
		HOLD(*why && !strchr(why, '\n') && !mo.text, "why: %s", why);
	}
	why[0] = '\0';
	if (wire_read_open(s, payload.n, &open, why, sizeof(why))) {
		HOLD(*open.id && *open.flow && open.fault && *open.fault, "a hole");
		wire_open_free(&open);
	} else {
		HOLD(*why && !strchr(why, '\n') && !open.fault, "why: %s", why);
	}
	why[0] = '\0';
	if (!wire_read_dlr(s, payload.n, &dlr, why, sizeof(why)))
		HOLD(*why && !strchr(why, '\n'), "why: %s", why);
	free(s);
}

static struct scene *scene_made(void)
{
	static struct scene s;
	struct batch b = {0};
	if (s.made)
		return &s;
	scene_open(&s);
	char *payload = wire_open("opened", "repair", "EC210-0042", true, "漏油");
	HOLD(payload, "out of memory");
	one(&s, IN_OPEN, payload, strlen(payload), &b);
	batch_free(&b);
	struct outbox_mt p;
	HOLD(outbox_ready(s.gateway.store, "sms", 0, &p, 1) == 1, "nothing went out");
	text_copy(sent_id, sizeof(sent_id), p.uuid);
	outbox_mt_free(&p);
	return &s;
}

/* With the id put in, to be freed. */
static char *with_id(struct bytes *payload)
{
	char *s = malloc(payload->n + sizeof(sent_id));
	HOLD(s, "out of memory");
	const uint8_t *mark = memmem(payload->at, payload->n, "{mt}", 4);
	size_t before = mark ? (size_t)(mark - payload->at) : payload->n;
	size_t id = mark ? strlen(sent_id) : 0, behind = mark ? payload->n - before - 4 : 0;
	if (before > 0)
		memcpy(s, payload->at, before);
	memcpy(s + before, sent_id, id);
	if (behind > 0)
		memcpy(s + before + id, mark + 4, behind);
	payload->n = before + id + behind;
	payload->at = (const uint8_t *)s;
	return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = {data, n};
	struct scene *s = scene_made();
	uint8_t which = take_byte(&b);
	char *payload = with_id(&b);
	read_alone(b);
	scene_enter(s);
	take(s, which == 'd' ? IN_DLR : which == 'o' ? IN_OPEN : IN_MO, payload, b.n);
	scene_audit(s);
	scene_leave(s);
	free(payload);
	return 0;
}
