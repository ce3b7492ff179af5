/* Every fault that can be in a flow file, at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "tests/handlers/flow_folder.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* clang-format off */
static const struct slip slips[] = {
	/* of form */
	{"flow: repair\n", "flow: repair\nflow: other\n", 2, 1, 4, "the key `flow` is there twice; keep one"},
	{"title: {zh: 报修, en: repair}", "title: {zh: 报修, en: repair", 2, 8, 1, "this { is never closed; write }"},
	{"flow: repair\n", "", 1, 1, 1, "`flow` is missing; add `flow: NAME`"},
	{"flow: repair", "flow: Repair", 1, 7, 6, "a name is a small letter"},
	{"flow: repair", "flow: a_name_that_goes_on_for_far_too_long", 1, 7, 36, "at most 31; change it"},
	{"title:", "titel:", 2, 1, 5, "unknown key `titel`; did you mean `title`?"},
	{"title: {zh: 报修, en: repair}\n", "", 1, 1, 1, "`title` is missing; add `title:"},
	{"down: {zh: 停机, en: DOWN}", "down: 停机", 3, 7, 2, "a text for each of these is expected here; write {zh: ..., en: ...}"},
	{"{zh: 在途, en: on the way}", "{zh: 在途}", 6, 3, 5, "`en` is missing; add `en: ...`"},
	{"{zh: 在途, en: on the way}", "{en: on the way}", 6, 3, 5, "`zh` is missing; add `zh: ...`"},
	{"{zh: 在途, en: on the way}", "{zh: 在途, en: [a, b]}", 6, 23, 1, "write it without brackets"},
	{"{zh: 在途, en: on the way}", "{zh: 在途, en: }", 6, 19, 2, "there is nothing here; write the text"},
	{"en: on the way", "en: on the way, endz: no", 6, 35, 4, "unknown key `endz`; did you mean `ends`?"},
	{"ends: yes", "ends: true", 7, 37, 4, "write `yes` or `no`"},
	{"  begun:", "  [begun]:", 9, 3, 1, "a key must be a plain word"},
	{"  begun: {", "  Begun: {", 9, 3, 5, "a name is a small letter"},
	{"{zh: 出发, en: departed}", "{zh: 出发, en: &d departed}", 10, 26, 11, "anchors are not allowed here"},
	{"{zh: 出发, en: departed}", "{zh: 出发, en: *d}", 10, 26, 2, "aliases are not allowed here; write the text out"},
	{"{zh: 出发, en: departed}", "{zh: 出发, en: !!str departed}", 10, 26, 14, "tags are not allowed here"},
	{"    answer: help\n", "    answer: help\n---\nmore: 1\n", 48, 1, 1, "a second document begins here"},
	{"{zh: 已报修, en: reported}", "{zh: 已报修, en: "
	 "a label that is longer than any screen of a telephone would want to show}", 5, 27, 72, "and 63 fit"},
	{"on the way", "\"on\\tthe way\"", 6, 23, 13, "write it as one line"},
	/* a list for a map, a map for a list */
	{"also: GD", "also: {a: b}", 33, 11, 1, "a list is expected here; write [CF, 1]"},
	{"      reported: [departed]", "      reported: {a: b}", 37, 17, 1, "a list is expected here"},
	{"skips:\n      reported: [departed]", "skips: [reported]", 36, 12, 1, "write {STATE: [NODE, ...]}"},
	{"why: {is: words, must: yes, label: {zh: 原因, en: reason}, example: {zh: 堵车, en: jam}}", "why: words", 27, 12, 5, "write {is: time, must: yes"},
	{"takes:\n      engineer: {is: lead, must: first, label: {zh: 工程师, en: engineer}}\n      why: {is: words, must: yes, label: {zh: 原因, en: reason}, example: {zh: 堵车, en: jam}}", "takes: [time]", 25, 12, 1, "write {NAME: {is: time, ...}}"},
	{"tells: {sales_director: {say: opened.staff, if: down}}", "tells: [opened.staff]", 40, 12, 1, "write {AUDIENCE: TEMPLATE}"},
	{"  help:\n    word:", "  more: [a]\n  help:\n    word:", 42, 9, 1, "the code's keys"},
	{"answer: close.done", "answer: [close.done]", 41, 13, 1, "write it without brackets"},
	{"also: GD", "also: [{chinese: GD}]", 33, 13, 7, "this is no language; write a word, or {LANGUAGE: [WORD, ...]}"},
	{"also: GD", "also: [{zh: }]", 33, 13, 2, "a list is expected here"},
	{"also: GD", "also: [{zh: [GD, [a]]}]", 33, 22, 1, "write it without brackets"},
	{"also: GD", "also: [[GD]]", 33, 12, 1, "write it without brackets"},
	{"flow: repair", "flow: [repair]", 1, 7, 1, "write it without brackets"},
	/* what is missing, or too long */
	{"is: lead, must: first", "must: first", 26, 7, 8, "`is` is missing; add `is: time`"},
	{"is: words, must: yes", "must: yes", 27, 7, 3, "`is` is missing; add `is: time`"},
	{"{say: opened.staff, if: down}", "{if: down}", 40, 13, 14, "`say` is missing; add `say: TEMPLATE`"},
	{"word: {zh: 关单, en: close}", "word: {zh: 关单}", 32, 5, 4, "`en` is missing"},
	{"word: {zh: 关单, en: close}", "word: {en: close}", 32, 5, 4, "`zh` is missing"},
	{"answer: close.done", "answer: the.name.of.a.template.that.goes.on.for.far.too.long", 41, 13, 52, "and 47 fit"},
	{"also: GD", "also: 很久很久很久很久很久很久很久很久很久很久", 33, 11, 20, "this word is too long"},
	{"flow: repair", "flow: ~repair", 1, 7, 7, "a name is a small letter"},
	{"on the way", "\"on\\x7fthe way\"", 6, 23, 15, "write it as one line"},
	{"en: on the way", "en: {a: b}", 6, 23, 1, "write it without brackets"},
	{"answer: close.done", "answer: .close", 41, 13, 6, "a template's name is small letters"},
	{"    to: going", "    to: ''", 23, 9, 2, "the name of a state is expected here; write one"},
	{"      reported: [departed]", "      reported: [[departed]]", 37, 18, 1, "the name of a node is expected here"},
	{"must: yes", "must: [yes]", 27, 30, 1, "the name of a value for `must` is expected"},
	{"if: down", "if: []", 40, 53, 1, "the name of a condition is expected here"},
	/* names that are not there */
	{"  to: reported", "  to: reportd", 13, 7, 7, "there is no state `reportd`; did you mean `reported`?"},
	{"    to: going", "    to: goin", 23, 9, 4, "there is no state `goin`; did you mean `going`?"},
	{"    from: [reported]", "    from: [reported, goimg]", 22, 22, 5, "did you mean `going`?"},
	{"    from: [reported]", "    from: [reported, reported]", 22, 22, 8, "listed twice; leave one out"},
	{"    from: going", "    from: [going, somewhere]", 35, 19, 9, "there are `reported`, `going` and `done`"},
	{"      reported: [departed]", "      reprted: [departed]", 37, 7, 7, "there is no state `reprted`; did you mean"},
	{"      reported: [departed]", "      reported: [departd]", 37, 18, 7, "there is no node `departd`; did you mean"},
	{"    stamps: [closed]", "    stamps: [clsed]", 39, 14, 5, "there is no node `clsed`; did you mean `closed`?"},
	{"  stamps: [begun]", "  stamps: {a: b}", 14, 11, 1, "a list is expected here; write ["},
	{"by: [station_head]", "by: [station_haed]", 21, 10, 12, "there is no role `station_haed`; did you mean `station_head`?"},
	{"by: [station_head]", "by: []", 21, 9, 1, "nobody could send this code; write who may"},
	{"    by: [station_head]\n", "", 18, 3, 6, "`by` is missing; add `by:"},
	{"      customer: departed", "      custommer: departed", 29, 7, 9, "there is no audience `custommer`; did you mean `customer`?"},
	{"does: help", "does: halp", 45, 11, 4, "there is no thing to do `halp`; did you mean `help`?"},
	{"is: lead", "is: leed", 26, 22, 4, "there is no kind of argument `leed`; did you mean `lead`?"},
	{"must: first", "must: frist", 26, 34, 5, "there is no value for `must` `frist`; did you mean `first`?"},
	{"must: first, ", "musst: first, ", 26, 28, 5, "unknown key `musst`; did you mean `must`?"},
	{"visit: departs", "visit: depart", 30, 12, 6, "did you mean `departs`?"},
	{"if: down", "if: up", 40, 53, 2, "there is no condition `up`; there are `down` and `taken`"},
	{"say: opened.staff", "says: opened.staff", 40, 30, 4, "unknown key `says`; did you mean `say`?"},
	{"    answer: close.done", "    answr: close.done", 41, 5, 5, "unknown key `answr`; did you mean `answer`?"},
	{"answer: close.done", "answer: ../close", 41, 13, 8, "a template's name is small letters"},
	/* of sense */
	{"    to: going", "    to: done", 6, 3, 5, "no path reaches `going`; let a code go `to: going`, or leave"},
	{", ends: yes}\n", ", ends: yes}\n  lost: {zh: 丢, en: lost, ends: yes}\n", 8, 3, 4, "no path reaches `lost`"},
	{"    from: going\n    skips:\n      reported: [departed]\n", "    from: reported\n", 6, 3, 5, "no path leaves `going`; let a code go `from: [going]`, or say `ends: yes`"},
	{", ends: yes", ", ends: no", 5, 3, 8, "no state of this flow ends; give its last one `ends: yes`"},
	{"from: [reported]", "from: [reported, done]", 18, 3, 6, "`depart` is sent from `done`, where a ticket has ended"},
	{"    from: [reported]\n", "", 18, 3, 6, "add `from: [...]`"},
	{"    from: going", "    from: [going, reported]", 37, 7, 8, "`reported` is in `from` too"},
	{"reported: [departed]", "reported: [departed, closed]", 37, 28, 6, "`closed` does not come before `closed`"},
	{"    does: help\n", "    does: help\n    from: going\n", 46, 5, 4, "has no use for `from`; leave it out"},
	{"    does: help\n", "    does: help\n    tells: {agent: help}\n", 46, 5, 5, "has no use for `tells`"},
	{"    from: going", "    does: assign\n    from: going", 31, 3, 5, "`is: place`"},
	{"    does: help", "    does: deputy", 42, 3, 4, "`is: person`"},
	{"    does: help\n", "    does: note\n", 42, 3, 4, "add `from: [...]`"},
	{"    does: help\n", "    does: undo\n    takes: {why: {is: words, label: {zh: 原因, en: reason}}}\n", 46, 13, 3, "a code that does `undo` takes only what its text says besides"},
	{"    does: help\n", "    does: undo\n    tells: {agent: help}\n", 46, 5, 5, "a code that does `undo` has no use for `tells`"},
	{"    does: help\n", "    does: note\n    from: going\n    to: done\n", 47, 5, 2, "a code that does `note` has no use for `to`; leave it out"},
	{"    does: help\n", "    does: note\n    from: going\n", 42, 3, 4, "a code that does `note` needs to know what to pass on; let it take something that `is: words`"},
	{"    does: help\n", "    does: note\n    from: going\n    takes: {what: {is: words, label: {zh: 内容, en: words}}}\n", 42, 3, 4, "nothing says that it is so no longer; add `up: {zh: ..., en: ...}` to the flow"},
	{"    does: help\n", "    does: reopen\n    from: done\n    to: going\n    unled: reported\n    within: 30 days\n", 42, 3, 4, "a code that does `reopen` needs to know why"},
	{"    does: help\n", "    does: reopen\n    from: done\n    to: going\n    within: 30 days\n    takes: {why: {is: words, label: {zh: 原因, en: reason}}}\n", 42, 3, 4, "`unled` is missing"},
	{"    does: help\n", "    does: reopen\n    from: done\n    to: going\n    unled: reported\n    within: a month\n    takes: {why: {is: words, label: {zh: 原因, en: reason}}}\n", 49, 13, 7, "write a number, at most 999, and days or months"},
	{"    does: help\n", "    does: reopen\n    from: done\n    to: done\n    unled: reported\n    within: 30 days\n    takes: {why: {is: words, label: {zh: 原因, en: reason}}}\n", 42, 3, 4, "leads to a state that ends; let it lead to one that does not"},
	{"    does: help\n", "    does: help\n    within: 30 days\n", 46, 5, 6, "a code that does `help` has no use for `within`"},
	{"sales_director: {", "former_customer: {", 40, 36, 12, "nobody is `former_customer` here"},
	{"if: down}}", "if: taken}}", 40, 35, 12, "`close` takes the ticket from nobody, so `if: taken` never holds"},
	{"    station_head: opened.staff", "    station_head: {say: opened.staff, if: taken}", 16, 25, 12, "an opening takes the ticket from nobody"},
	{"    station_head: opened.staff", "    station_head: {say: opened.staff, if: {from: going}}", 16, 25, 12, "before it opens a ticket stands nowhere"},
	{"if: down}}", "if: {from: gone}}}", 40, 60, 4, "there is no state `gone`"},
	{"    does: help\n", "    does: deputy\n    takes: {who: {is: person, label: {zh: 谁, en: who}}}\n    tells: {agent: help}\n", 47, 20, 4, "`help` is not about a ticket, so it can tell only the `named_person`, and always; leave this out"},
	{"    does: help\n", "    does: deputy\n    takes: {who: {is: person, label: {zh: 谁, en: who}}}\n    tells: {named_person: {say: help, if: down}}\n", 47, 33, 4, "it can tell only the `named_person`, and always"},
	{"why: {is: words,", "why: {is: lead,", 27, 7, 3, "`engineer` is of the kind `lead` too"},
	{", example: {zh: 堵车, en: jam}", "", 27, 7, 3, "add `example: {zh: ..., en: ...}`"},
	{", example: {zh: 堵车, en: jam}", ", example: {zh: 堵车}", 27, 64, 7, "`en` is missing"},
	{"label: {zh: 原因, en: reason}, ", "", 27, 7, 3, "`label` is missing; add"},
	{"sales_director: {", "former_engineer: {", 40, 36, 12, "`close` takes no lead; tell `lead_engineer`"},
	{"sales_director: {", "named_person: {", 40, 33, 12, "`close` takes no person"},
	{"is: lead, must: first", "is: people", 34, 9, 1, "no code of this flow takes a lead"},
	{"    from: going", "    does: assign\n    takes: {a: {is: place, label: {zh: 站, en: station}}, b: {is: person, label: {zh: 谁, en: who}}}\n    from: going", 31, 3, 5, "a code that does `assign` keeps nothing that `is: person`"},
	/* conditions */
	{"if: down", "if: {donw: yes}", 40, 54, 4, "there is no condition `donw`; did you mean `down`?"},
	{"if: down", "if: {class: [A, E]}", 40, 65, 1, "there is no class `E`; there are"},
	{"if: down", "if: {fault: body}", 40, 61, 4, "there is no kind of fault `body`"},
	{"if: down", "if: {km: near}", 40, 58, 4, "this is not a distance; write `over 100`"},
	{"if: down", "if: [down]", 40, 53, 1, "the name of a condition is expected here"},
	{"if: down", "if: {taken: yes}", 40, 35, 12, "`close` takes the ticket from nobody, so `if: taken` never holds"},
	{"if: down", "if: {amount: over 100}", 40, 54, 6, "there is no condition `amount`"},
	{"customer: departed.customer", "customer: {say: departed.customer, if: {why: yes}}", 29, 47, 3, "there is no condition `why`"},
	/* kinds of argument */
	{"is: words, must: yes", "is: number, must: yes, most: 3", 27, 36, 4, "unknown key `most`; did you mean `must`?"},
	{"is: words, must: yes, label: {zh: 原因, en: reason}, example: {zh: 堵车, en: jam}", "is: number, must: yes, label: {zh: 原因, en: reason}", 27, 7, 3, "what `is: number` and must be there needs an example"},
	{"is: words, must: yes", "is: words, must: yes, unit: {zh: 元, en: yuan}", 27, 35, 4, "unknown key `unit`"},
	{"is: words, must: yes", "is: number, unit: 元", 27, 31, 1, "a text for each of these is expected here"},
	{"is: words, must: yes", "is: choice", 27, 7, 3, "`choices` is missing; add `choices: {NAME: {zh: ..., en: ...}}`"},
	{"is: words, must: yes", "is: choice, choices: {a: {zh: 甲, en: a}}", 27, 25, 7, "a choice is between 2 and 12; write so many"},
	{"is: words, must: yes", "is: choice, choices: {a: {zh: 甲, en: a}, b: {zh: 甲, en: b}}", 27, 54, 1, "`b` reads like `a`, and nobody could tell which is meant"},
	{"is: words, must: yes", "is: choice, choices: {A: {zh: 甲, en: a}, b: {zh: 乙, en: b}}", 27, 35, 1, "a name is a small letter"},
	{"is: words, must: yes", "is: station", 27, 7, 3, "`engineer` is a lead, this is a station, and in a text nobody could tell the two apart"},
	{"why: {is: words, must: yes", "model: {is: machine", 27, 7, 5, "`{model}` says something else in every template"},
	{"    does: help\n", "    does: note\n    from: going\n    takes: {what: {is: words, label: {zh: 内容, en: words}}, sum: {is: number, label: {zh: 金额, en: sum}}}\n", 47, 60, 3, "a code that does `note` cannot take a number yet; let it be `is: words`"},
	{"is: lead, must: first", "is: place", 18, 3, 6, "a code that does `move` keeps nothing that `is: place`"},
	{"    word: {zh: 关单, en: close}\n", "", 31, 3, 5, "`word` is missing; add `word:"},
	{"also: GD", "also: '　 '", 33, 11, 4, "nobody can type this word"},
	{"also: GD",
	 "also: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa, bb, cc, dd, ee]", 33,
	 106, 2, "at most 32 words are possible here; leave some out"},
	/* words that read alike */
	{"also: GD", "also: [GD, cf]", 33, 16, 2, "reads like the word of `depart` ("},
	{"also: GD", "also: ＣＦ", 33, 11, 2, "give one of the two another word"},
	{"also: GD", "also: １", 33, 11, 1, "reads like the word of `depart` ("},
	{"also: GD", "also: 12345", 33, 11, 5, "reads like a ticket number"},
	{"also: GD", "also: １６３０", 33, 11, 4, "reads like a time"},
	{"also: GD", "also: 9点", 33, 11, 2, "reads like a time"},
	{"also: GD", "also: 2h", 33, 11, 2, "reads like a time"},
	{"also: GD", "also: [GD, Close]", 33, 16, 5, "`close` stands for this code already"},
	/* load, and the same machine again */
	{"    visit: departs\n", "    visit: departs\n    load: 0\n", 31, 11, 1, "not a whole number from 1 to 99"},
	{"    visit: departs\n", "    visit: departs\n    load: many\n", 31, 11, 4, "not a whole number from 1 to 99"},
	{"    from: going\n", "    from: going\n    load: 3\n", 36, 5, 4, "`close` takes no lead, and so gives nobody a customer"},
	{"  stamps: [begun]\n", "  stamps: [begun]\n  again: {node: clsed, within: 6 months}\n", 15, 17, 5, "there is no node `clsed`; did you mean `closed`?"},
	{"  stamps: [begun]\n", "  stamps: [begun]\n  again: {node: closed}\n", 15, 3, 5, "`within` is missing; add `within: 6 months`"},
	{"  stamps: [begun]\n", "  stamps: [begun]\n  again: {within: 6 months}\n", 15, 3, 5, "`node` is missing"},
	{"  stamps: [begun]\n", "  stamps: [begun]\n  again: {node: closed, within: half a year}\n", 15, 33, 11, "as `6 months`"},
	{"  stamps: [begun]\n", "  stamps: [begun]\n  again: {node: closed, within: 6 mouths}\n", 15, 33, 8, "as `6 months`"},
	{"  stamps: [begun]\n", "  stamps: [begun]\n  again: closed\n", 15, 10, 6, "{node: NODE, within: 6 months}"},
	{"also: ['?']", "also: ['？', '?']", 44, 17, 1, "stands for this code already"},
};
/* clang-format on */

static void each_slip_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(slips); i++) {
		const struct slip *s = &slips[i];
		struct folder h;
		folder_new(&h);
		folder_load(&h, s->from, s->to);
		folder_expect(&h.f, 0, s->line, s->col, s->width, s->what);
		assert_string_equal(h.f.all[0].file, h.file);
		folder_free(&h);
	}
}

/* What follows from a slip is not told as well: the name that was meant is taken. */
static void a_slip_is_told_once(void **state)
{
	struct folder h;
	(void)state;
	folder_new(&h);
	folder_load(&h, "    to: going", "    to: goin");
	assert_int_equal(h.f.n, 1);
	folder_free(&h);
	folder_new(&h);
	folder_load(&h, "\n  done: {", "\n  doen: {");
	assert_int_equal(h.f.n, 1);
	folder_expect(&h.f, 0, 38, 9, 4, "did you mean `doen`?");
	folder_free(&h);
}

static void several_slips_are_all_told(void **state)
{
	struct folder h;
	char *first, *second, *third;
	(void)state;
	folder_new(&h);
	first = folder_slipped(flow_good, "    to: going", "    to: goin");
	second = folder_slipped(first, "by: anyone", "by: anyon");
	third = folder_slipped(second, "also: GD", "also: CF");
	folder_put(h.dir, "flow.yaml", third);
	flow_load(&h.set, h.file, &h.f);
	flows_check(&h.set, NULL, &h.f);
	assert_int_equal(h.f.n, 3);
	folder_expect(&h.f, 0, 23, 9, 4, "did you mean `going`?");
	folder_expect(&h.f, 1, 46, 9, 5, "did you mean `anyone`?");
	folder_expect(&h.f, 2, 33, 11, 2, "reads like");
	free(first);
	free(second);
	free(third);
	folder_free(&h);
}

static void a_trap_without_an_end_is_told(void **state)
{
	struct folder h;
	char *text, *more, *most;
	(void)state;
	folder_new(&h);
	text = folder_slipped(flow_good, "    to: done\n", "    to: reported\n");
	more = folder_slipped(
		text, "codes:\n",
		"codes:\n  stop:\n    word: {zh: 停, en: stop}\n    by: agent\n    from: trap\n    to: trap2\n"
		"  halt:\n    word: {zh: 站, en: halt}\n    by: agent\n    from: [trap2]\n    to: trap\n"
		"  in:\n    word: {zh: 进, en: in}\n    by: agent\n    from: [reported]\n    to: trap\n"
		"  out:\n    word: {zh: 出, en: out}\n    by: agent\n    from: [reported]\n    to: done\n");
	most = folder_slipped(more, "  going: {",
			      "  trap: {zh: 套, en: trap}\n  trap2: {zh: 套二, en: trap two}\n  going: {");
	folder_put(h.dir, "flow.yaml", most);
	flow_load(&h.set, h.file, &h.f);
	assert_int_equal(h.f.n, 2);
	folder_expect(&h.f, 0, 6, 3, 4, "no path leads from `trap` to a state that ends; let a code close the ticket");
	folder_expect(&h.f, 1, 7, 3, 5, "no path leads from `trap2`");
	free(text);
	free(more);
	free(most);
	folder_free(&h);
}

static void how_long_ago_a_repair_may_be(void **state)
{
	static const struct {
		const char *within;
		int months, days; /* neither: a fault */
	} rows[] = {{"6 months", 6, 0},  {"1 month", 1, 0},   {"90 days", 0, 90},     {"1 day", 0, 1},
		    {"0 days", 0, 0},    {"1000 days", 0, 0}, {"6 weeks", 0, 0},      {"months", 0, 0},
		    {"-6 months", 0, 0}, {"6", 0, 0},         {"6 months ago", 0, 0}, {"[6 months]", 0, 0}};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct folder h;
		char to[128];
		bool holds = rows[i].months || rows[i].days;
		snprintf(to, sizeof(to), "  stamps: [begun]\n  again: {node: closed, within: %s}", rows[i].within);
		folder_new(&h);
		folder_load(&h, "  stamps: [begun]", to);
		if ((h.f.n == 0) != holds)
			fail_msg("`%s` is %s", rows[i].within, holds ? h.f.all[0].what : "no fault");
		assert_int_equal(h.set.all[0]->open.again.within.months, rows[i].months);
		assert_int_equal(h.set.all[0]->open.again.within.days, rows[i].days);
		if (!holds)
			assert_int_equal(h.f.all[0].line, 15);
		folder_free(&h);
	}
}

static void nobody_is_concerned_when_a_ticket_opens(void **state)
{
	static const char *const nobody[] = {"lead_engineer", "former_engineer", "everyone_told", "named_person",
					     "asker"};
	(void)state;
	for (size_t i = 0; i < COUNT(nobody); i++) {
		struct folder h;
		char to[64], what[64];
		snprintf(to, sizeof(to), "    %s: opened.staff", nobody[i]);
		snprintf(what, sizeof(what), "nobody is `%s` yet when a ticket opens", nobody[i]);
		folder_new(&h);
		folder_load(&h, "    station_head: opened.staff", to);
		folder_expect(&h.f, 0, 16, (int)strlen(to) - 11, 12, what);
		assert_int_equal(h.f.n, 1);
		folder_free(&h);
	}
}

/* Where a part is not there as it should be, its name in the file is told too. */
static void parts_that_are_no_maps(void **state)
{
	static const struct {
		const char *from, *to;
		int line;
		const char *what;
	} parts[] = {
		{"states:\n", "states: [reported]\nothers:\n", 4, "write {STATE: {zh: ..., en: ...}}"},
		{"nodes:\n", "nodes: [begun]\nothers:\n", 8, "write {NODE: {zh: ..., en: ...}}"},
		{"open:\n", "open: [reported]\nothers:\n", 12, "write {to: STATE"},
		{"codes:\n", "codes: [depart]\nothers:\n", 17, "write {CODE: {word:"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct folder h;
		folder_new(&h);
		folder_load(&h, parts[i].from, parts[i].to);
		folder_expect(&h.f, 0, parts[i].line + 1, 1, 6, "unknown key `others`");
		folder_expect(&h.f, 1, parts[i].line, i < 2 ? 9 - (int)i : 7 + (int)(i == 3), 1, parts[i].what);
		folder_free(&h);
	}
}

static void parts_that_are_not_there(void **state)
{
	static const struct {
		const char *from, *to, *what;
	} parts[] = {
		{"down: {zh: 停机, en: DOWN}\n", "", "`down` is missing"},
		{"states:\n", "statez:\n", "`states` is missing"},
		{"nodes:\n", "nodez:\n", "`nodes` is missing"},
		{"open:\n", "opem:\n", "`open` is missing"},
		{"codes:\n", "coodes:\n", "`codes` is missing"},
		{"codes:\n", "codes: {}\nothers:\n", "unknown key `others`"},
		{"  to: reported\n", "", "`to` is missing"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct folder h;
		folder_new(&h);
		folder_load(&h, parts[i].from, parts[i].to);
		folder_has_fault(&h.f, parts[i].what);
		folder_free(&h);
	}
}

static void files_that_cannot_be_read(void **state)
{
	struct folder h;
	(void)state;
	folder_new(&h);
	assert_false(flow_load(&h.set, h.file, &h.f));
	folder_expect(&h.f, 0, 0, 0, 1, "cannot be opened (No such file or directory); check the path");
	folder_put(h.dir, "flow.yaml", "");
	assert_false(flow_load(&h.set, h.file, &h.f));
	folder_expect(&h.f, 1, 0, 0, 1, "it is empty");
	assert_int_equal(h.set.n, 0);
	folder_free(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_slip_is_told),
		cmocka_unit_test(a_slip_is_told_once),
		cmocka_unit_test(several_slips_are_all_told),
		cmocka_unit_test(a_trap_without_an_end_is_told),
		cmocka_unit_test(how_long_ago_a_repair_may_be),
		cmocka_unit_test(nobody_is_concerned_when_a_ticket_opens),
		cmocka_unit_test(parts_that_are_no_maps),
		cmocka_unit_test(parts_that_are_not_there),
		cmocka_unit_test(files_that_cannot_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
