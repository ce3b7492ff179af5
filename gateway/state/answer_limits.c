#include "gateway/state/answer_limits.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "handlers/people/msisdn.h"
#include "templates/text/array.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define ROW 8 /* seats where one number may sit */
#define ROWS (ANSWER_LIMITS_NUMBERS / ROW)

struct seat {
	char number[MSISDN_MAX];
	int64_t hour;
	int answers; /* in that hour; 0: free */
	bool logged; /* that it is muted */
};

struct note { /* one answer of the batch that is decided */
	char number[MSISDN_MAX];
	int64_t hour;
	int answers; /* noted so far for this number and hour, this one included */
	int most;
	bool muted;
	size_t row;
	size_t before; /* the last one before it of a number in this row: its place, counted from 1; 0: none */
};

struct answer_limits {
	struct seat seats[ROWS][ROW];
	size_t last[ROWS]; /* as `before` */
	struct note *notes;
	size_t n, cap;
};

struct answer_limits *answer_limits_new(void)
{
	return calloc(1, sizeof(struct answer_limits));
}

void answer_limits_free(struct answer_limits *l)
{
	if (l)
		free(l->notes);
	free(l);
}

static size_t row_of(const char *number)
{
	uint64_t h = 14695981039346656037u;

	for (; *number; number++)
		h = (h ^ (unsigned char)*number) * 1099511628211u;
	return (h >> 32) % ROWS;
}

static bool sits(const struct seat *seat, const char *number, int64_t hour)
{
	return seat->answers && seat->hour == hour && strcmp(seat->number, number) == 0;
}

/* ---- noting ---- */

static int counted(const struct answer_limits *l, size_t row, const char *number, int64_t hour)
{
	for (size_t i = 0; i < ROW; i++)
		if (sits(&l->seats[row][i], number, hour))
			return l->seats[row][i].answers;
	return 0;
}

static int noted(const struct answer_limits *l, size_t row, const char *number, int64_t hour)
{
	for (size_t at = l->last[row]; at; at = l->notes[at - 1].before) {
		const struct note *note = &l->notes[at - 1];

		if (note->hour == hour && strcmp(note->number, number) == 0)
			return note->answers;
	}
	return 0;
}

bool answer_limits_note(struct answer_limits *l, const char *number, int most, int64_t now)
{
	struct note note = {.hour = now / HOUR_MS, .most = most};
	struct note *all;

	if (!l || most <= 0)
		return true;
	all = array_room(l->notes, l->n, &l->cap, sizeof(*all));
	if (!all)
		return true;
	l->notes = all;
	text_copy(note.number, sizeof(note.number), number);
	note.row = row_of(note.number);
	note.before = l->last[note.row];
	note.answers = noted(l, note.row, note.number, note.hour);
	note.muted = counted(l, note.row, note.number, note.hour) + note.answers >= most;
	note.answers += !note.muted;
	all[l->n++] = note;
	l->last[note.row] = l->n;
	return !note.muted;
}

size_t answer_limits_mark(const struct answer_limits *l)
{
	return l ? l->n : 0;
}

void answer_limits_back(struct answer_limits *l, size_t mark)
{
	for (; l && l->n > mark; l->n--)
		l->last[l->notes[l->n - 1].row] = l->notes[l->n - 1].before;
}

/* ---- counting ---- */

/* The number's own seat; else the one that is missed least. */
static struct seat *seat_for(struct seat row[ROW], const char *number, int64_t hour)
{
	struct seat *least = row;

	for (struct seat *seat = row; seat < row + ROW; seat++) {
		if (seat->answers && strcmp(seat->number, number) == 0)
			return seat;
		if ((seat->hour == hour ? seat->answers : 0) < (least->hour == hour ? least->answers : 0))
			least = seat;
	}
	return least;
}

/* Whole telephone numbers do not belong in logs. */
static const char *last_digits(const char *number)
{
	size_t n = strlen(number);

	return n > 4 ? number + n - 4 : number;
}

static void count(struct answer_limits *l, const struct note *note)
{
	struct seat *seat = seat_for(l->seats[note->row], note->number, note->hour);

	if (!sits(seat, note->number, note->hour)) {
		*seat = (struct seat){.hour = note->hour};
		text_copy(seat->number, sizeof(seat->number), note->number);
	}
	if (!note->muted) {
		seat->answers++;
		return;
	}
	if (!seat->logged)
		log_warn(
			"the number that ends in %s was answered %d times within the hour; until the next it gets only "
			"answers to texts that move a ticket",
			last_digits(note->number), note->most);
	seat->logged = true;
}

void answer_limits_count(struct answer_limits *l)
{
	for (size_t i = 0; l && i < l->n; i++)
		count(l, &l->notes[i]);
	answer_limits_back(l, 0);
}
