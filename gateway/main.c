/* fieldgate: texts and MQTT for field-service tickets. The command line, read by the verbs' own rows. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/command/verb.h"
#include "templates/file/fault.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

static int help(const struct call *c);

static const struct verb verb_help = {
	.name = "help",
	.usage = "[VERB]",
	.brief = "lists the verbs, or explains one",
	.help = "Without VERB, lists all verbs. With it, explains that one.\n",
	.most = 1,
	.run = help,
};

static const struct verb *const verbs[] = {
	&verb_serve, &verb_check,  &verb_rehearse, &verb_init,    &verb_import, &verb_export,  &verb_open,
	&verb_list,  &verb_show,   &verb_due,      &verb_missing, &verb_outbox, &verb_channel, &verb_text,
	&verb_token, &verb_backup, &verb_audit,    &verb_forget,  &verb_help,
};
#define VERBS (sizeof(verbs) / sizeof(*verbs))

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; i < VERBS; i++)
		if (strcmp(verbs[i]->name, name) == 0)
			return verbs[i];
	return NULL;
}

static int unknown_verb(const char *name)
{
	const char *names[VERBS];
	const char *near;

	for (size_t i = 0; i < VERBS; i++)
		names[i] = verbs[i]->name;
	near = spelling_nearest(name, names, VERBS);
	if (near)
		verb_error("there is no verb `%s`; did you mean `%s`?", name, near);
	else
		verb_error("there is no verb `%s`; `fieldgate help` lists them", name);
	return VERB_USAGE;
}

static int print_overview(void)
{
	fputs("usage: fieldgate [-c FILE] VERB [ARGUMENTS]\n\n", stdout);
	for (size_t i = 0; i < VERBS; i++)
		printf("  %-9s %s\n", verbs[i]->name, verbs[i]->brief);
	fputs("\n-c FILE names the configuration; else it is ./fieldgate.yaml, then /etc/fieldgate/fieldgate.yaml.\n"
	      "`fieldgate help VERB` explains one verb, `fieldgate --version` names the version.\n"
	      "Exit codes: 0 done, 1 something in the input or data does not hold, 2 wrong usage,\n"
	      "3 the environment fails.\n",
	      stdout);
	return VERB_DONE;
}

static int print_help(const struct verb *v)
{
	printf("usage: fieldgate [-c FILE] %s%s%s\n\n%s", v->name, *v->usage ? " " : "", v->usage, v->help);
	return VERB_DONE;
}

static int help(const struct call *c)
{
	const struct verb *v;

	if (c->n == 0)
		return print_overview();
	v = find_verb(c->args[0]);
	return v ? print_help(v) : unknown_verb(c->args[0]);
}

/* The arguments that are left to read, and what they have come to so far. */
struct scan {
	char **next;
	const struct verb *verb; /* NULL until it was named */
	struct call call;
	bool plain; /* behind `--`, or among free words */
	bool wants_help;
};

/* Takes `-c FILE` and `-cFILE`. False if it is something else; *code is set if the file is missing. */
static bool take_config(struct scan *s, const char *arg, int *code)
{
	const char *file;

	if (strncmp(arg, "-c", 2) != 0)
		return false;
	file = arg[2] ? arg + 2 : *s->next ? *s->next++ : NULL;
	if (!file || !*file) {
		verb_error("-c needs the name of a configuration file behind it");
		*code = VERB_USAGE;
	}
	s->call.config = file;
	return true;
}

static int unknown_option(const struct scan *s, const char *arg)
{
	const char *names[VERB_OPTIONS_MAX + 1] = {"--help"};
	size_t n = 1;
	const char *near;

	for (size_t i = 0; i < VERB_OPTIONS_MAX && s->verb->options[i].name; i++)
		names[n++] = s->verb->options[i].name;
	near = spelling_nearest(arg, names, n);
	if (near)
		return verb_misused(s->verb, "`%s` takes no option `%s`; did you mean `%s`?", s->verb->name, arg, near);
	return verb_misused(s->verb, "`%s` takes no option `%s`", s->verb->name, arg);
}

static int take_option(struct scan *s, char *arg)
{
	char *value = strchr(arg, '=');
	size_t n = value ? (size_t)(value - arg) : strlen(arg);

	for (size_t i = 0; i < VERB_OPTIONS_MAX && s->verb->options[i].name; i++) {
		const struct verb_option *o = &s->verb->options[i];

		if (strlen(o->name) != n || strncmp(o->name, arg, n) != 0)
			continue;
		if (value && !o->valued)
			return verb_misused(s->verb, "`%s` takes no value", o->name);
		if (o->valued && !value && !*s->next)
			return verb_misused(s->verb, "`%s` needs a value behind it", o->name);
		s->call.options[i] = !o->valued ? "" : value ? value + 1 : *s->next++;
		return VERB_DONE;
	}
	return unknown_option(s, arg);
}

/* A lone `-` is an argument: it stands for an unknown serial number. */
static bool is_option(const struct scan *s, const char *arg)
{
	return !s->plain && arg[0] == '-' && arg[1] != '\0';
}

static int take(struct scan *s, char *arg)
{
	int code = VERB_DONE;

	if (!is_option(s, arg)) {
		s->call.args[s->call.n++] = arg;
		s->call.args[s->call.n] = NULL;
		s->plain = s->plain || (s->verb->words_from > 0 && s->call.n >= s->verb->words_from);
	} else if (strcmp(arg, "--") == 0) {
		s->plain = true;
	} else if (strcmp(arg, "-h") == 0 || strcmp(arg, "--help") == 0) {
		s->wants_help = true;
	} else if (!take_config(s, arg, &code)) {
		code = take_option(s, arg);
	}
	return code;
}

/* Reads what stands before the verb, and the verb. Sets *done where there is nothing more to do. */
static int take_verb(struct scan *s, bool *done)
{
	int code = VERB_DONE;

	while (*s->next && !s->verb && code == VERB_DONE) {
		const char *arg = *s->next++;

		*done = true;
		if (strcmp(arg, "--version") == 0 || strcmp(arg, "-V") == 0)
			return printf("fieldgate %s\n", VERSION) < 0 ? VERB_BROKEN : VERB_DONE;
		if (strcmp(arg, "-h") == 0 || strcmp(arg, "--help") == 0)
			return print_overview();
		*done = false;
		if (take_config(s, arg, &code))
			continue;
		if (arg[0] == '-') {
			verb_error("there is no option `%s`; `fieldgate help` lists what there is", arg);
			return VERB_USAGE;
		}
		s->verb = find_verb(arg);
		if (!s->verb)
			return unknown_verb(arg);
	}
	return code;
}

static int count_arguments(const struct scan *s)
{
	const struct verb *v = s->verb;

	if (s->call.n < v->least)
		return verb_misused(v, "`%s` needs more arguments", v->name);
	if (v->most >= 0 && s->call.n > v->most)
		return verb_misused(v, "`%s` does not know what to do with `%s`", v->name, s->call.args[v->most]);
	return VERB_DONE;
}

static int run(struct scan *s)
{
	bool done = false;
	int code = take_verb(s, &done);

	if (done || code != VERB_DONE)
		return code;
	if (!s->verb) {
		verb_error("no verb was named; `fieldgate help` lists them");
		return VERB_USAGE;
	}
	while (*s->next && code == VERB_DONE) {
		char *arg = *s->next++;

		code = take(s, arg);
	}
	if (code == VERB_DONE && s->wants_help)
		return print_help(s->verb);
	if (code == VERB_DONE)
		code = count_arguments(s);
	return code == VERB_DONE ? s->verb->run(&s->call) : code;
}

static bool all_utf8(char **args)
{
	for (int i = 0; args[i]; i++) {
		if (!utf8_valid(args[i], strlen(args[i]))) {
			verb_error("argument %d is not UTF-8; set the terminal to UTF-8 and type it again", i + 1);
			return false;
		}
	}
	return true;
}

int main(int argc, char **argv)
{
	char **given;
	struct scan s;
	int code;

	/* For regcomp() to take a character as one, and nothing else: numbers keep their points. */
	setlocale(LC_CTYPE, "C.UTF-8");
	/* A limit on the size of files is then met as a full disk is, and ends nobody. */
	signal(SIGXFSZ, SIG_IGN);
	/* argv may be empty altogether. */
	given = argc > 0 ? argv + 1 : argv;
	if (!all_utf8(given))
		return VERB_USAGE;
	s = (struct scan){.next = given};
	s.call.args = calloc((size_t)argc + 1, sizeof(*s.call.args));
	if (!s.call.args) {
		verb_error("out of memory; free some and try again");
		return VERB_BROKEN;
	}
	code = run(&s);
	free(s.call.args);
	if (fflush(stdout) != 0 && code == VERB_DONE) {
		verb_error("standard output cannot be written; what was to be done is done");
		code = VERB_BROKEN;
	}
	return code;
}
