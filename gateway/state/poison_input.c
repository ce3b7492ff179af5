#include "gateway/state/poison_input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/ledger/digest.h"
#include "db/store/store.h"
#include "gateway/base/log.h"
#include "templates/text/hex.h"
#include "templates/text/text.h"

#define HEX 64
#define NOTE_BYTES (HEX + 3) /* SHA-256, a blank, how many processes ended over it before, a line feed */
#define ASIDE_MAX 16         /* the oldest is forgotten */
#define KEY "set_aside"

struct poison {
	int fd;
	char noted[NOTE_BYTES + 1];
	char suspect[HEX + 1]; /* what the last process was at; "" for nothing */
	int ends;              /* how many processes in a row ended over it */
	bool met;              /* it is in this batch */
	char aside[ASIDE_MAX][HEX + 1];
	size_t aside_n;
	bool silent; /* it was said that notes cannot be written */
};

static void sha256(const void *data, size_t n, char hex[HEX + 1])
{
	unsigned char hash[HEX / 2] = {0};

	(void)digest_of(data, n, hash);
	hex_write(hash, sizeof(hash), hex);
}

/* ---- set aside ---- */

static bool read_aside(struct poison *p, struct store *s)
{
	char all[ASIDE_MAX * (HEX + 1) + 1];

	if (!store_get(s, KEY, all, sizeof(all)))
		return false;
	for (const char *at = all; strlen(at) >= HEX && p->aside_n < ASIDE_MAX; at += HEX + (at[HEX] == ' '))
		snprintf(p->aside[p->aside_n++], HEX + 1, "%.*s", HEX, at);
	return true;
}

static bool write_aside(const struct poison *p, struct store *s)
{
	char all[ASIDE_MAX * (HEX + 1) + 1] = "";

	for (size_t i = 0; i < p->aside_n; i++)
		snprintf(all + strlen(all), sizeof(all) - strlen(all), i ? " %s" : "%s", p->aside[i]);
	if (store_begin(s) && store_put(s, KEY, all) && store_commit(s))
		return true;
	store_rollback(s);
	return false;
}

static bool set_aside(struct poison *p, struct store *s, const char *hex)
{
	if (p->aside_n == ASIDE_MAX)
		memmove(p->aside[0], p->aside[1], --p->aside_n * sizeof(p->aside[0]));
	text_copy(p->aside[p->aside_n++], HEX + 1, hex);
	log_error("%d processes ended over the input with SHA-256 %s: it is set aside, and rejected when it comes",
		  ENDS_MOST, hex);
	return write_aside(p, s);
}

static bool is_aside(const struct poison *p, const char *hex)
{
	for (size_t i = 0; i < p->aside_n; i++)
		if (strcmp(p->aside[i], hex) == 0)
			return true;
	return false;
}

/* ---- the note ---- */

static void write_note(struct poison *p, const char *note)
{
	if (strcmp(p->noted, note) == 0)
		return;
	text_copy(p->noted, sizeof(p->noted), note);
	if (pwrite(p->fd, note, NOTE_BYTES, 0) == NOTE_BYTES || p->silent)
		return;
	log_warn("what is being decided cannot be noted: %s", strerror(errno));
	p->silent = true;
}

static void blank(char note[NOTE_BYTES + 1])
{
	memset(note, ' ', NOTE_BYTES - 1);
	note[NOTE_BYTES - 1] = '\n';
	note[NOTE_BYTES] = '\0';
}

static void write_blank(struct poison *p)
{
	char note[NOTE_BYTES + 1];

	blank(note);
	write_note(p, note);
}

/* A batch may be decided twice: what was suspected stays so to its end. */
bool poison_taking(struct poison *p, const void *payload, size_t n)
{
	char note[NOTE_BYTES + 1], hex[HEX + 1];
	bool again;

	if (!p)
		return true;
	sha256(payload, n, hex);
	if (is_aside(p, hex)) {
		write_blank(p);
		return false;
	}
	again = strcmp(hex, p->suspect) == 0;
	p->met = p->met || again;
	memcpy(note, hex, HEX);
	note[HEX] = ' ';
	note[HEX + 1] = (char)('0' + (again ? p->ends : 0));
	note[HEX + 2] = '\n';
	note[NOTE_BYTES] = '\0';
	write_note(p, note);
	return true;
}

void poison_over(struct poison *p)
{
	if (!p)
		return;
	write_blank(p);
	if (p->met)
		p->suspect[0] = '\0'; /* it was decided, and here we are */
	p->met = false;
}

/* ---- beginning and end ---- */

static bool read_note(struct poison *p, struct store *s)
{
	char note[NOTE_BYTES + 1] = "";

	if (pread(p->fd, note, NOTE_BYTES, 0) != NOTE_BYTES || strspn(note, "0123456789abcdef") != HEX)
		return true;
	snprintf(p->suspect, sizeof(p->suspect), "%.*s", HEX, note);
	p->ends = note[HEX + 1] - '0' + 1;
	log_warn("the last process ended while it decided the input with SHA-256 %s", p->suspect);
	if (p->ends < ENDS_MOST)
		return true;
	if (!is_aside(p, p->suspect) && !set_aside(p, s, p->suspect))
		return false;
	poison_over(p);
	return true;
}

struct poison *poison_new(struct store *s, int fd)
{
	struct poison *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->fd = fd;
	if (read_aside(p, s) && read_note(p, s))
		return p;
	free(p);
	return NULL;
}

void poison_free(struct poison *p)
{
	free(p);
}
