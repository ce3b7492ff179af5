#include "gateway/road/hand/row_take.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "gateway/road/hand/hand_note.h"
#include "gateway/state/row_writer.h"
#include "gateway/wire/wire_row.h"
#include "handlers/answer/effects.h"
#include "templates/text/hex.h"
#include "templates/wording/wording.h"

#define DIGEST_BYTES HEX_BYTES(32)

static struct row_write write_of(const struct intake *intake, const struct wire_row *w)
{
	return (struct row_write){.does = w->adds ? ROW_ADD : ROW_PUT,
				  .kind = w->kind,
				  .of = w->of,
				  .key = w->key,
				  .if_match = w->if_match,
				  .csv = w->csv,
				  .words = &wording_own(intake->g->rules->wording, intake->in->lang)->rows};
}

static bool run(struct intake *intake, const struct row_write *write, struct row_written *out)
{
	const struct gateway *g = intake->g;

	*out = (struct row_written){.lacks = ROW_LACKS_NOTHING};
	return g->write_row && g->write_row(g->store, g->setup->country, write, out);
}

static bool digest_text(const struct input *in, char out[DIGEST_BYTES])
{
	unsigned char digest[32];

	if (!digest_of(in->payload, in->length, digest))
		return false;
	hex_write(digest, sizeof(digest), out);
	return true;
}

static bool file(struct intake *intake, const struct wire_row *w, const char *digest, bool *again)
{
	struct inbox_entry entry = intake_entry(intake);

	entry.kind = input_kind_name(IN_OPEN); /* among whose keys it has its own */
	entry.channel = "";
	entry.key = w->id;
	entry.payload = digest;
	entry.length = strlen(digest);
	return intake_file(intake, &entry, again);
}

/* It is answered by what there is now. */
static bool take_again(struct intake *intake, const struct wire_row *w, const char *digest)
{
	struct row_write write = write_of(intake, w);
	struct input *in = intake->in;
	struct row_written now;
	struct inbox_row row;

	if (!inbox_read(intake->g->store, intake->row, &row))
		return false;
	intake_outcome(intake, row.outcome);
	in->differs = row.text && *row.text && strcmp(row.text, digest) != 0;
	inbox_row_free(&row);
	write.does = ROW_READ;
	if (in->differs)
		return true;
	if (!run(intake, &write, &now))
		return false;
	in->answer = now.said;
	return true;
}

static bool note(struct intake *intake, const struct wire_row *w, const struct row_written *done)
{
	char code[32];

	snprintf(code, sizeof(code), "%s_%s", w->kind, w->adds ? "add" : "put");
	return hand_note(intake, intake->in->by, code, done->what);
}

static bool settle(struct intake *intake, const struct wire_row *w, const struct row_written *done)
{
	struct store *s = intake->g->store;
	struct input *in = intake->in;

	if (done->lacks) {
		intake_outcome(intake, outcome_name(REFUSED));
		in->lacks = done->lacks;
		return store_back(s);
	}
	intake_outcome(intake, outcome_name(DONE));
	return inbox_settle(s, intake->row, in->outcome, NULL, 0, NULL) && note(intake, w, done) && store_keep(s) &&
	       gateway_refresh(intake->g);
}

static bool take_new(struct intake *intake, const struct wire_row *w, const char *digest)
{
	const struct row_write write = write_of(intake, w);
	struct row_written done = {.lacks = ROW_LACKS_NOTHING};
	bool again, good;

	if (intake_key_differs(intake, w->id, input_kind_name(IN_MO), API_CHANNEL))
		return true;
	if (!store_mark(intake->g->store))
		return false;
	if (!file(intake, w, digest, &again))
		return false;
	if (again)
		return store_keep(intake->g->store) && take_again(intake, w, digest);
	good = run(intake, &write, &done) && settle(intake, w, &done);
	intake->in->answer = done.said;
	if (!good && !store_failed(intake->g->store))
		store_back(intake->g->store);
	return good;
}

bool row_take(struct intake *intake)
{
	char digest[DIGEST_BYTES];
	struct wire_row w;
	bool good;

	if (!wire_read_row(intake->in->payload, intake->in->length, &w))
		return false;
	good = digest_text(intake->in, digest) && take_new(intake, &w, digest);
	free(w.csv);
	return good;
}
