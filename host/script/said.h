/* Whether what comes as the answer of a check can be one. */
#ifndef TD_SAID_H
#define TD_SAID_H

#include "rule.h"
#include "snapshot.h"
#include "value.h"

/* Whether a value from elsewhere (another process, the record) has the parts
 * that td_tally_value gives, and names only rows that there are: the rest of
 * the library takes it for granted. */
bool td_said_is_sound(const td_value *said, const struct td_snapshot *snap,
                      const td_rule *rule);

#endif
