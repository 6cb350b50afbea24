# SPDX-License-Identifier: MIT
# The warnings of the MSVC-mode build: given as CMAKE_PROJECT_INCLUDE it holds
# library, examples and tests alike to what cl.exe would say under /W4 /WX.
# What the project asks of every compiler stands in its CMakeLists.txt.

add_compile_options(
  /W4
  /WX
  # cl.exe reports these under /W4 (C4244, C4456 and their like), clang does
  # not put them into its own /W4.
  -Wconversion
  -Wshadow
  # clang-cl swallows -Wvla; only the error form reaches the compiler.
  -Werror=vla)
