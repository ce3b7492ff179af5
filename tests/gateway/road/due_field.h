/* The sample's people and machines on a clock of the test's: texts come, time passes, and what is due is said. Each call
 * fails the test if it cannot. */
#ifndef DUE_FIELD_H
#define DUE_FIELD_H

#include <stdbool.h>
#include <stdint.h>

#include "db/outbox/outbox_found.h"
#include "gateway/state/gateway.h"
#include "handlers/answer/rulebook.h"

#define CONFIG "scripts/sample/fieldgate.yaml"
#define MINUTE 60000LL
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define ROWS 256
#define HEAD "+8613800000001"   /* 阿里木 */
#define HEAD_2 "+8613800000002" /* 买买提 */
#define LI_LEI "+8613800000011"

extern struct rulebook *due_rules;

struct due_field {
	struct gateway g;
	int64_t now;
	int sends, moved;             /* inputs; those that moved a ticket */
	struct outbox_row rows[ROWS]; /* of the last turn */
	size_t rows_n;
	uint64_t seed;
};

/* A local time of 2026, such as "11-23 09:20", as UTC ms. */
int64_t due_at(const char *local);
/* Stations, people, customers and machines of the sample. */
void due_import(struct gateway *g);
/* Into due_rules; what it held before is the caller's to release. */
void due_rules_read(const char *config);
void due_gateway_open(struct gateway *g, const char *database);
int due_field_make(void **state);
int due_field_end(void **state);
int64_t due_open_ticket(struct due_field *f, const char *serial, bool down, const char *fault);
/* `sent`: 0 if it does not say. The desk sends as "desk". */
void due_text(struct due_field *f, const char *from, int64_t sent, const char *words);
/* The clock's turn now: what it caused is in rows. */
void due_turn(struct due_field *f);
/* Lets time pass; returns how many texts the clocks caused. */
size_t due_pass(struct due_field *f, int64_t until);
/* What the last turn told a number; NULL for nothing. Nobody hears twice in a turn. */
const char *due_told(const struct due_field *f, const char *number);
void due_is_told(const struct due_field *f, const char *number, const char *what);
/* One of `sides`, by the seed. */
uint32_t due_dice(struct due_field *f, uint32_t sides);
int due_rules_load(void **state);
int due_rules_unload(void **state);

#define DUE_TEST(name) cmocka_unit_test_setup_teardown(name, due_field_make, due_field_end)

/* A folder of its own with the templates and an installation of tests/talks, by whose rules the fields are; its database is
 * to lie in `database`. aide_remove() takes the folder away. */
void due_installation(const char *talks, char folder[256], char database[300]);

#endif
