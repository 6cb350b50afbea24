# SPDX-License-Identifier: MIT
# The strict pass: given as CMAKE_PROJECT_INCLUDE it makes clang-cl look more
# like cl.exe, by hiding __clang__ and by refusing words that only GNU knows.
# It is read after project(), so that CMake's own look at the compiler still
# sees clang-cl.  What it builds is for reading errors, not for running.

add_compile_options(
  -U__clang__
  /FIcl_strict.h
  # cl.exe lets any intrinsic be used anywhere, and its macros do not tell what
  # the processor has; clang wants the feature switched on.
  -mavx2 -mcrc32 -mxsave
  -U__AVX2__ -U__AVX__ -U__XSAVE__ -U__SSE4_2__ -U__SSE4_1__ -U__SSSE3__
  -U__SSE3__ -U__CRC32__ -U__POPCNT__
  -Wgnu
  -Wpedantic
  # __declspec and __int64 are the point of this compiler, not a slip.
  -Wno-language-extension-token)
