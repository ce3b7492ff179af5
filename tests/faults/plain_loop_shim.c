/* Linked in with --wrap=mosquitto_threaded_set: the gateway as it would be on libmosquitto's plain loop, whose PUBACKs
 * leave as soon as a message is read. For kills_test, which must see that texts get lost by it. */
#include <mosquitto.h>
#include <stdbool.h>

int __wrap_mosquitto_threaded_set(struct mosquitto *m, bool threaded);

int __wrap_mosquitto_threaded_set(struct mosquitto *m, bool threaded)
{
	(void)m, (void)threaded;
	return MOSQ_ERR_SUCCESS;
}
