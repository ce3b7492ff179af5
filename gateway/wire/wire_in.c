#include "gateway/wire/wire_in.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/delivery.h"
#include "gateway/wire/json_reader.h"
#include "templates/text/halves.h"

/* ---- MOs ---- */

static bool read_part(struct json_reader *r, struct wire_mo *out)
{
	int64_t ref = 0, number = 0, total = 0;

	if (!json_read_has(r, "part", "{\"ref\", \"number\", \"total\"}") ||
	    !json_read_number(r, "part", "ref", 0, 65535, &ref) ||
	    !json_read_number(r, "part", "total", 1, 20, &total) ||
	    !json_read_number(r, "part", "number", 1, total, &number))
		return !r->failed;
	out->parted = total > 1;
	out->ref = ref;
	out->number = (int)number;
	out->total = (int)total;
	return true;
}

bool wire_read_mo(const char *payload, size_t n, struct wire_mo *out, char *why, size_t size)
{
	struct json_reader r;

	memset(out, 0, sizeof(*out));
	if (json_read_begin(&r, payload, n, why, size)) {
		json_read_string(&r, "id", true, out->id, sizeof(out->id));
		json_read_string(&r, "from", true, out->from, sizeof(out->from));
		json_read_string(&r, "to", false, out->to, sizeof(out->to));
		json_read_text(&r, "text", WIRE_TEXT_CHARS, &out->text);
		json_read_time(&r, "sent_at", &out->sent);
		read_part(&r, out);
	}
	if (json_read_end(&r)) {
		if (!out->parted)
			halves_join(out->text);
		return true;
	}
	free(out->text);
	out->text = NULL;
	return false;
}

/* ---- DLRs ---- */

bool wire_read_dlr(const char *payload, size_t n, struct wire_dlr *out, char *why, size_t size)
{
	struct json_reader r;
	char status[16];

	memset(out, 0, sizeof(*out));
	if (json_read_begin(&r, payload, n, why, size)) {
		json_read_string(&r, "carrier_id", false, out->carrier_id, sizeof(out->carrier_id));
		json_read_string(&r, "id", !*out->carrier_id, out->id, sizeof(out->id));
		json_read_string(&r, "status", true, status, sizeof(status));
		if (!r.failed && (!delivery_read(status, &out->status) || !delivery_is_reported(out->status)))
			json_read_wrong(&r, "\"status\" must be accepted, delivered, failed, expired or rejected");
		json_read_code(&r, "error", out->error, sizeof(out->error));
		json_read_time(&r, "at", &out->at);
	}
	return json_read_end(&r);
}

/* ---- openings ---- */

/* Words of any length: nothing that a caller says may refuse an opening. */
bool wire_read_open(const char *payload, size_t n, struct wire_open *out, char *why, size_t size)
{
	struct json_reader r;

	memset(out, 0, sizeof(*out));
	if (json_read_begin(&r, payload, n, why, size)) {
		json_read_string(&r, "id", true, out->id, sizeof(out->id));
		json_read_string(&r, "flow", true, out->flow, sizeof(out->flow));
		json_read_string(&r, "key", false, out->key, sizeof(out->key));
		json_read_text(&r, "fault", SIZE_MAX, &out->fault);
		if (!r.failed && !*out->fault)
			json_read_wrong(&r, "\"fault\" is empty; say what is wrong with the machine");
		json_read_words(&r, "machine", &out->machine);
		json_read_words(&r, "customer", &out->customer);
		json_read_words(&r, "station", &out->station);
		json_read_words(&r, "site", &out->site);
		json_read_words(&r, "reported_by", &out->reported_by);
		json_read_bool(&r, "down", &out->down);
		json_read_fields(&r, "fields", out->fields, FIELDS_MAX, &out->fields_n);
	}
	if (json_read_end(&r)) {
		halves_join(out->fault);
		return true;
	}
	wire_open_free(out);
	return false;
}

void wire_open_free(struct wire_open *o)
{
	free(o->fault);
	free(o->machine);
	free(o->customer);
	free(o->station);
	free(o->site);
	free(o->reported_by);
	while (o->fields_n > 0)
		free(o->fields[--o->fields_n].value);
	o->fault = o->machine = o->customer = o->station = o->site = o->reported_by = NULL;
}
