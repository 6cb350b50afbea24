# SPDX-License-Identifier: MIT
# Compiles in MSVC mode on Linux: clang-cl and lld-link, the genuine Windows
# SDK, and shim/ for the little that only Visual Studio has.  It finds what
# does not compile, link or run with Microsoft's headers and ABI.  It does not
# know cl.exe's own warnings and code, the debug and the static C runtime, the
# linking of x86, or Windows itself.
#
# MSVC_ARCH  x64 (default) or x86; x86 compiles and makes static libraries
# MSVC_LLVM  version of LLVM, 19 by default; else the names without a version
# MSVC_SDK   what cmake/msvc/sdk printed; that script is asked if it is not set
# MMF_MSVC_DEPS  prefix with cmocka; ci/windows-deps is asked if it is not set,
#                "none" asks nobody
#
# -DCMAKE_C_FLAGS=... would replace the flags below: use add_compile_options.

set(CMAKE_SYSTEM_NAME Windows)
if(NOT MSVC_ARCH)
  set(MSVC_ARCH x64)
endif()
if(NOT MSVC_LLVM)
  set(MSVC_LLVM 19)
endif()
if(MSVC_ARCH STREQUAL x86)
  set(CMAKE_SYSTEM_PROCESSOR X86)
  set(CMAKE_C_COMPILER_TARGET i686-pc-windows-msvc)
  # There is no import library to link against.
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
else()
  set(CMAKE_SYSTEM_PROCESSOR AMD64)
  set(CMAKE_C_COMPILER_TARGET x86_64-pc-windows-msvc)
endif()

function(mmf_llvm_tool variable name)
  find_program(MMF_TOOL_${variable} NAMES ${name}-${MSVC_LLVM} ${name} REQUIRED)
  mark_as_advanced(MMF_TOOL_${variable})
  set(${variable} ${MMF_TOOL_${variable}} PARENT_SCOPE)
endfunction()
mmf_llvm_tool(CMAKE_C_COMPILER clang-cl)
mmf_llvm_tool(CMAKE_LINKER lld-link)
mmf_llvm_tool(CMAKE_AR llvm-lib)
mmf_llvm_tool(CMAKE_RC_COMPILER llvm-rc)
mmf_llvm_tool(CMAKE_MT llvm-mt)

# Asks a script for a path, once for each run of CMake: this file is read
# again for each language and each check, and the environment lasts as long.
function(mmf_ask variable)
  if(DEFINED ${variable})
    return()
  endif()
  if(NOT DEFINED ENV{${variable}})
    execute_process(
      COMMAND ${ARGN}
      OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE
      RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "failed: ${ARGN}")
    endif()
    set(ENV{${variable}} ${answer})
  endif()
  set(${variable} $ENV{${variable}} PARENT_SCOPE)
endfunction()
set(ENV{MSVC_LLVM} ${MSVC_LLVM})
mmf_ask(MSVC_SDK ${CMAKE_CURRENT_LIST_DIR}/sdk)
if(MSVC_ARCH STREQUAL x86)
  set(MMF_MSVC_DEPS none)
endif()
mmf_ask(MMF_MSVC_DEPS ${CMAKE_CURRENT_LIST_DIR}/../../ci/windows-deps msvc)
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES
  MSVC_ARCH MSVC_LLVM MSVC_SDK MMF_MSVC_DEPS)

# The order of %INCLUDE% under Visual Studio: toolset, ucrt, shared, um.
# clang's own headers come last, for the intrinsics.
execute_process(
  COMMAND ${CMAKE_C_COMPILER} /clang:-print-resource-dir
  OUTPUT_VARIABLE mmf_resources OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
set(CMAKE_C_FLAGS_INIT "-fmsc-version=1944 /clang:-nobuiltininc")
foreach(mmf_dir
    ${CMAKE_CURRENT_LIST_DIR}/shim/include
    ${MSVC_SDK}/include/ucrt
    ${MSVC_SDK}/include/shared
    ${MSVC_SDK}/include/um
    ${mmf_resources}/include)
  string(APPEND CMAKE_C_FLAGS_INIT " /imsvc${mmf_dir}")
endforeach()
string(APPEND CMAKE_C_FLAGS_INIT
  " /D_CRT_USE_BUILTIN_OFFSETOF"
  # cl.exe defines these, clang-cl does not.
  " /D__STDC_NO_VLA__=1 /D__STDC_NO_ATOMICS__=1 /D__STDC_NO_COMPLEX__=1")
foreach(mmf_kind EXE SHARED MODULE)
  set(CMAKE_${mmf_kind}_LINKER_FLAGS_INIT
    "/manifest:no /libpath:${MSVC_SDK}/lib/x64")
endforeach()
# Wine has the release C runtime only, and no use for a .pdb.
set(CMAKE_MSVC_RUNTIME_LIBRARY MultiThreadedDLL)
set(CMAKE_MSVC_DEBUG_INFORMATION_FORMAT "")
set(CMAKE_CROSSCOMPILING_EMULATOR wine)

set(CMAKE_FIND_ROOT_PATH ${MSVC_SDK})
if(NOT MMF_MSVC_DEPS STREQUAL "none")
  list(PREPEND CMAKE_FIND_ROOT_PATH ${MMF_MSVC_DEPS})
  set(ENV{PKG_CONFIG_LIBDIR} ${MMF_MSVC_DEPS}/lib/pkgconfig)
endif()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
