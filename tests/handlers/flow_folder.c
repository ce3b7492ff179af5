#include "tests/handlers/flow_folder.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "handlers/span/reader.h"

/* clang-format off */
const char *const flow_good =
	"flow: repair\n"                                                                                /* 1 */
	"title: {zh: 报修, en: repair}\n"
	"down: {zh: 停机, en: DOWN}\n"
	"states:\n"
	"  reported: {zh: 已报修, en: reported}\n"                                                      /* 5 */
	"  going: {zh: 在途, en: on the way}\n"
	"  done: {zh: 已关单, en: closed, ends: yes}\n"
	"nodes:\n"
	"  begun: {zh: 报修, en: reported}\n"
	"  departed: {zh: 出发, en: departed}\n"                                                        /* 10 */
	"  closed: {zh: 关单, en: closed}\n"
	"open:\n"
	"  to: reported\n"
	"  stamps: [begun]\n"
	"  tells:\n"                                                                                    /* 15 */
	"    station_head: opened.staff\n"
	"codes:\n"
	"  depart:\n"
	"    word: {zh: 出发, en: depart}\n"
	"    also: [CF, 1]\n"                                                                           /* 20 */
	"    by: [station_head]\n"
	"    from: [reported]\n"
	"    to: going\n"
	"    stamps: [departed]\n"
	"    takes:\n"                                                                                  /* 25 */
	"      engineer: {is: lead, must: first, label: {zh: 工程师, en: engineer}}\n"
	"      why: {is: words, must: yes, label: {zh: 原因, en: reason}, example: {zh: 堵车, en: jam}}\n"
	"    tells:\n"
	"      customer: departed.customer\n"
	"    visit: departs\n"                                                                          /* 30 */
	"  close:\n"
	"    word: {zh: 关单, en: close}\n"
	"    also: GD\n"
	"    by: lead_engineer\n"
	"    from: going\n"                                                                             /* 35 */
	"    skips:\n"
	"      reported: [departed]\n"
	"    to: done\n"
	"    stamps: [closed]\n"
	"    tells: {sales_director: {say: opened.staff, if: down}}\n"                                  /* 40 */
	"    answer: close.done\n"
	"  help:\n"
	"    word: {zh: 帮助, en: help}\n"
	"    also: ['?']\n"
	"    does: help\n"                                                                              /* 45 */
	"    by: anyone\n"
	"    answer: help\n";

/* One slip in the good flow: `from` becomes `to`, which gives exactly this fault. */

static const char *const correcting = /* from line 48 on */
	"  correct:\n"
	"    word: {zh: 申请, en: correct}\n"                                                            /* 49 */
	"    does: claim\n"
	"    by: [staff]\n"
	"    takes:\n"
	"      node: {is: node, label: {zh: 节点, en: node}}\n"
	"      time: {is: past, label: {zh: 时间, en: time}}\n"                                         /* 54 */
	"    tells: {headquarters: opened.staff}\n"
	"    stated: {headquarters: opened.staff}\n"
	"  approve:\n"
	"    word: {zh: 同意, en: approve}\n"
	"    does: approve\n"                                                                           /* 59 */
	"    by: [headquarters]\n"
	"    takes: {node: {is: node, label: {zh: 节点, en: node}}}\n"
	"    tells: {asker: opened.staff}\n"
	"  refuse:\n"
	"    word: {zh: 驳回, en: refuse}\n"                                                             /* 64 */
	"    does: refuse\n"
	"    by: [headquarters]\n"
	"    takes: {node: {is: node, label: {zh: 节点, en: node}}}\n";
/* clang-format on */

char *flow_correcting(void)
{
	char *all = malloc(strlen(flow_good) + strlen(correcting) + 1);
	strcpy(all, flow_good);
	return strcat(all, correcting);
}

void folder_new(struct folder *h)
{
	*h = (struct folder){.dir = "/tmp/flow_test.XXXXXX"};
	assert_non_null(mkdtemp(h->dir));
	snprintf(h->file, sizeof(h->file), "%s/flow.yaml", h->dir);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st, (void)type, (void)where;
	return remove(path);
}

void folder_free(struct folder *h)
{
	flows_free(&h->set);
	faults_free(&h->f);
	assert_int_equal(nftw(h->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

void folder_put(const char *dir, const char *name, const char *content)
{
	char path[256];
	FILE *to;
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	to = fopen(path, "w");
	assert_non_null(to);
	fputs(content, to);
	assert_int_equal(fclose(to), 0);
}

char *folder_slipped(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	char *out;
	if (at == NULL)
		fail_msg("`%s` is not in the good flow", from);
	out = NULL;
	assert_true(asprintf(&out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)) > 0);
	return out;
}

void folder_load(struct folder *h, const char *from, const char *to)
{
	char *text = folder_slipped(flow_good, from, to);
	folder_put(h->dir, "flow.yaml", text);
	free(text);
	flow_load(&h->set, h->file, &h->f);
	flows_check(&h->set, NULL, &h->f);
	reader_free(reader_load("templates", &h->set, &h->f));
}

void folder_expect(const struct faults *f, size_t i, int line, int col, int width, const char *what)
{
	const struct fault *one;
	if (i >= f->n)
		fail_msg("no fault, but %d:%d: %s", line, col, what);
	one = &f->all[i];
	if (one->line != line || one->col != col || one->width != width || strstr(one->what, what) == NULL)
		fail_msg("%d:%d+%d: %s\n  but expected %d:%d+%d: %s", one->line, one->col, one->width, one->what, line,
			 col, width, what);
}

/* Some fault says so, wherever it comes. */
void folder_has_fault(const struct faults *f, const char *what)
{
	for (size_t i = 0; i < f->n; i++)
		if (strstr(f->all[i].what, what))
			return;
	fail_msg("no fault says `%s`, the first of %zu: %s", what, f->n, f->n ? f->all[0].what : "");
}
