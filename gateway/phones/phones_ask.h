/* One request to the phones, and its answer, without any library of HTTP. */
#ifndef PHONES_ASK_H
#define PHONES_ASK_H

#include "gateway/api/api_request.h"
#include "gateway/config/settings.h"
#include "handlers/answer/rulebook.h"

/* A request of /phones/v1/. From phones_put() to over() it is the phones'. */
struct phones_ask {
	const char *method;
	const char *path; /* what stands behind /phones/v1/, decoded */
	const char *body; /* n bytes, and a NUL behind */
	size_t n;
	const char *said_after; /* in the query; NULL: nothing is */
	size_t after;           /* texts up to this number are known */
	enum lang lang;
	int64_t now;                        /* UTC ms */
	struct rulebook *rules;             /* held by who asks */
	struct setup *setup;                /* where a play is to begin; else NULL */
	void (*over)(struct phones_ask *a); /* by the phones' thread */
	void *owner;
	struct api_reply reply;
	char attachment[48]; /* as which file it is to be kept; "": as none */
	struct phones_ask *next;
};

#endif
