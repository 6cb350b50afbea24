/* SPDX-License-Identifier: MIT */
/*
 * What the library needs from the compiler beyond C11 as MSVC has it:
 * thread-local storage, data-race-free copies, and the atomics of the sequenced
 * protocol.  Nothing here knows the system.
 */
#ifndef MMF_COMPILER_H
#define MMF_COMPILER_H

#include <stdbool.h>
#include <stdint.h>

#if defined(_MSC_VER)
#define MMF_THREAD_LOCAL __declspec(thread)
#else
#define MMF_THREAD_LOCAL _Thread_local
#endif

#if defined(__GNUC__)
#define MMF_PRINTF(format, first) \
    __attribute__((__format__(__printf__, format, first)))
#else
#define MMF_PRINTF(format, first)
#endif

/*
 * Relaxed loads and stores: one access each, never torn, never a data race in
 * the sense of C11.  The address must be aligned for the type.  MSVC has no
 * relaxed atomics for C; a volatile access of an aligned word is one there.
 */
#if defined(_MSC_VER)
#define MMF_RELAXED(suffix, type)                                             \
    static inline type mmf_load_##suffix(const volatile type *address)        \
    {                                                                         \
        return *address;                                                      \
    }                                                                         \
    static inline void mmf_store_##suffix(volatile type *address, type value) \
    {                                                                         \
        *address = value;                                                     \
    }
#else
#define MMF_RELAXED(suffix, type)                                    \
    static inline type mmf_load_##suffix(const type *address)        \
    {                                                                \
        return __atomic_load_n(address, __ATOMIC_RELAXED);           \
    }                                                                \
    static inline void mmf_store_##suffix(type *address, type value) \
    {                                                                \
        __atomic_store_n(address, value, __ATOMIC_RELAXED);          \
    }
#endif

MMF_RELAXED(u8, uint8_t)
MMF_RELAXED(u16, uint16_t)
MMF_RELAXED(u32, uint32_t)
MMF_RELAXED(word, uintptr_t)
#undef MMF_RELAXED

/*
 * Fences, and the compare-and-swap of a word that others read and write: it
 * stores value if the word is expected, and tells whether it was.  MSVC has
 * one fence and one swap for C, the strongest.  On ARM64 that fence is not a
 * swap: older clang-cl make a load-acquire and a store-release of one, and
 * other stores may change places around them.
 */
#if defined(_MSC_VER)
#include <intrin.h>
static inline void mmf_fence(void)
{
#if defined(_M_ARM64)
    __dmb(_ARM64_BARRIER_ISH);
#else
    volatile long place = 0;

    (void)_InterlockedOr(&place, 0);
#endif
}
#define mmf_fence_acquire mmf_fence
#define mmf_fence_release mmf_fence
static inline uint32_t mmf_load_acquire_u32(const volatile uint32_t *address)
{
    const uint32_t value = *address;

    mmf_fence();
    return value;
}
#define MMF_SWAP(order)                                                       \
    static inline bool mmf_swap_##order(uint32_t *address, uint32_t expected, \
                                        uint32_t value)                       \
    {                                                                         \
        return _InterlockedCompareExchange((volatile long *)address,          \
                                           (long)value,                       \
                                           (long)expected) == (long)expected; \
    }
MMF_SWAP(acquire)
MMF_SWAP(release)
#else
static inline void mmf_fence(void)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
static inline void mmf_fence_acquire(void)
{
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
}
static inline void mmf_fence_release(void)
{
    __atomic_thread_fence(__ATOMIC_RELEASE);
}
static inline uint32_t mmf_load_acquire_u32(const uint32_t *address)
{
    return __atomic_load_n(address, __ATOMIC_ACQUIRE);
}
static inline bool mmf_swap_acquire(uint32_t *address, uint32_t expected,
                                    uint32_t value)
{
    return __atomic_compare_exchange_n(address, &expected, value, false,
                                       __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
static inline bool mmf_swap_release(uint32_t *address, uint32_t expected,
                                    uint32_t value)
{
    return __atomic_compare_exchange_n(address, &expected, value, false,
                                       __ATOMIC_RELEASE, __ATOMIC_RELAXED);
}
#endif

/*
 * For the public atomics: mmf_exchange_if stores value if *expected is there,
 * sequentially consistent, and puts into *expected what was there.
 */
#if defined(_MSC_VER)
static inline void mmf_store_release_u32(volatile uint32_t *address,
                                         uint32_t value)
{
    mmf_fence();
    *address = value;
}
static inline bool mmf_exchange_if_u32(volatile uint32_t *address,
                                       uint32_t *expected, uint32_t value)
{
    const uint32_t wanted = *expected;

    *expected = (uint32_t)_InterlockedCompareExchange(
        (volatile long *)address, (long)value, (long)wanted);
    return *expected == wanted;
}
static inline bool mmf_exchange_if_u64(volatile uint64_t *address,
                                       uint64_t *expected, uint64_t value)
{
    const uint64_t wanted = *expected;

    *expected = (uint64_t)_InterlockedCompareExchange64(
        (volatile __int64 *)address, (__int64)value, (__int64)wanted);
    return *expected == wanted;
}
#if defined(_M_IX86) && defined(__clang__)
static inline uint64_t mmf_load_acquire_u64(const uint64_t *address)
{
    return __atomic_load_n(address, __ATOMIC_ACQUIRE);
}
static inline void mmf_store_release_u64(uint64_t *address, uint64_t value)
{
    __atomic_store_n(address, value, __ATOMIC_RELEASE);
}
#elif defined(_M_IX86)
/* One access of 64 bits, which also a page that cannot be written allows. */
static inline uint64_t mmf_load_acquire_u64(const void *address)
{
    uint64_t value;

    _mm_storel_epi64((__m128i *)&value,
                     _mm_loadl_epi64((const __m128i *)address));
    mmf_fence();
    return value;
}
static inline void mmf_store_release_u64(void *address, uint64_t value)
{
    mmf_fence();
    _mm_storel_epi64((__m128i *)address,
                     _mm_loadl_epi64((const __m128i *)&value));
}
#else
static inline uint64_t mmf_load_acquire_u64(const volatile uint64_t *address)
{
    const uint64_t value = *address;

    mmf_fence();
    return value;
}
static inline void mmf_store_release_u64(volatile uint64_t *address,
                                         uint64_t value)
{
    mmf_fence();
    *address = value;
}
#endif
#else
/* Aligned, which a bare uint64_t is not on every 32-bit system. */
typedef uint64_t mmf_aligned_u64 __attribute__((__aligned__(8)));

static inline uint64_t mmf_load_acquire_u64(const mmf_aligned_u64 *address)
{
    return __atomic_load_n(address, __ATOMIC_ACQUIRE);
}
#define MMF_ATOMICS(name, type, aligned)                                      \
    static inline void mmf_store_release_##name(aligned *address, type value) \
    {                                                                         \
        __atomic_store_n(address, value, __ATOMIC_RELEASE);                   \
    }                                                                         \
    static inline bool mmf_exchange_if_##name(aligned *address,               \
                                              type *expected, type value)     \
    {                                                                         \
        return __atomic_compare_exchange_n(address, expected, value, false,   \
                                           __ATOMIC_SEQ_CST,                  \
                                           __ATOMIC_SEQ_CST);                 \
    }
MMF_ATOMICS(u32, uint32_t, uint32_t)
MMF_ATOMICS(u64, uint64_t, mmf_aligned_u64)
#undef MMF_ATOMICS
#endif

/* Tells the processor that a loop waits for another one. */
#if defined(_MSC_VER)
static inline void mmf_relax(void)
{
#if defined(_M_ARM64)
    __yield();
#else
    _mm_pause();
#endif
}
#elif defined(__x86_64__) || defined(__i386__)
static inline void mmf_relax(void)
{
    __builtin_ia32_pause();
}
#else
static inline void mmf_relax(void)
{
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}
#endif

#endif
