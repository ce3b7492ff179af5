/* Schedules that are due: the machines are gone through, a bounded number in each turn of the clock, and for those that are
 * due a ticket is opened. For this wing alone, and what takes what is due. */
#ifndef SCHEDULE_RUN_H
#define SCHEDULE_RUN_H

#include "gateway/road/intake.h"

/* The next machines of one schedule that is due by now. How far it has come lies in the database, so that a run goes on
 * after a kill; until its end the schedule stays due. No machine gets two tickets for one occasion. False if the store or
 * memory failed. */
bool schedule_take(struct intake *intake);

#endif
