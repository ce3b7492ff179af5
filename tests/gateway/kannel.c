#include "tests/gateway/kannel.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/gateway/peer.h"

/* ---- its configuration ---- */

static void write_config(const struct kannel *k, const char *file, const char *get_url)
{
	FILE *f = fopen(file, "we");

	if (!f)
		peer_die("%s: %s", file, strerror(errno));
	fprintf(f,
		"group = core\nadmin-port = %d\nadmin-interface = 127.0.0.1\nadmin-password = \"%s\"\n"
		"smsbox-port = %d\nsmsbox-interface = 127.0.0.1\nbox-allow-ip = 127.0.0.1\ndlr-storage = internal\n\n",
		k->admin, KANNEL_PASSWORD, k->box);
	fprintf(f,
		"group = smsc\nsmsc = fake\nsmsc-id = phones\nport = %d\nconnect-allow-ip = 127.0.0.1\n"
		"reconnect-delay = 1\n\n",
		k->smsc);
	fprintf(f,
		"group = smsbox\nbearerbox-host = 127.0.0.1\nbearerbox-port = %d\nsendsms-port = %d\n"
		"sendsms-interface = 127.0.0.1\nglobal-sender = 106900\nhttp-request-retry = 8640\n"
		"http-queue-delay = 1\nreply-couldnotfetch = \"\"\nreply-couldnotrepresent = \"\"\n\n",
		k->box, k->sendsms);
	fprintf(f,
		"group = sendsms-user\nusername = %s\npassword = \"%s\"\nconcatenation = true\nmax-messages = 10\n\n",
		KANNEL_USER, KANNEL_PASSWORD);
	fprintf(f,
		"group = sms-service\nkeyword = default\nget-url = \"%s\"\ncatch-all = true\nomit-empty = true\n"
		"max-messages = 0\n",
		get_url);
	fclose(f);
}

void kannel_make(struct kannel *k, const char *dir, const char *get_url)
{
	char file[640];

	*k = (struct kannel){.phones = -1};
	snprintf(k->dir, sizeof(k->dir), "%s", dir);
	k->admin = peer_free_port();
	k->box = peer_free_port();
	k->smsc = peer_free_port();
	k->sendsms = peer_free_port();
	snprintf(file, sizeof(file), "%s/kannel.conf", dir);
	write_config(k, file, get_url);
}

/* ---- its processes ---- */

static bool listens(void *ctx)
{
	return peer_listens(*(int *)ctx);
}

static pid_t start_box(const struct kannel *k, const char *program, int *port)
{
	char path[64], file[640], log[640];
	char *args[] = {path, "-v", "1", file, NULL};
	pid_t pid;

	snprintf(path, sizeof(path), "/usr/sbin/%s", program);
	snprintf(file, sizeof(file), "%s/kannel.conf", k->dir);
	snprintf(log, sizeof(log), "%s/%s.log", k->dir, program);
	pid = peer_start(args, log);
	if (!peer_until(listens, port, PEER_PATIENCE))
		peer_die("Kannel's %s does not listen; see %s", program, log);
	return pid;
}

void kannel_phones_back(struct kannel *k)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)k->smsc), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	if (!peer_until(listens, &k->smsc, PEER_PATIENCE))
		peer_die("Kannel's SMSC does not listen");
	k->phones = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (k->phones < 0 || connect(k->phones, (struct sockaddr *)&a, sizeof(a)) != 0)
		peer_die("the phones cannot reach the SMSC: %s", strerror(errno));
	k->line_n = 0;
}

void kannel_phones_away(struct kannel *k)
{
	if (k->phones >= 0)
		close(k->phones);
	k->phones = -1;
}

void kannel_start(struct kannel *k)
{
	k->bearerbox = start_box(k, "bearerbox", &k->box);
	k->smsbox = start_box(k, "smsbox", &k->sendsms);
	kannel_phones_back(k);
}

void kannel_kill(struct kannel *k)
{
	kannel_phones_away(k);
	if (k->smsbox > 0)
		peer_end(&k->smsbox, SIGKILL);
	if (k->bearerbox > 0)
		peer_end(&k->bearerbox, SIGKILL);
}

bool kannel_smsbox_crashed(const struct kannel *k)
{
	siginfo_t info = {0};

	return k->smsbox > 0 && waitid(P_PID, (id_t)k->smsbox, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == k->smsbox;
}

void kannel_smsbox_again(struct kannel *k)
{
	peer_end(&k->smsbox, SIGKILL);
	k->smsbox = start_box(k, "smsbox", &k->sendsms);
}

void kannel_free(struct kannel *k)
{
	kannel_kill(k);
	for (size_t i = 0; i < k->n; i++)
		free(k->texts[i]);
	free(k->texts);
	k->texts = NULL;
	k->n = k->room = 0;
}

/* ---- what comes to the phones ---- */

/* Undoes %XX and `+`, in place; the number of bytes. */
static size_t decode(char *s)
{
	char *to = s, hex[3] = "";
	const char *from = s;

	while (*from) {
		if (from[0] == '%' && isxdigit((unsigned char)from[1]) && isxdigit((unsigned char)from[2])) {
			hex[0] = from[1];
			hex[1] = from[2];
			*to++ = (char)strtol(hex, NULL, 16);
			from += 3;
		} else {
			*to++ = (char)(*from == '+' ? ' ' : *from);
			from++;
		}
	}
	*to = '\0';
	return (size_t)(to - s);
}

/* Appends UTF-16BE as UTF-8. */
static void append_ucs2(struct kannel_text *t, char *bytes, size_t n)
{
	char *from = bytes, *to = t->text + strlen(t->text);
	size_t room = sizeof(t->text) - strlen(t->text) - 1;
	iconv_t c = iconv_open("UTF-8", "UTF-16BE");

	if (c == (iconv_t)-1 || iconv(c, &from, &n, &to, &room) == (size_t)-1)
		peer_die("Kannel sent what is no UTF-16");
	iconv_close(c);
	*to = '\0';
}

static void append_plain(struct kannel_text *t, const char *bytes)
{
	strncat(t->text, bytes, sizeof(t->text) - strlen(t->text) - 1);
}

static struct kannel_text *add(struct kannel *k, const char *number, int parts, int reference)
{
	struct kannel_text *t = calloc(1, sizeof(*t)),
			   **grown = k->n < k->room
					     ? k->texts
					     : realloc(k->texts, (2 * k->room + 64) * sizeof(struct kannel_text *));

	if (!t || !grown)
		peer_die("out of memory");
	k->room = k->n < k->room ? k->room : 2 * k->room + 64;
	k->texts = grown;
	k->texts[k->n++] = t;
	t->parts = parts;
	t->reference = reference;
	snprintf(t->number, sizeof(t->number), "%s", number);
	return t;
}

/* The last one with this reference, of which a part is missing still; the parts of one come in order. */
static struct kannel_text *unfinished(struct kannel *k, const char *number, int reference)
{
	for (size_t i = k->n; i > 0; i--) {
		struct kannel_text *t = k->texts[i - 1];

		if (t->reference == reference && strcmp(t->number, number) == 0)
			return t->parts_here < t->parts ? t : NULL;
	}
	return NULL;
}

/* FROM TO text|ucs-2|data WORDS, or FROM TO udh UDH WORDS with their reference, the number of parts and its own at
 * the UDH's end. */
static void hear_line(struct kannel *k, char *line)
{
	char *save, *from = strtok_r(line, " ", &save), *to = from ? strtok_r(NULL, " ", &save) : NULL,
		    *kind = to ? strtok_r(NULL, " ", &save) : NULL, *words;
	struct kannel_text *t = NULL;
	size_t n;
	int parts = 1, reference = -1;

	if (!kind || strcmp(kind, "ack") == 0)
		return;
	if (strcmp(kind, "udh") == 0) {
		char *udh = strtok_r(NULL, " ", &save);

		kind = udh ? strtok_r(NULL, " ", &save) : NULL;
		n = udh ? decode(udh) : 0;
		parts = n >= 3 ? (unsigned char)udh[n - 2] : 1;
		reference = n >= 3 ? (unsigned char)udh[n - 3] : -1;
		t = unfinished(k, to, reference);
	}
	words = save;
	if (!kind || !words)
		peer_die("Kannel sent a line to the phones that is none");
	t = t ? t : add(k, to, parts, reference);
	n = strcmp(kind, "text") == 0 ? strlen(words) : decode(words);
	if (strcmp(kind, "text") == 0)
		append_plain(t, words);
	else
		append_ucs2(t, words, n);
	t->parts_here++;
}

static void take_lines(struct kannel *k)
{
	char *end;

	while ((end = memchr(k->line, '\n', k->line_n))) {
		*end = '\0';
		hear_line(k, k->line);
		k->line_n -= (size_t)(end + 1 - k->line);
		memmove(k->line, end + 1, k->line_n);
	}
	if (k->line_n == sizeof(k->line))
		peer_die("Kannel sent a line that is too long");
}

static void hear(struct kannel *k)
{
	ssize_t n;

	while (k->phones >= 0) {
		n = recv(k->phones, k->line + k->line_n, sizeof(k->line) - k->line_n, MSG_DONTWAIT);
		if (n <= 0)
			return;
		k->line_n += (size_t)n;
		take_lines(k);
	}
}

size_t kannel_heard(struct kannel *k)
{
	hear(k);
	return k->n;
}

const struct kannel_text *kannel_text(const struct kannel *k, size_t i)
{
	return k->texts[i];
}

static const struct kannel_text *find(struct kannel *k, size_t from, const char *number, const char *words,
				      size_t *count)
{
	const struct kannel_text *first = NULL;

	hear(k);
	*count = 0;
	for (size_t i = from; i < k->n; i++) {
		const struct kannel_text *t = k->texts[i];

		if (t->parts_here < t->parts || strcmp(t->number, number) != 0 || !strstr(t->text, words))
			continue;
		first = first ? first : t;
		++*count;
	}
	return first;
}

struct waiting {
	struct kannel *k;
	size_t from, count;
	const char *number, *words;
	const struct kannel_text *found;
};

static bool has_come(void *ctx)
{
	struct waiting *w = ctx;

	w->found = find(w->k, w->from, w->number, w->words, &w->count);
	return w->found;
}

const struct kannel_text *kannel_told(struct kannel *k, size_t from, const char *number, const char *words)
{
	struct waiting w = {.k = k, .from = from, .number = number, .words = words};

	peer_until(has_come, &w, PEER_PATIENCE);
	return w.found;
}

size_t kannel_count(struct kannel *k, size_t from, const char *number, const char *words)
{
	size_t n;

	find(k, from, number, words, &n);
	return n;
}

/* ---- what the phones say ---- */

void kannel_mo(struct kannel *k, const char *from, const char *text)
{
	char line[4096];
	int n = snprintf(line, sizeof(line), "%s 106900 text %s\n", from, text);

	if (n < 0 || (size_t)n >= sizeof(line) || send(k->phones, line, (size_t)n, MSG_NOSIGNAL) != n)
		peer_die("a phone's text did not leave");
}
