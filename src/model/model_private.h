#ifndef MODEL_MODEL_PRIVATE_H
#define MODEL_MODEL_PRIVATE_H

#include "model/record.h"

/* The fields kept in a record's header, in turn; NULL after the last. */
const struct field *schema_header_field_at(size_t index);

/* Over all of the packed record but the checksum itself. `size` is at least RECORD_HEADER_SIZE. */
uint64_t record_compute_checksum(const uint8_t *bytes, size_t size);

#endif
