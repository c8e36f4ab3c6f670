/* Telling what is well and what is not. */
#ifndef TD_DOCTOR_H
#define TD_DOCTOR_H

#include "err.h"

/* Where signs go, and the worst of them so far. */
typedef struct td_doctor {
  td_sign_fn on_sign;
  void *ud;
  td_health worst;
} td_doctor;

/* Reports one thing; `text` may be formatted into a buffer of the caller's. */
void td_doctor_say(td_doctor *d, td_health health, const char *name,
                   const char *text, const char *advice);

/* Reports the versions of the libraries that core stands on. */
void td_doctor_libraries(td_doctor *d);

#endif
