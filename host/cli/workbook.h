/* The report as a file for spreadsheets: one .xlsx. */
#ifndef TD_WORKBOOK_H
#define TD_WORKBOOK_H

#include <stdio.h>

#include "tiendo.h"

/* Writes td_report_book as Office Open XML. The same result gives the same
 * bytes, whatever the clock and the place. */
td_status cli_workbook_write(td_result *result, const td_write_options *options,
                             FILE *to, td_err *err);

#endif
