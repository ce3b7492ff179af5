/* A real Kannel for tests: bearerbox and smsbox on free loopback ports, before an SMSC of Kannel's own "fake" kind, whose
 * other side, the phones, is played here. What one of them texts goes to a get-url of the test's; what is sent to one of
 * them is kept, long texts joined again. Kannel reports each text as taken and as delivered. */
#ifndef KANNEL_H
#define KANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define KANNEL_USER "fieldgate"
#define KANNEL_PASSWORD "not a secret"

struct kannel_text {
	char number[32]; /* of the phone */
	char text[2048]; /* UTF-8 */
	int parts, parts_here;
	int reference; /* that its parts have in common */
};

struct kannel {
	char dir[600];                 /* the test's, which exists and is removed by it */
	int admin, box, smsc, sendsms; /* ports; sendsms is the one of HTTP */
	pid_t bearerbox, smsbox;
	int phones; /* the SMSC's other side; -1: away */
	char line[8192];
	size_t line_n;
	struct kannel_text **texts; /* each stays where it is */
	size_t n, room;
};

/* Chooses ports and writes the configuration. `get_url`, with Kannel's own escapes: where texts from phones go. */
void kannel_make(struct kannel *k, const char *dir, const char *get_url);
/* Starts both boxes and brings the phones to the SMSC; returns when sendsms is answered. */
void kannel_start(struct kannel *k);
/* Ends them at once, as a machine that fails does; kannel_start() may follow. */
void kannel_kill(struct kannel *k);
/* smsbox has crashed by itself: that of Kannel 1.4.5 panics (conn_unregister) when a connection that it has just made
 * is reset before it writes. What it had in its memory is gone: texts of phones, and reports. */
bool kannel_smsbox_crashed(const struct kannel *k);
/* Starts it again, as a service manager would. */
void kannel_smsbox_again(struct kannel *k);
/* kannel_kill(), and frees what was heard. */
void kannel_free(struct kannel *k);
/* Likewise the SMSC's other side alone: Kannel takes texts, and keeps them. */
void kannel_phones_away(struct kannel *k);
void kannel_phones_back(struct kannel *k);

/* A phone texts; one line of UTF-8. */
void kannel_mo(struct kannel *k, const char *from, const char *text);
/* How many whole texts have come to phones so far. */
size_t kannel_heard(struct kannel *k);
/* The i-th, whole or not; holds until kannel_free(), as what kannel_told() finds. */
const struct kannel_text *kannel_text(const struct kannel *k, size_t i);
/* Waits for a whole text to this number, from the `from`-th on, with these words in it. NULL: it did not come. */
const struct kannel_text *kannel_told(struct kannel *k, size_t from, const char *number, const char *words);
/* How many of these there are, without waiting. */
size_t kannel_count(struct kannel *k, size_t from, const char *number, const char *words);

#endif
