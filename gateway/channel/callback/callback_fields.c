#include "gateway/channel/callback/callback_fields.h"

#include <string.h>

#include "templates/file/yaml_get.h"

#define MO_SHAPE "fields: {from: NAME, text: NAME, id: NAME}"
#define DLR_SHAPE "fields: {id: NAME, status: NAME}"

/* What the file is read with. */
struct reading {
	const struct yaml *map;
	bool pointers;
	struct faults *f;
};

static void read_names(const struct reading *r, const char *key, struct value_names *out)
{
	const struct yaml *n = yaml_get(r->map, key);

	if (n)
		value_names_read(out, n, r->pointers, r->f);
}

static void need_names(const struct reading *r, const char *key, const char *mend, struct value_names *out)
{
	if (yaml_need(r->map, key, mend, r->f))
		read_names(r, key, out);
}

static void read_part(struct callback_fields *c, const struct reading *r)
{
	static const char *const keys[] = {"ref", "number", "total", NULL};
	const struct yaml *n = yaml_get(r->map, "part");
	struct reading part = {n, r->pointers, r->f};

	if (!n || !yaml_is_map(n, "part: {ref: NAME, number: NAME, total: NAME}", r->f))
		return;
	yaml_keys(n, keys, r->f);
	need_names(&part, "ref", "`ref: NAME`", &c->part_ref);
	need_names(&part, "number", "`number: NAME`", &c->part_number);
	need_names(&part, "total", "`total: NAME`", &c->part_total);
}

static void read_of_text(struct callback_fields *c, const struct reading *r)
{
	static const char *const keys[] = {"from", "to", "text", "id", "sent_at", "part", NULL};

	yaml_keys(r->map, keys, r->f);
	need_names(r, "from", "`from: NAME`", &c->from);
	need_names(r, "text", "`text: NAME`", &c->text);
	read_names(r, "to", &c->to);
	read_part(c, r);
}

static void read_of_report(struct callback_fields *c, const struct reading *r)
{
	static const char *const keys[] = {"id", "carrier_id", "status", "error", "at", NULL};

	yaml_keys(r->map, keys, r->f);
	need_names(r, "status", "`status: NAME`", &c->status);
	read_names(r, "carrier_id", &c->carrier_id);
	read_names(r, "error", &c->error);
	if (!yaml_get(r->map, "id") && !yaml_get(r->map, "carrier_id"))
		yaml_fault_key(r->f, r->map,
			       "nothing says which text a report is about; add `id`, which is ours, or `carrier_id`");
}

void callback_fields_read(struct callback_fields *c, const struct yaml *map, bool dlr, bool pointers, const char *zone,
			  struct faults *f)
{
	struct reading r = {map, pointers, f};
	const struct yaml *at = yaml_get(map, dlr ? "at" : "sent_at");

	if (!yaml_is_map(map, dlr ? DLR_SHAPE : MO_SHAPE, f))
		return;
	if (dlr)
		read_of_report(c, &r);
	else
		read_of_text(c, &r);
	read_names(&r, "id", &c->id);
	if (at)
		callback_time_read(&c->at, at, pointers, zone, f);
}

void callback_fields_free(struct callback_fields *c)
{
	struct value_names *const all[] = {&c->id,          &c->from,       &c->to,         &c->text,   &c->part_ref,
					   &c->part_number, &c->part_total, &c->carrier_id, &c->status, &c->error};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		value_names_free(all[i]);
	callback_time_free(&c->at);
}
