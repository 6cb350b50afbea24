# SPDX-License-Identifier: MIT
# Builds for 64-bit Windows with the mingw-w64 GCC and runs the tests under
# Wine.  cmocka and check for Windows come from ci/windows-deps, which is asked
# unless MMF_MINGW_DEPS names a prefix that has them; "none" asks nobody.
# Start what uses it through ci/wine: each start of Wine takes seconds else.

set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR AMD64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc)
# The tests compile the headers as C++ when there is a compiler for it.
find_program(MMF_MINGW_CXX x86_64-w64-mingw32-g++)
mark_as_advanced(MMF_MINGW_CXX)
if(MMF_MINGW_CXX)
  set(CMAKE_CXX_COMPILER ${MMF_MINGW_CXX})
endif()
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_CROSSCOMPILING_EMULATOR wine)

# An environment variable keeps the answer for the rest of this run of CMake:
# the toolchain file is read again for each language and each check.
if(NOT DEFINED MMF_MINGW_DEPS AND NOT DEFINED ENV{MMF_MINGW_DEPS})
  execute_process(
    COMMAND ${CMAKE_CURRENT_LIST_DIR}/../ci/windows-deps mingw
    OUTPUT_VARIABLE mmf_answer OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE mmf_failed)
  if(mmf_failed)
    message(WARNING "ci/windows-deps mingw failed: no cmocka, no check")
    set(mmf_answer none)
  endif()
  set(ENV{MMF_MINGW_DEPS} ${mmf_answer})
endif()
if(NOT DEFINED MMF_MINGW_DEPS)
  set(MMF_MINGW_DEPS $ENV{MMF_MINGW_DEPS})
endif()
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES MMF_MINGW_DEPS)

# Only here, never in the system's own folders: a Linux cmocka would be found.
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32)
if(NOT MMF_MINGW_DEPS STREQUAL "none")
  list(PREPEND CMAKE_FIND_ROOT_PATH ${MMF_MINGW_DEPS})
  set(ENV{PKG_CONFIG_LIBDIR} ${MMF_MINGW_DEPS}/lib/pkgconfig)
endif()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# libgcc and winpthread go into the image: Wine would not find their DLLs.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(CMAKE_SHARED_LINKER_FLAGS_INIT -static)
