/* SPDX-License-Identifier: MIT */
/*
 * The processor's instruction for CRC-32C, and whether it is there:
 *
 *     mmf_cpu_has_crc     asks the processor, slowly
 *     mmf_cpu_crc_word    adds a machine word to a checksum
 *     mmf_cpu_crc_byte    adds a byte
 *     MMF_CPU_CRC         marks a function that uses the last two
 *
 * A room for conditions on compiler and processor, as compiler.h is; the one
 * that asks the system too, because an ARM processor answers nobody else.
 */
#ifndef MMF_CPU_H
#define MMF_CPU_H

#include "compiler.h"
#include <stdbool.h>
#include <stdint.h>

/* Asks the processor once: on a virtual machine a question can take
 * microseconds.  known starts as 0. */
static inline bool mmf_cpu_ask_once(uint32_t *known, bool (*ask)(void))
{
    enum {
        UNKNOWN,
        NO,
        YES
    };

    if (mmf_load_u32(known) == UNKNOWN)
        mmf_store_u32(known, ask() ? YES : NO);
    return mmf_load_u32(known) == YES;
}

#if defined(__x86_64__) || defined(__i386__) || defined(_M_X64) || \
    defined(_M_IX86)

#include <nmmintrin.h>
#if defined(_MSC_VER)
#include <intrin.h>
#else
#include <cpuid.h>
#endif

#if defined(_MSC_VER) && !defined(__clang__)
#define MMF_CPU_CRC
#else
#define MMF_CPU_CRC __attribute__((__target__("sse4.2")))
#endif

/* Which of the wanted features, bits of what leaf 1 says in ecx, are there. */
static inline unsigned mmf_cpu_features(unsigned wanted)
{
    enum {
        FEATURES = 1
    };
#if defined(_MSC_VER)
    int found[4];

    __cpuid(found, FEATURES);
    return (unsigned)found[2] & wanted;
#else
    unsigned found[4] = {0, 0, 0, 0};

    if (__get_cpuid(FEATURES, &found[0], &found[1], &found[2], &found[3]) == 0)
        return 0;
    return found[2] & wanted;
#endif
}

static inline bool mmf_cpu_has_crc(void)
{
    enum {
        SSE4_2 = 1 << 20
    };

    return mmf_cpu_features(SSE4_2) != 0;
}

MMF_CPU_CRC static inline uint32_t mmf_cpu_crc_word(uint32_t sum, uintptr_t add)
{
#if defined(__x86_64__) || defined(_M_X64)
    return (uint32_t)_mm_crc32_u64(sum, add);
#else
    return _mm_crc32_u32(sum, add);
#endif
}

MMF_CPU_CRC static inline uint32_t mmf_cpu_crc_byte(uint32_t sum, uint8_t add)
{
    return _mm_crc32_u8(sum, add);
}

#elif defined(_M_ARM64)

#if defined(__clang__)
#include <arm_acle.h>
#else
#include <intrin.h>
#endif

__declspec(dllimport) int __stdcall IsProcessorFeaturePresent(unsigned long);

#if defined(__clang__)
#define MMF_CPU_CRC __attribute__((__target__("crc")))
#else
#define MMF_CPU_CRC
#endif

static inline bool mmf_cpu_has_crc(void)
{
    enum {
        ARM_V8_CRC32_INSTRUCTIONS = 31
    };

    return IsProcessorFeaturePresent(ARM_V8_CRC32_INSTRUCTIONS) != 0;
}

MMF_CPU_CRC static inline uint32_t mmf_cpu_crc_word(uint32_t sum, uintptr_t add)
{
    return __crc32cd(sum, add);
}

MMF_CPU_CRC static inline uint32_t mmf_cpu_crc_byte(uint32_t sum, uint8_t add)
{
    return __crc32cb(sum, add);
}

#elif defined(__aarch64__) && defined(__LP64__) && \
    (defined(__linux__) || defined(__ARM_FEATURE_CRC32))

#if defined(__linux__)
#include <sys/auxv.h>
#endif

#if defined(__clang__)
#define MMF_CPU_CRC __attribute__((__target__("crc")))
#else
#define MMF_CPU_CRC __attribute__((__target__("+crc")))
#endif

static inline bool mmf_cpu_has_crc(void)
{
#if defined(__ARM_FEATURE_CRC32)
    return true;
#else
    enum {
        HWCAP_OF_CRC32 = 1 << 7
    };

    return (getauxval(AT_HWCAP) & HWCAP_OF_CRC32) != 0;
#endif
}

#if defined(__clang__)
#define MMF_CPU_CRC_DOUBLE __builtin_arm_crc32cd
#define MMF_CPU_CRC_SINGLE __builtin_arm_crc32cb
#else
#define MMF_CPU_CRC_DOUBLE __builtin_aarch64_crc32cx
#define MMF_CPU_CRC_SINGLE __builtin_aarch64_crc32cb
#endif

MMF_CPU_CRC static inline uint32_t mmf_cpu_crc_word(uint32_t sum, uintptr_t add)
{
    return MMF_CPU_CRC_DOUBLE(sum, add);
}

MMF_CPU_CRC static inline uint32_t mmf_cpu_crc_byte(uint32_t sum, uint8_t add)
{
    return MMF_CPU_CRC_SINGLE(sum, add);
}

#else

#define MMF_CPU_CRC

static inline bool mmf_cpu_has_crc(void)
{
    return false;
}

/* Never called: there is no such instruction. */
static inline uint32_t mmf_cpu_crc_word(uint32_t sum, uintptr_t add)
{
    (void)add;
    return sum;
}

static inline uint32_t mmf_cpu_crc_byte(uint32_t sum, uint8_t add)
{
    (void)add;
    return sum;
}

#endif

#endif
