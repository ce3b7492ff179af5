#include "gateway/phones/phones.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "gateway/api/api.h"
#include "gateway/base/log.h"
#include "gateway/phones/phone_request.h"

struct phones {
	struct play_list plays; /* of the thread */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t news;
	/* behind the lock: */
	struct phones_ask *first, **last;
	size_t waiting;
	bool closed;
};

/* The next one; NULL: it is over. */
static struct phones_ask *take(struct phones *p)
{
	struct phones_ask *a;

	pthread_mutex_lock(&p->lock);
	while (!p->first && !p->closed)
		pthread_cond_wait(&p->news, &p->lock);
	a = p->closed ? NULL : p->first;
	if (a) {
		p->first = a->next;
		p->last = p->first ? p->last : &p->first;
		p->waiting--;
	}
	pthread_mutex_unlock(&p->lock);
	return a;
}

static void *play(void *ctx)
{
	struct phones *p = ctx;
	struct phones_ask *a;

	log_hush(true);
	while ((a = take(p))) {
		phone_request_answer(&p->plays, a);
		a->over(a);
	}
	play_list_clear(&p->plays);
	return NULL;
}

/* Signals are the loop's. */
static bool start(struct phones *p)
{
	sigset_t all, before;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&p->thread, NULL, play, p);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error == 0;
}

struct phones *phones_new(void)
{
	struct phones *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->last = &p->first;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->news, NULL);
	if (start(p))
		return p;
	pthread_cond_destroy(&p->news);
	pthread_mutex_destroy(&p->lock);
	free(p);
	return NULL;
}

void phones_close(struct phones *p)
{
	struct phones_ask *a, *next;

	if (!p)
		return;
	atomic_store(&p->plays.ends, true);
	pthread_mutex_lock(&p->lock);
	p->closed = true;
	pthread_cond_signal(&p->news);
	pthread_mutex_unlock(&p->lock);
	pthread_join(p->thread, NULL);
	for (a = p->first; a; a = next) {
		next = a->next;
		a->reply = api_problem(a->rules, a->lang, PROBLEM_LATER, NULL);
		a->over(a);
	}
	p->first = NULL;
}

void phones_free(struct phones *p)
{
	if (!p)
		return;
	pthread_cond_destroy(&p->news);
	pthread_mutex_destroy(&p->lock);
	free(p);
}

bool phones_put(struct phones *p, struct phones_ask *a)
{
	bool room;

	pthread_mutex_lock(&p->lock);
	room = !p->closed && p->waiting < PHONES_WAIT_MOST;
	if (room) {
		a->next = NULL;
		*p->last = a;
		p->last = &a->next;
		p->waiting++;
		pthread_cond_signal(&p->news);
	}
	pthread_mutex_unlock(&p->lock);
	return room;
}
