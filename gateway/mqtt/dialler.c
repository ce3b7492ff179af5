#include "gateway/mqtt/dialler.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "gateway/base/wakeup.h"
#include "gateway/mqtt/mqtt_client.h"

bool dialler_init(struct dialler *d, const struct setup *s, const struct connection *first,
		  const struct connection *second)
{
	*d = (struct dialler){.setup = s, .first = first, .second = second};
	d->done_fd = wakeup_new();
	return d->done_fd >= 0;
}

void dialler_free(struct dialler *d)
{
	if (d->done_fd >= 0)
		close(d->done_fd);
	d->done_fd = -1;
}

static void *dial(void *ctx)
{
	struct dialler *d = ctx;

	d->rc = mqtt_client_connect(d->setup, d->first->m);
	if (!d->rc)
		d->rc = mqtt_client_connect(d->setup, d->second->m);
	d->error = errno;
	wakeup_send(d->done_fd);
	return NULL;
}

bool dialler_start(struct dialler *d)
{
	return pthread_create(&d->thread, NULL, dial, d) == 0;
}

bool dialler_has_done(struct dialler *d)
{
	if (!wakeup_take(d->done_fd))
		return false;
	pthread_join(d->thread, NULL);
	return true;
}

bool dialler_give_up(struct dialler *d, int ms)
{
	struct pollfd p = {.fd = d->done_fd, .events = POLLIN};

	if (poll(&p, 1, ms) > 0)
		return dialler_has_done(d);
	pthread_detach(d->thread);
	return false;
}
