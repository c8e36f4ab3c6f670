/* One compliance run at a time: a lock that ends with the process that holds
 * it, however that ends. */
#ifndef TD_LOCK_H
#define TD_LOCK_H

#include "err.h"

/* Zero-initialised, or released, holds nothing. */
typedef struct td_lock {
  int fd; /* plus one; 0: not held */
} td_lock;

/* Takes the lock beside the file `path`: a file "PATH.run", which stays and
 * says which process holds it. Held by another: TD_EBUSY, or waits until it is
 * free if `wait`; on_wait, which may be NULL, is then told by whom it is held.
 * A store in memory is nobody else's: nothing is taken. Not for network file
 * systems. */
td_status td_lock_take(td_lock *lock, const char *path, bool wait,
                       void (*on_wait)(void *ud, const char *text), void *ud,
                       td_err *err);

void td_lock_release(td_lock *lock);

#endif
