/* What the phones are asked, request by request. It is for this wing alone, and for its thread. */
#ifndef PHONE_REQUEST_H
#define PHONE_REQUEST_H

#include "gateway/phones/phone_play.h"
#include "gateway/phones/phones_ask.h"

#define PLAYS_MOST 8

/* Zero-initialise. */
struct play_list {
	struct phone_play *all[PLAYS_MOST]; /* NULL: there is room */
	uint64_t touches;
	atomic_bool ends; /* set by another thread: what takes long is to stop */
};

void play_list_clear(struct play_list *l);
/* Makes a->reply. */
void phone_request_answer(struct play_list *l, struct phones_ask *a);

#endif
