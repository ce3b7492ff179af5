/* A gateway in memory, with two stations, for tests that import. */
#ifndef IMPORT_BENCH_H
#define IMPORT_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/store/people_rows.h"
#include "gateway/import/import.h"

#define STATIONS "station,region,address\n乌鲁木齐站,B,乌鲁木齐\n库尔勒站,C,库尔勒\n"
#define STAFF "name,mobile,roles,station,language\n"
#define STAFF_WAS "name,mobile,roles,station,language,was\n"
#define CUSTOMERS "name,mobile,class,language,sales_manager\n"
#define CUSTOMERS_WAS "name,mobile,class,language,sales_manager,was\n"
#define MACHINES "serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n"

struct bench {
	struct setup setup;
	struct rulebook *rules;
	struct gateway gateway;
	struct faults faults, warnings; /* of the last import, like the next three */
	char *changes;
	size_t changes_n;
	struct import_count count;
	struct import_ways ways; /* to be set by the test; for all that it imports from then on */
	char file[32];
};

int import_bytes(struct bench *b, const char *kind, const char *bytes, size_t n);
int import(struct bench *b, const char *kind, const char *csv);
/* Some fault of that line says so; or some warning. */
void has_fault(const struct bench *b, int line, const char *says);
void has_warning(const struct bench *b, int line, const char *says);
void has_faults(const struct bench *b, size_t n);
/* Whose number it is; false if nobody's who is here. */
bool known(struct bench *b, const char *number, struct person *p);
/* The id behind a number, 0 if nobody has it. */
int64_t owner(struct bench *b, const char *number);

int open_bench(void **state);
int close_bench(void **state);

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)

#endif
