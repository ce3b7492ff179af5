#include "gateway/http/page_sources.h"

#include <stdlib.h>

#include "gateway/base/wakeup.h"
#include "gateway/http/web_request.h"

struct channels *page_sources_channels(struct page_sources *from)
{
	struct channels *c;

	pthread_mutex_lock(&from->lock);
	c = channels_hold(from->channels);
	pthread_mutex_unlock(&from->lock);
	return c;
}

struct rulebook *page_sources_rules(struct page_sources *from)
{
	struct rulebook *r;

	pthread_mutex_lock(&from->lock);
	r = rulebook_hold(from->rules);
	pthread_mutex_unlock(&from->lock);
	return r;
}

struct setup *page_sources_setup(struct page_sources *from)
{
	struct setup *s;

	pthread_mutex_lock(&from->lock);
	s = from->setup;
	from->setup = NULL;
	pthread_mutex_unlock(&from->lock);
	return s;
}

/* NULL where memory runs out: the one before holds on. */
static struct setup *copy(const struct setup *s)
{
	struct setup *c = malloc(sizeof(*c));

	if (c)
		*c = *s;
	return c;
}

void page_sources_renew(struct page_sources *from, const struct setup *s, struct channels *c, struct rulebook *r)
{
	struct setup *setup = copy(s), *before;
	struct channels *channels;
	struct rulebook *rules;

	channels_hold(c);
	rulebook_hold(r);
	pthread_mutex_lock(&from->lock);
	channels = from->channels;
	rules = from->rules;
	before = from->setup;
	from->setup = setup ? setup : before;
	from->channels = c;
	from->rules = r;
	pthread_mutex_unlock(&from->lock);
	if (setup)
		free(before);
	channels_release(channels);
	rulebook_release(rules);
}

void page_sources_answered(struct page_sources *from, struct web_request *x)
{
	pthread_mutex_lock(&from->lock);
	x->next = from->answered;
	from->answered = x;
	pthread_mutex_unlock(&from->lock);
	wakeup_send(from->wake_fd);
}

void page_sources_resume(struct page_sources *from)
{
	struct web_request *x;

	pthread_mutex_lock(&from->lock);
	x = from->answered;
	from->answered = NULL;
	pthread_mutex_unlock(&from->lock);
	for (; x; x = x->next)
		MHD_resume_connection(x->connection);
}
