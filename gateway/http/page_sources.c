#include "gateway/http/page_sources.h"

struct channels *page_sources_channels(struct page_sources *from)
{
	struct channels *c;

	pthread_mutex_lock(&from->lock);
	c = channels_hold(from->channels);
	pthread_mutex_unlock(&from->lock);
	return c;
}

void page_sources_renew(struct page_sources *from, struct channels *c)
{
	struct channels *before;

	channels_hold(c);
	pthread_mutex_lock(&from->lock);
	before = from->channels;
	from->channels = c;
	pthread_mutex_unlock(&from->lock);
	channels_release(before);
}
