#include "tests/gateway/road/due_field.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/store/tickets_due.h"
#include "gateway/command/verb.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/import/import.h"
#include "gateway/road/batch.h"
#include "gateway/wire/wire_out.h"
#include "handlers/time/when.h"
#include "tests/gateway/aide.h"

static struct setup setup;
struct rulebook *due_rules;

int64_t due_at(const char *local)
{
	char whole[32];
	int64_t ms;

	snprintf(whole, sizeof(whole), "2026-%s", local);
	assert_true(when_local_read(whole, &ms));
	return ms;
}

void due_import(struct gateway *g)
{
	for (size_t i = 0; import_kinds[i]; i++) {
		struct faults f = {0};
		struct import_count n;
		char path[256];

		snprintf(path, sizeof(path), "scripts/sample/%s.csv", import_kinds[i]);
		assert_int_equal(import_file(g, import_kinds[i], path, &f, &n), VERB_DONE);
	}
}

void due_rules_read(const char *config)
{
	struct faults f = {0};

	if (setup_load(&setup, config, &f) && (due_rules = rulebook_load(&setup, &f)) != NULL && f.n == 0)
		return;
	faults_print(&f, stderr);
	fail_msg("%s does not hold", config);
}

void due_gateway_open(struct gateway *g, const char *database)
{
	char why[512] = "";

	if (!gateway_open(g, &setup, due_rules, database, why, sizeof(why)))
		fail_msg("%s", why);
}

int due_field_make(void **state)
{
	struct due_field *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	due_gateway_open(&f->g, ":memory:");
	due_import(&f->g);
	f->now = due_at("11-23 09:00"); /* a Monday */
	*state = f;
	return 0;
}

static void forget(struct due_field *f)
{
	for (size_t i = 0; i < f->rows_n; i++)
		outbox_row_free(&f->rows[i]);
	f->rows_n = 0;
}

int due_field_end(void **state)
{
	struct due_field *f = *state;

	forget(f);
	gateway_close(&f->g);
	free(f);
	return 0;
}

/* Returns the ticket it was about; `payload` is taken over. */
static int64_t due_send(struct due_field *f, enum input_kind kind, char *payload, bool by_desk)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);
	int64_t ticket;

	assert_non_null(in);
	assert_non_null(payload);
	in->kind = kind;
	in->payload = payload;
	in->length = strlen(payload);
	in->came = f->now;
	in->by_hand = by_desk;
	snprintf(in->channel, sizeof(in->channel), "sms");
	assert_true(batch_run(&f->g, &b, NULL, f->now));
	ticket = b.all[0].ticket;
	f->moved += b.all[0].events > 0;
	batch_free(&b);
	return ticket;
}

int64_t due_open_ticket(struct due_field *f, const char *serial, bool down, const char *fault)
{
	char id[32];

	snprintf(id, sizeof(id), "o-%d", f->sends++);
	return due_send(f, IN_OPEN, wire_open(id, "repair", serial, down, fault), true);
}

void due_text(struct due_field *f, const char *from, int64_t sent, const char *words)
{
	char id[32];

	snprintf(id, sizeof(id), "m-%d", f->sends++);
	due_send(f, IN_MO, wire_mo(id, from, words, sent), strcmp(from, "desk") == 0);
}

void due_turn(struct due_field *f)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);

	forget(f);
	assert_non_null(in);
	in->kind = IN_DUE;
	in->came = f->now;
	assert_true(batch_run(&f->g, &b, NULL, f->now));
	assert_string_equal(b.all[0].outcome, "reminded");
	if (b.all[0].row)
		f->rows_n = outbox_of_input(f->g.store, b.all[0].row, f->rows, ROWS);
	batch_free(&b);
}

size_t due_pass(struct due_field *f, int64_t until)
{
	size_t texts = 0;
	int64_t next;

	while ((next = tickets_next_due(f->g.store)) != 0 && next <= until) {
		f->now = next > f->now ? next : f->now;
		due_turn(f);
		texts += f->rows_n;
		next = tickets_next_due(f->g.store);
		assert_true(next == 0 || next > f->now);
	}
	f->now = until;
	return texts;
}

const char *due_told(const struct due_field *f, const char *number)
{
	const char *said = NULL;

	for (size_t i = 0; i < f->rows_n; i++) {
		if (strcmp(f->rows[i].number, number) != 0)
			continue;
		assert_null(said);
		said = f->rows[i].text;
	}
	return said;
}

void due_is_told(const struct due_field *f, const char *number, const char *what)
{
	const char *said = due_told(f, number);

	if (!said || !strstr(said, what))
		fail_msg("%s was not told `%s` but `%s`", number, what, said ? said : "nothing");
}

uint32_t due_dice(struct due_field *f, uint32_t sides)
{
	f->seed = f->seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(f->seed >> 33) % sides;
}

int due_rules_load(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	due_rules_read(CONFIG);
	return 0;
}

int due_rules_unload(void **state)
{
	(void)state;
	rulebook_release(due_rules);
	return 0;
}

void due_installation(const char *talks, char folder[256], char database[300])
{
	char config[300], out[512], from[128];

	aide_folder(folder, 256);
	aide_copy("templates", folder);
	snprintf(from, sizeof(from), "tests/talks/%s/.", talks);
	aide_copy(from, folder);
	snprintf(config, sizeof(config), "%s/fieldgate.yaml", folder);
	snprintf(database, 300, "%s/due.db", folder);
	assert_int_equal(aide_do(folder, out, "chmod", "-R", "go+rX", "."), 0);
	due_rules_read(config);
}
