/* SPDX-License-Identifier: MIT */
/*
 * What the library needs from the compiler beyond C11 as MSVC has it:
 * thread-local storage and data-race-free copies.  The only file of src/ with
 * compiler conditions besides ascii.h; nothing here knows the system.
 */
#ifndef MMF_COMPILER_H
#define MMF_COMPILER_H

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

/* Orders what stands before it against what stands behind, both ways. */
#if defined(_MSC_VER)
#include <intrin.h>
static inline void mmf_fence(void)
{
    volatile long place = 0;

    (void)_InterlockedOr(&place, 0);
}
#else
static inline void mmf_fence(void)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
#endif

#endif
