# SPDX-License-Identifier: MIT
# Finds cmocka and Check, however a system packages them, and makes of each an
# interface target with one name: mmf_cmocka, mmf_check.  A framework that is
# not there has no target.
find_package(PkgConfig QUIET)

function(mmf_find_framework name header)
  string(TOUPPER ${name} upper)
  find_package(${name} CONFIG QUIET)
  foreach(target ${name}::${name} Check::check)
    if(TARGET ${target} AND target MATCHES "::${name}$")
      add_library(mmf_${name} INTERFACE)
      target_link_libraries(mmf_${name} INTERFACE ${target})
      return()
    endif()
  endforeach()
  if(PkgConfig_FOUND)
    pkg_check_modules(MMF_PC_${upper} QUIET ${name})
  endif()
  find_path(MMF_${upper}_INCLUDE_DIR ${header}
    HINTS ${MMF_PC_${upper}_INCLUDE_DIRS} ${${upper}_INCLUDE_DIR})
  find_library(MMF_${upper}_LIBRARY NAMES ${name}_pic ${name}
    HINTS ${MMF_PC_${upper}_LIBRARY_DIRS} ${${upper}_LIBRARY_DIR})
  mark_as_advanced(MMF_${upper}_INCLUDE_DIR MMF_${upper}_LIBRARY)
  if(NOT MMF_${upper}_INCLUDE_DIR OR NOT MMF_${upper}_LIBRARY)
    return()
  endif()
  # What a static one needs itself; of shared ones it is empty or harmless.
  set(others ${MMF_PC_${upper}_LIBRARIES})
  list(REMOVE_ITEM others ${name} ${name}_pic)
  add_library(mmf_${name} INTERFACE)
  target_include_directories(mmf_${name} SYSTEM INTERFACE
    ${MMF_${upper}_INCLUDE_DIR})
  target_link_libraries(mmf_${name} INTERFACE
    ${MMF_${upper}_LIBRARY} ${others})
endfunction()

mmf_find_framework(cmocka cmocka.h)
mmf_find_framework(check check.h)
