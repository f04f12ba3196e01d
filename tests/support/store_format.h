/* A newer program's mark on a store. */
#ifndef SUPPORT_STORE_FORMAT_H
#define SUPPORT_STORE_FORMAT_H

/* Raises the format by one, as an upgrade by the next version does at its end; fails the test where it cannot. */
void test_store_raise_format(const char *directory);

#endif
