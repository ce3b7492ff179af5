/* What the tests of db/ share: a store in a folder of its own, a small flow, a few people, and what happens to them. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "db/ledger/audit.h"
#include "db/ledger/ledger.h"
#include "db/ledger/replay.h"
#include "db/messages/parts.h"
#include "db/messages/resend.h"
#include "db/outbox/outbox.h"
#include "db/outbox/outbox_found.h"
#include "db/sqlite/sql.h"
#include "db/store/backup.h"
#include "db/store/inbox.h"
#include "db/store/machine_rows.h"
#include "db/store/open.h"
#include "db/store/people_rows.h"
#include "db/store/roster_rows.h"
#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "db/store/tickets_found.h"
#include "db/store/upkeep.h"
#include "handlers/model/change.h"
#include "handlers/model/ticket_number.h"
#include "templates/text/units.h"

/* What a ticket keeps under that name. */
#define FIELD(t, name) (t).fields[flow_field((t).flow, name)]

#define T0 1763712000000LL /* 2025-11-21 08:00 UTC */

/* For each test: setup and teardown. */
extern char folder[64];
extern char path[96]; /* of the database in it */
extern struct flow repair;
extern struct flows flows;
int set_up_folder(void **state);
int tear_down_folder(void **state);
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_folder, tear_down_folder)

struct store *open_store(void);
/* One number, asked on the store's own connection. */
int64_t number_of(struct store *s, const char *text);
/* As an intruder would: on a connection that knows nothing of the store, with the triggers gone. */
void tamper(const char *text);
/* Runs text at `path` on a connection that knows nothing of the store. */
void run_bare(const char *text);
/* A file as text, until the next one is read. */
char *text_of(const char *file);
/* This row of a query's plan reads no whole table or index. */
void assert_no_scan(const char *detail, const char *text);
/* Every statement that was used so far finds its rows by an index, but for those marked as reading the whole. */
void assert_indexed(struct store *s);

int64_t put_person(struct store *s, const char *name, const char *number, uint32_t roles, int64_t station);
int64_t put_engineer(struct store *s); /* 李雷 */
int64_t put_customer(struct store *s, const char *name, const char *number, int64_t manager);

/* Files a text, by its key, or without one. Returns its row. */
int64_t take(struct store *s, const char *key, int64_t person, int64_t at, const char *text);
int64_t take_from(struct store *s, int64_t person, int64_t came, int64_t moment, const unsigned char *digest);
/* As the gateway has it: of the payload that lies in the inbox. */
void digest_of_input(struct store *s, int64_t inbox, unsigned char out[HASH_BYTES]);
void put_out(struct store *s, int64_t inbox, int64_t ticket, int64_t person, bool answer, char uuid[UUID_TEXT]);
/* As outbox_report_by_uuid(), of a whole text. */
bool put_report(struct store *s, const char *uuid, enum delivery state, const char *error, int64_t at, bool *known);

/* Opens a ticket and gives it to an engineer. Returns its number. */
int64_t open_ticket(struct store *s, int64_t lead, int64_t at);
/* Moves it on to another state by one text. Returns the text. */
int64_t advance(struct store *s, int64_t number, int state, const char *code, int64_t by, int64_t at);
/* Three tickets of one engineer with ten events; the first of them, which is returned, is closed. */
int64_t fill_ledger(struct store *s);

#endif
