/* SPDX-License-Identifier: MIT */
/*
 * Instructions that not every processor has, and whether they are there.  For
 * CRC-32C:
 *
 *     mmf_cpu_has_crc     asks the processor, slowly
 *     mmf_cpu_crc_word    adds a machine word to a checksum
 *     mmf_cpu_crc_byte    adds a byte
 *     MMF_CPU_CRC         marks a function that uses the last two
 *
 * and for vectors of 32 bytes, on x86 only:
 *
 *     mmf_cpu_has_avx     asks the processor and what the system lets it do
 *     mmf_cpu_has_avx2    the same for what came later
 *     MMF_CPU_AVX2        marks a function that uses them
 *
 * mmf_cpu_ask_once() remembers the answer to either question.
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

#include <immintrin.h>
#if defined(_MSC_VER)
#include <intrin.h>
#else
#include <cpuid.h>
#endif

#if defined(_MSC_VER) && !defined(__clang__)
#define MMF_CPU_CRC
#define MMF_CPU_AVX2
#define MMF_CPU_XSAVE
#else
#define MMF_CPU_CRC   __attribute__((__target__("sse4.2")))
#define MMF_CPU_AVX2  __attribute__((__target__("avx2")))
#define MMF_CPU_XSAVE __attribute__((__target__("xsave")))
#endif

/* The registers A to D that answer a question; all 0 if it is unknown. */
typedef struct mmf_cpu_answer {
    uint32_t registers[4];
} mmf_cpu_answer;

static inline mmf_cpu_answer mmf_cpu_ask(uint32_t question)
{
    mmf_cpu_answer found = {{0, 0, 0, 0}};
#if defined(_MSC_VER)
    int raw[4];

    __cpuid(raw, 0);
    if ((uint32_t)raw[0] < question)
        return found;
    __cpuidex(raw, (int)question, 0);
    for (int i = 0; i < 4; i++)
        found.registers[i] = (uint32_t)raw[i];
#else
    (void)__get_cpuid_count(question, 0, &found.registers[0],
                            &found.registers[1], &found.registers[2],
                            &found.registers[3]);
#endif
    return found;
}

/* Which of the wanted features, bits of what leaf 1 says in ecx, are there. */
static inline unsigned mmf_cpu_features(unsigned wanted)
{
    return mmf_cpu_ask(1).registers[2] & wanted;
}

/* Whether the system keeps 32 bytes of each vector register for its threads;
 * only a processor that has the instruction can be asked. */
MMF_CPU_XSAVE static inline bool mmf_cpu_keeps_avx(void)
{
    const uint64_t both_halves = 6;

    return ((uint64_t)_xgetbv(0) & both_halves) == both_halves;
}

static inline bool mmf_cpu_has_avx(void)
{
    const uint32_t osxsave_and_avx = UINT32_C(3) << 27;

    return mmf_cpu_features(osxsave_and_avx) == osxsave_and_avx &&
           mmf_cpu_keeps_avx();
}

static inline bool mmf_cpu_has_avx2(void)
{
    const uint32_t avx2 = UINT32_C(1) << 5;

    return mmf_cpu_has_avx() && (mmf_cpu_ask(7).registers[1] & avx2) != 0;
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
