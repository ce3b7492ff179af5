/* What the library calls while it connects, reads and writes. It is for this wing alone. */
#ifndef BROKER_CALLBACKS_H
#define BROKER_CALLBACKS_H

struct mosquitto;

/* For a handle whose callbacks are given a connection of a broker. They run in whichever thread has the connection:
 * what is here touches nothing of the loop's while it is the sender's. */
void broker_callbacks_set(struct mosquitto *m);

#endif
