#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/command/workspace.h"
#include "gateway/import/import.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

static int run(const struct call *c);

const struct verb verb_import = {
	.name = "import",
	.usage = "KIND CSV",
	.brief = "takes in people, stations, customers or machines from a CSV file",
	.help = "KIND is one of these, with the columns of its header line, in any order:\n"
		"\n"
		"  stations   station,region,address\n"
		"  people     name,mobile,roles,station,language\n"
		"  customers  name,mobile,class,language,sales_manager\n"
		"  machines   serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n"
		"\n"
		"The file is UTF-8, with or without a byte order mark; several values in one field are separated\n"
		"by `;`. Import stations first, then people, customers, machines: each names those before it.\n"
		"\n"
		"Roles: station_head engineer sales_manager sales_director unit_manager service_director\n"
		"service_manager general_manager agent supervisor parts claims headquarters. A person without a\n"
		"station serves all; empty roles retire a person. Languages: zh (if empty) and en.\n"
		"\n"
		"A known key is updated: of people and customers their first mobile, of machines the serial, of\n"
		"stations the name. All bad rows are named by line and reason, and then nothing is imported.\n",
	.least = 2,
	.most = 2,
	.run = run,
};

static void print_fault(const struct fault *one)
{
	const char *what = one->what ? one->what : "out of memory; split the file, or free some memory";

	if (one->line > 0)
		fprintf(stderr, "%s:%d: error: %s\n", one->file, one->line, what);
	else
		fprintf(stderr, "%s: error: %s\n", one->file ? one->file : "fieldgate", what);
}

static int by_line(const void *a, const void *b)
{
	const struct fault *const *x = a, *const *y = b;

	if ((*x)->line != (*y)->line)
		return (*x)->line < (*y)->line ? -1 : 1;
	return (*x > *y) - (*x < *y);
}

/* One line each, without the row itself: what is wrong with thousands of rows stays readable. */
static void print_faults(const struct faults *f)
{
	const struct fault **order = calloc(f->n + 1, sizeof(*order));

	for (size_t i = 0; order && i < f->n; i++)
		order[i] = &f->all[i];
	if (order)
		qsort(order, f->n, sizeof(*order), by_line);
	for (size_t i = 0; i < f->n; i++)
		print_fault(order ? order[i] : &f->all[i]);
	free(order);
}

static int unknown_kind(const char *kind)
{
	size_t n = 0;
	const char *near;

	while (import_kinds[n])
		n++;
	near = spelling_nearest(kind, import_kinds, n);
	if (near)
		return verb_misused(&verb_import, "there is no kind `%s`; did you mean `%s`?", kind, near);
	return verb_misused(&verb_import, "there is no kind `%s`; the kinds are stations, people, customers, machines",
			    kind);
}

static void print_count(const char *kind, const struct import_count *n)
{
	size_t all = n->added + n->updated + n->retired;
	char one[16];

	/* One station, but one person. */
	snprintf(one, sizeof(one), "%.*s", (int)strlen(kind) - 1, kind);
	if (strcmp(kind, "people") == 0)
		text_copy(one, sizeof(one), "person");
	printf("imported %zu %s (%zu added, %zu updated", all, all == 1 ? one : kind, n->added, n->updated);
	if (strcmp(kind, "people") == 0)
		printf(", %zu retired", n->retired);
	puts(")");
}

static int run(const struct call *c)
{
	static struct workspace w;
	const char *kind = c->args[0], *file = c->args[1];
	int code;

	if (!import_columns(kind))
		return unknown_kind(kind);
	code = workspace_open(&w, c, WORKSPACE_WRITING);
	if (code == VERB_DONE) {
		struct faults faults = {0};
		struct import_count count;

		code = import_file(&w.gateway, kind, file, &faults, &count);
		print_faults(&faults);
		if (code == VERB_DONE)
			print_count(kind, &count);
		faults_free(&faults);
	}
	workspace_close(&w);
	return code;
}
