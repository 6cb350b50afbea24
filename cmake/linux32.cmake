# SPDX-License-Identifier: MIT
# Builds for 32-bit x86 Linux, whose programs a 64-bit kernel runs as they are.
# cmocka comes from ci/windows-deps, which is asked unless MMF_LINUX32_DEPS names
# a prefix that has it; "none" asks nobody.  There is no check: what needs it is
# tested in 64 bits only.

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)
set(CMAKE_C_COMPILER i686-linux-gnu-gcc)
find_program(MMF_LINUX32_CXX i686-linux-gnu-g++)
mark_as_advanced(MMF_LINUX32_CXX)
if(MMF_LINUX32_CXX)
  set(CMAKE_CXX_COMPILER ${MMF_LINUX32_CXX})
endif()

# An environment variable keeps the answer for the rest of this run of CMake:
# the toolchain file is read again for each language and each check.
if(NOT DEFINED MMF_LINUX32_DEPS AND NOT DEFINED ENV{MMF_LINUX32_DEPS})
  execute_process(
    COMMAND ${CMAKE_CURRENT_LIST_DIR}/../ci/windows-deps linux32
    OUTPUT_VARIABLE mmf_answer OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE mmf_failed)
  if(mmf_failed)
    message(WARNING "ci/windows-deps linux32 failed: no cmocka")
    set(mmf_answer none)
  endif()
  set(ENV{MMF_LINUX32_DEPS} ${mmf_answer})
endif()
if(NOT DEFINED MMF_LINUX32_DEPS)
  set(MMF_LINUX32_DEPS $ENV{MMF_LINUX32_DEPS})
endif()
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES MMF_LINUX32_DEPS)

# Only here, never in the system's own folders: they are for 64 bits.
set(CMAKE_FIND_ROOT_PATH /usr/i686-linux-gnu)
if(NOT MMF_LINUX32_DEPS STREQUAL "none")
  list(PREPEND CMAKE_FIND_ROOT_PATH ${MMF_LINUX32_DEPS})
endif()
set(ENV{PKG_CONFIG_LIBDIR} ${MMF_LINUX32_DEPS}/lib/pkgconfig)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
