#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/command/workspace.h"
#include "gateway/import/import.h"
#include "gateway/import/import_openings.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define IMPORT_KINDS_MAX 16

static int run(const struct call *c);

const struct verb verb_import = {
	.name = "import",
	.usage = "KIND CSV [--dry-run] [--rename]",
	.brief = "takes in people, stations, customers, machines or openings from a CSV file",
	.help = "KIND is one of these, with the columns of its header line, in any order:\n"
		"\n"
		"  stations   station,region,address\n"
		"  people     name,mobile,roles,station,language[,was][,email]\n"
		"  customers  name,mobile,class,language,sales_manager[,was]\n"
		"  machines   serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n"
		"\n"
		"  openings   flow,key,words[,machine,customer,station], and a column for each field of the flow\n"
		"\n"
		"The file is UTF-8, with or without a byte order mark; several values in one field are separated\n"
		"by `;`. Import stations first, then people, customers, machines: each names those before it.\n"
		"\n"
		"Roles: station_head engineer sales_manager sales_director unit_manager service_director\n"
		"service_manager general_manager agent supervisor parts claims headquarters administrator retail\n"
		"support technical finance workshop, and those that the configuration adds. A person without a\n"
		"station serves all; empty roles retire a person. Languages: those that the\n"
		"configuration lists, the first if empty.\n"
		"\n"
		"A known key is updated: of people and customers their first mobile, of machines the serial, of\n"
		"stations the name. All bad rows are named by line and reason, and then nothing is imported.\n"
		"A row of openings opens a ticket, whose flow then knows its key: the same key opens nothing again.\n"
		"Each row that is new or changes something is told, with each column as it was and as it is.\n"
		"\n"
		"  --dry-run  tells that too, and changes nothing\n"
		"  --rename   a row may give a known mobile another name: the person is called so from now on\n"
		"\n"
		"The column `was` has the number that this person had until now: their tickets and all else stay\n"
		"theirs, under the new number. A number that is somebody else's from now on is imported in one file\n"
		"with the row of who has it now, and a row of who had it: with their new number and `was`, or with\n"
		"empty roles. Someone who left without a new number may have an empty mobile, and `was`.\n",
	.options = {{.name = "--dry-run"}, {.name = "--rename"}},
	.least = 2,
	.most = 2,
	.run = run,
};

static void print_fault(const struct fault *one, const char *called)
{
	const char *what = one->what ? one->what : "out of memory; split the file, or free some memory";

	if (one->line > 0)
		fprintf(stderr, "%s:%d: %s: %s\n", one->file, one->line, called, what);
	else
		fprintf(stderr, "%s: %s: %s\n", one->file ? one->file : "fieldgate", called, what);
}

static int by_line(const void *a, const void *b)
{
	const struct fault *const *x = a, *const *y = b;

	if ((*x)->line != (*y)->line)
		return (*x)->line < (*y)->line ? -1 : 1;
	return (*x > *y) - (*x < *y);
}

/* One line each, without the row itself: what is wrong with thousands of rows stays readable. */
static void print_faults(const struct faults *f, const char *called)
{
	const struct fault **order = calloc(f->n + 1, sizeof(*order));

	for (size_t i = 0; order && i < f->n; i++)
		order[i] = &f->all[i];
	if (order)
		qsort(order, f->n, sizeof(*order), by_line);
	for (size_t i = 0; i < f->n; i++)
		print_fault(order ? order[i] : &f->all[i], called);
	free(order);
}

static int unknown_kind(const char *kind)
{
	const char *kinds[IMPORT_KINDS_MAX];
	size_t n = 0;
	const char *near;

	while (n < IMPORT_KINDS_MAX - 1 && import_kinds[n]) {
		kinds[n] = import_kinds[n];
		n++;
	}
	kinds[n++] = IMPORT_OPENINGS;
	near = spelling_nearest(kind, kinds, n);
	if (near)
		return verb_misused(&verb_import, "there is no kind `%s`; did you mean `%s`?", kind, near);
	return verb_misused(&verb_import,
			    "there is no kind `%s`; the kinds are stations, people, customers, machines, "
			    "openings",
			    kind);
}

static void print_count(const char *kind, const struct import_count *n, bool dry_run)
{
	size_t all = n->added + n->changed + n->unchanged + n->retired;
	char one[16];

	/* One station, but one person. */
	snprintf(one, sizeof(one), "%.*s", (int)strlen(kind) - 1, kind);
	if (strcmp(kind, "people") == 0)
		text_copy(one, sizeof(one), "person");
	printf("%s %zu %s (%zu added, %zu changed, %zu unchanged", dry_run ? "would import" : "imported", all,
	       all == 1 ? one : kind, n->added, n->changed, n->unchanged);
	if (strcmp(kind, "people") == 0)
		printf(", %zu retired", n->retired);
	puts(dry_run ? "); nothing was changed" : ")");
}

static bool is_openings(const struct call *c)
{
	return strcmp(c->args[0], IMPORT_OPENINGS) == 0;
}

/* What the rows change is told once they hold, all of them. */
static int import(struct workspace *w, const struct call *c)
{
	struct faults faults = {0}, warnings = {0};
	struct import_ways ways = {.dry_run = c->options[0], .rename = c->options[1], .warnings = &warnings};
	struct import_count count;
	char *told = NULL;
	size_t n = 0;
	int code;

	ways.changes = open_memstream(&told, &n);
	if (!ways.changes) {
		verb_error("out of memory; split the file, or free some memory");
		return VERB_BROKEN;
	}
	code = is_openings(c) ? import_openings(&w->gateway, c->args[1], clock_now(), &ways, &faults, &count)
			      : import_file_so(&w->gateway, c->args[0], c->args[1], &ways, &faults, &count);
	if (fclose(ways.changes) == 0 && code == VERB_DONE)
		fwrite(told, 1, n, stdout);
	print_faults(&faults, "error");
	if (code == VERB_DONE) {
		print_faults(&warnings, "warning");
		print_count(c->args[0], &count, ways.dry_run);
	}
	free(told);
	faults_free(&faults);
	faults_free(&warnings);
	return code;
}

static int run(const struct call *c)
{
	static struct workspace w;
	unsigned trial = c->options[0] ? WORKSPACE_TRIAL : 0;
	int code;

	if (!is_openings(c) && !import_columns(c->args[0]))
		return unknown_kind(c->args[0]);
	code = workspace_open(&w, c, WORKSPACE_WRITING | trial | (is_openings(c) ? WORKSPACE_RULES : 0));
	if (code == VERB_DONE)
		code = import(&w, c);
	workspace_close(&w);
	return code;
}
