/* SPDX-License-Identifier: MIT */
/*
 * Accesses to shared memory that are wider than a word:
 *
 *     mmf_wide_is_there  asks the processor, slowly
 *     mmf_wide_load      copies MMF_WIDE bytes out of shared memory
 *     mmf_wide_store     copies them into it
 *     MMF_WIDE_CODE      marks a function that uses the last two
 *
 * The shared address is a multiple of MMF_WIDE.  Each access is one
 * instruction, and no aligned 16 bytes of it are ever torn: the processors that
 * have AVX promise that.  C has no atomics so wide, hence volatile, which keeps
 * each access and makes it once.  ThreadSanitizer does not know such an access
 * from an ordinary one, and is told that there are none.
 *
 * A room for conditions on compiler and processor, as cpu.h is.
 */
#ifndef MMF_WIDE_H
#define MMF_WIDE_H

#include "cpu.h"

enum {
    MMF_WIDE = 32
};

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define MMF_WIDE_NEVER
#endif
#endif

#if (defined(__x86_64__) || defined(_M_X64)) && !defined(MMF_WIDE_NEVER)

#include <immintrin.h>

#if defined(_MSC_VER) && !defined(__clang__)
#define MMF_WIDE_CODE
#define MMF_WIDE_AT(shared) (*(__m256i *)(shared))
#else
#define MMF_WIDE_CODE       __attribute__((__target__("avx")))
#define MMF_WIDE_AT(shared) (*(volatile __m256i *)(shared))
#endif

static inline bool mmf_wide_is_there(void)
{
    return mmf_cpu_has_avx();
}

MMF_WIDE_CODE static inline void mmf_wide_load(void *to, const void *shared)
{
    const __m256i bytes = MMF_WIDE_AT((uintptr_t)shared);

    _mm256_storeu_si256((__m256i *)to, bytes);
}

MMF_WIDE_CODE static inline void mmf_wide_store(void *shared, const void *from)
{
    MMF_WIDE_AT(shared) = _mm256_loadu_si256((const __m256i *)from);
}

#else

#define MMF_WIDE_CODE

static inline bool mmf_wide_is_there(void)
{
    return false;
}

/* Never called. */
static inline void mmf_wide_load(void *to, const void *shared)
{
    (void)to;
    (void)shared;
}

static inline void mmf_wide_store(void *shared, const void *from)
{
    (void)shared;
    (void)from;
}

#endif

#endif
