#include "gateway/channel/callback/callback_keys.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/channel/callback/text_charset.h"
#include "templates/file/yaml_get.h"

/* What it is read with. */
struct reading {
	struct channel_callback *c;
	const struct yaml *map, *other; /* what `dlr` leaves out is as `mo`, the other, has it */
	bool dlr;
	const struct channel_secrets *secrets;
	const char *zone;
	struct faults *f;
	struct faults *told; /* faults that `mo` has told already */
};

/* ---- keys that `dlr` may leave out ---- */

static const struct yaml *get(const struct reading *r, const char *key)
{
	const struct yaml *n = yaml_get(r->map, key);

	return n || !r->other ? n : yaml_get(r->other, key);
}

static struct faults *faults_of(const struct reading *r, const char *key)
{
	return yaml_get(r->map, key) ? r->f : r->told;
}

static void read_from(const struct reading *r)
{
	static const char *const names[] = {"query", "form", "json"};
	const struct yaml *n = get(r, "from");
	int i = n ? yaml_one_of(n, "place of values", names, 3, faults_of(r, "from")) : 0;

	r->c->from = i > 0 ? (enum callback_from)i : FROM_QUERY;
	if (!n && !r->other)
		yaml_fault_key(r->f, r->map, "`from` is missing; add `from: query`, form or json");
}

static void read_proof(const struct reading *r)
{
	const struct yaml *n = get(r, "proof");

	/* With other values than `mo` has, a proof of its own may not do. */
	if (n)
		channel_proof_read(&r->c->proof, n, r->c->from == FROM_QUERY, r->secrets,
				   yaml_get(r->map, "from") ? r->f : faults_of(r, "proof"));
	else if (!r->other)
		yaml_fault_key(r->f, r->map,
			       "nothing says how the caller proves itself; add `proof: {path: SECRET}`, or "
			       "write `proof: none` if anyone may call");
}

static void read_charset(const struct reading *r)
{
	static const char *const keys[] = {"field", NULL};
	const struct yaml *n = get(r, "charset"), *field;
	struct faults *f = faults_of(r, "charset");
	size_t count = 0;
	int i;

	r->c->charset = text_charsets[0];
	if (n && n->kind == YAML_MAP) {
		yaml_keys(n, keys, f);
		field = yaml_need(n, "field", "`field: NAME`", f);
		if (field)
			value_names_read(&r->c->charset_named, field, r->c->from == FROM_JSON, f);
		return;
	}
	while (text_charsets[count])
		count++;
	i = n ? yaml_one_of(n, "charset", text_charsets, count, f) : 0;
	if (i > 0)
		r->c->charset = text_charsets[i];
	if (i > 0 && !text_charset_works(text_charsets[i]))
		yaml_fault(f, n, "this computer does not know this charset; install it, or ask for UTF-8");
	if (i > 0 && r->c->from == FROM_JSON)
		yaml_fault(f, n, "JSON is UTF-8; leave this out");
}

static void read_answer(const struct reading *r)
{
	static const char *const keys[] = {"status", "type", "body", NULL};
	const struct yaml *map = get(r, "answer"), *n;
	struct faults *f = faults_of(r, "answer");

	r->c->answer_status = 200;
	text_copy(r->c->answer_type, sizeof(r->c->answer_type), "text/plain");
	if (!map || !yaml_is_map(map, "answer: {status: 200, type: text/plain, body: OK}", f))
		return;
	yaml_keys(map, keys, f);
	if ((n = yaml_get(map, "status")))
		yaml_number(n, 200, 299, &r->c->answer_status, f);
	if ((n = yaml_get(map, "type")))
		yaml_text(n, r->c->answer_type, sizeof(r->c->answer_type), f);
	if ((n = yaml_get(map, "body")) && !(n->kind == YAML_SCALAR && !n->text[0]))
		yaml_text(n, r->c->answer_body, sizeof(r->c->answer_body), f);
}

/* ---- the others ---- */

static void read_each(const struct reading *r)
{
	const struct yaml *n = yaml_get(r->map, "each");

	if (!n)
		return;
	r->c->has_each = true;
	if (r->c->from != FROM_JSON)
		yaml_fault_key(r->f, n, "only JSON has arrays; write `from: json`, or leave this out");
	else if (!(n->kind == YAML_SCALAR && !n->text[0]) && yaml_text(n, r->c->each, sizeof(r->c->each), r->f))
		pointer_read(n, r->c->each, false, r->f);
}

static void read_key(const struct reading *r)
{
	const struct yaml *n = yaml_get(r->map, "key"), *fields = yaml_get(r->map, "fields");

	if (n)
		value_names_read(&r->c->key, n, r->c->from == FROM_JSON, r->f);
	else if (fields && !yaml_get(fields, "id"))
		yaml_fault_key(r->f, fields,
			       "nothing tells a text that is repeated; add `id` here, or beside this "
			       "`key: [NAME, ...]`, values that together are its own");
}

static void read_words(const struct reading *r)
{
	const struct yaml *n = yaml_need(r->map, "words", "`words: {delivered: [WORD], failed: [WORD]}`", r->f);

	if (n)
		channel_words_read(&r->c->words, n, r->f);
}

static void read_all(const struct reading *r)
{
	static const char *const mo[] = {"proof", "from", "each", "only", "charset", "fields", "key", "answer", NULL};
	static const char *const dlr[] = {"proof",  "from",  "each",   "only", "charset",
					  "fields", "words", "answer", NULL};
	const struct yaml *only = yaml_get(r->map, "only"), *fields;
	bool pointers;

	yaml_keys(r->map, r->dlr ? dlr : mo, r->f);
	read_from(r);
	pointers = r->c->from == FROM_JSON;
	read_proof(r);
	read_charset(r);
	read_answer(r);
	read_each(r);
	if (only)
		value_match_read(&r->c->only, only, pointers, r->f);
	fields = yaml_need(
		r->map, "fields",
		r->dlr ? "`fields: {id: NAME, status: NAME}`" : "`fields: {from: NAME, text: NAME, id: NAME}`", r->f);
	if (fields)
		callback_fields_read(&r->c->fields, fields, r->dlr, pointers, r->zone, r->f);
	if (r->dlr)
		read_words(r);
	else
		read_key(r);
}

struct channel_callback *callback_keys_read(const struct yaml *root, bool dlr, const struct channel_secrets *secrets,
					    const char *zone, struct faults *f)
{
	struct faults told = {0};
	struct reading r = {.map = yaml_get(root, dlr ? "dlr" : "mo"),
			    .other = dlr ? yaml_get(root, "mo") : NULL,
			    .dlr = dlr,
			    .secrets = secrets,
			    .zone = zone,
			    .f = f,
			    .told = &told};

	if (!r.map ||
	    !yaml_is_map(r.map, dlr ? "dlr: {fields: {…}, words: {…}}" : "mo: {proof: {…}, from: query, fields: {…}}",
			 f))
		return NULL;
	r.c = calloc(1, sizeof(*r.c));
	if (r.c)
		read_all(&r);
	else
		yaml_fault(f, r.map, "out of memory; free some and try again");
	faults_free(&told);
	return r.c;
}

void callback_keys_free(struct channel_callback *c)
{
	if (!c)
		return;
	channel_proof_free(&c->proof);
	value_match_free(&c->only);
	value_names_free(&c->charset_named);
	callback_fields_free(&c->fields);
	value_names_free(&c->key);
	channel_words_free(&c->words);
	free(c);
}
