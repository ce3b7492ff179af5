/* The verbs of the command line: one row and one file each. Parsing and help come from the row, never from a second
 * list. */
#ifndef VERB_H
#define VERB_H

#include <stdbool.h>

#define VERB_OPTIONS_MAX 20

/* What a verb returns, and the process with it. */
enum { VERB_DONE, VERB_FAULTY, VERB_USAGE, VERB_BROKEN };

/* A verb as it was called. */
struct call {
	const char *config;                    /* the file after -c, or NULL: the default one */
	int n;                                 /* arguments, options taken out */
	char **args;                           /* NULL behind the last */
	const char *options[VERB_OPTIONS_MAX]; /* by the row's order: the value, "" for one without; NULL: not given */
};

struct verb_option {
	const char *name; /* "--all" */
	bool valued;      /* a value follows it, or stands behind `=` */
};

struct verb {
	const char *name;
	const char *usage; /* what may follow the name */
	const char *brief; /* for the list of verbs: no stop at the end */
	const char *help;  /* paragraphs, for `help VERB` */
	struct verb_option options[VERB_OPTIONS_MAX];
	int least, most; /* arguments; most -1: any number */
	int words_from;  /* after so many arguments all is taken as it stands, -c too; 0: never */
	int (*run)(const struct call *c);
};

extern const struct verb verb_serve, verb_check, verb_rehearse, verb_init, verb_import, verb_export, verb_open,
	verb_list, verb_show, verb_forget, verb_due, verb_missing, verb_outbox, verb_channel, verb_text, verb_token,
	verb_backup, verb_audit;

/* One line on standard error: what is wrong, and what to do. */
void verb_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same, and how the verb is used; returns VERB_USAGE. */
int verb_misused(const struct verb *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The arguments from `first` on, joined by one blank; to be freed, NULL when out of memory. */
char *verb_words(const struct call *c, int first);

#endif
