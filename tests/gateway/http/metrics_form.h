/* The form that Prometheus wants of metrics. */
#ifndef METRICS_FORM_H
#define METRICS_FORM_H

/* Fails the test unless all that /metrics says has it: each metric once, with help and type, its samples below it. */
void metrics_form_holds(int port);

#endif
