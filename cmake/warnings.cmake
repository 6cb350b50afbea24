# SPDX-License-Identifier: MIT
# How our own code is compiled, as a target that is linked and never installed:
# users of the library keep their own flags.
add_library(mmf_warnings INTERFACE)

if(MSVC)
  target_compile_options(mmf_warnings INTERFACE /W4 /utf-8)
  # The checked functions that it proposes instead exist nowhere else.
  target_compile_definitions(mmf_warnings INTERFACE _CRT_SECURE_NO_WARNINGS)
  if(CMAKE_C_COMPILER_ID STREQUAL Clang)
    target_compile_options(mmf_warnings INTERFACE
      -Wconversion -Wshadow -Werror=vla)
  endif()
  if(MMF_WARNINGS_AS_ERRORS)
    target_compile_options(mmf_warnings INTERFACE /WX)
  endif()
else()
  target_compile_options(mmf_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wvla
    -Wcast-qual -Wformat=2 -Wundef
    $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes>
    $<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>)
  if(MMF_WARNINGS_AS_ERRORS)
    target_compile_options(mmf_warnings INTERFACE -Werror)
  endif()
endif()

if(MMF_SANITIZE)
  target_compile_options(mmf_warnings INTERFACE
    -fsanitize=${MMF_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(mmf_warnings INTERFACE -fsanitize=${MMF_SANITIZE})
endif()
if(MMF_COVERAGE)
  target_compile_options(mmf_warnings INTERFACE --coverage)
  target_link_options(mmf_warnings INTERFACE --coverage)
endif()
