/* SPDX-License-Identifier: MIT */
/*
 * What the telemetry publisher and its readers agree on: the record, where it
 * lies, and how large the map is.
 */
#ifndef TELEMETRY_H
#define TELEMETRY_H

#include <mmf/mmf.h>

/* Doubles alone: every compiler lays them out the same way. */
typedef struct climate {
    double celsius;
    double hectopascal;
    double humidity; /* 0 to 1 */
} climate;

#define TELEMETRY_NAME "MmfTelemetry"

enum {
    TELEMETRY_AT = 0, /* of the record's header */
    TELEMETRY_SIZE = MMF_RECORD_ROOM(sizeof(climate))
};

#endif
