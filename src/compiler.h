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
 * one fence and one swap for C, the strongest.
 */
#if defined(_MSC_VER)
#include <intrin.h>
static inline void mmf_fence(void)
{
    volatile long place = 0;

    (void)_InterlockedOr(&place, 0);
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
