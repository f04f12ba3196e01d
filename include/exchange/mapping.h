/* A mapping file: how the columns of somebody else's file become records. libconfig; conf/import/ has examples and
 * doc/forvalta-mapping.5 tells the rest. */
#ifndef EXCHANGE_MAPPING_H
#define EXCHANGE_MAPPING_H

#include "exchange/import_plan.h"

/* Fills `plan`, which plan_free frees. The error names the file and the line. */
bool mapping_read(struct import_plan *plan, const char *file, struct error *error);

#endif
