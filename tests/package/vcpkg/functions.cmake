# SPDX-License-Identifier: MIT
# What the port asks of vcpkg, in few words of our own: enough to see that it
# configures, builds, and puts each file where vcpkg wants it.  Run as a script:
# PORTFILE, CURRENT_PACKAGES_DIR, CURRENT_BUILDTREES_DIR, VCPKG_LIBRARY_LINKAGE and
# FEATURES are given.  What a function does not know is a failure.
cmake_minimum_required(VERSION 3.21)
set(PORT libmmf)

macro(take flags one many)
  cmake_parse_arguments(PARSE_ARGV 0 arg "${flags}" "${one}" "${many}")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${CMAKE_CURRENT_FUNCTION}: ${arg_UNPARSED_ARGUMENTS}?")
  endif()
endmacro()

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY
    OUTPUT_VARIABLE said ERROR_VARIABLE complaints)
  if(complaints MATCHES "CMake Warning|not used by the project")
    message(FATAL_ERROR "${complaints}")
  endif()
endfunction()

function(vcpkg_check_features)
  take("" OUT_FEATURE_OPTIONS FEATURES)
  set(options)
  while(arg_FEATURES)
    list(POP_FRONT arg_FEATURES feature option)
    set(value OFF)
    if(feature IN_LIST FEATURES)
      set(value ON)
    endif()
    list(APPEND options -D${option}=${value})
  endwhile()
  set(${arg_OUT_FEATURE_OPTIONS} ${options} PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
  take("" SOURCE_PATH "OPTIONS;OPTIONS_RELEASE;OPTIONS_DEBUG")
  set(shared OFF)
  if(VCPKG_LIBRARY_LINKAGE STREQUAL dynamic)
    set(shared ON)
  endif()
  foreach(type Release Debug)
    set(prefix ${CURRENT_PACKAGES_DIR})
    if(type STREQUAL Debug)
      set(prefix ${CURRENT_PACKAGES_DIR}/debug)
    endif()
    string(TOUPPER OPTIONS_${type} own)
    run(${CMAKE_COMMAND} -S ${arg_SOURCE_PATH}
      -B ${CURRENT_BUILDTREES_DIR}/${type} -DCMAKE_BUILD_TYPE=${type}
      -DCMAKE_INSTALL_PREFIX=${prefix} -DCMAKE_INSTALL_LIBDIR=lib
      -DBUILD_SHARED_LIBS=${shared} ${arg_OPTIONS} ${arg_${own}})
  endforeach()
endfunction()

function(vcpkg_cmake_install)
  take("" "" "")
  foreach(type Release Debug)
    run(${CMAKE_COMMAND} --build ${CURRENT_BUILDTREES_DIR}/${type}
      --target install --parallel 2)
  endforeach()
endfunction()

function(vcpkg_copy_pdbs)
endfunction()

# Moves the package's files below share and takes the debug library in.  Of how
# the prefix is found it knows what CMake writes: one PATH for each folder.
function(vcpkg_cmake_config_fixup)
  take("" "PACKAGE_NAME;CONFIG_PATH" "")
  set(share ${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME})
  file(GLOB files ${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}/*.cmake)
  file(GLOB debug
    ${CURRENT_PACKAGES_DIR}/debug/${arg_CONFIG_PATH}/*-debug.cmake)
  if(NOT files OR NOT debug)
    message(FATAL_ERROR "there is no package in ${arg_CONFIG_PATH}")
  endif()
  foreach(file ${files} ${debug})
    get_filename_component(name ${file} NAME)
    file(READ ${file} text)
    string(REGEX REPLACE
      "(_IMPORT_PREFIX \"\\\${CMAKE_CURRENT_LIST_FILE}\" PATH\\)\n)(get_filename_component\\(_IMPORT_PREFIX \"\\\${_IMPORT_PREFIX}\" PATH\\)\n)+"
      "\\1\\2\\2" text "${text}")
    if(file IN_LIST debug)
      string(REPLACE "{_IMPORT_PREFIX}/lib" "{_IMPORT_PREFIX}/debug/lib"
        text "${text}")
    endif()
    file(WRITE ${share}/${name} "${text}")
  endforeach()
  foreach(place ${CURRENT_PACKAGES_DIR} ${CURRENT_PACKAGES_DIR}/debug)
    file(REMOVE_RECURSE ${place}/lib/cmake)
  endforeach()
endfunction()

function(vcpkg_fixup_pkgconfig)
  take("" "" "")
  foreach(place ${CURRENT_PACKAGES_DIR} ${CURRENT_PACKAGES_DIR}/debug)
    file(GLOB files ${place}/lib/pkgconfig/*.pc)
    if(NOT files)
      message(FATAL_ERROR "there is no .pc file in ${place}/lib/pkgconfig")
    endif()
  endforeach()
endfunction()

function(vcpkg_copy_tools)
  take(AUTO_CLEAN "" TOOL_NAMES)
  foreach(name ${arg_TOOL_NAMES})
    file(COPY ${CURRENT_PACKAGES_DIR}/bin/${name}
      DESTINATION ${CURRENT_PACKAGES_DIR}/tools/${PORT})
    file(REMOVE ${CURRENT_PACKAGES_DIR}/bin/${name})
  endforeach()
  file(GLOB left ${CURRENT_PACKAGES_DIR}/bin/*)
  if(NOT left)
    file(REMOVE_RECURSE ${CURRENT_PACKAGES_DIR}/bin)
  endif()
endfunction()

function(vcpkg_install_copyright)
  take("" "" FILE_LIST)
  configure_file(${arg_FILE_LIST}
    ${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright COPYONLY)
endfunction()

include(${PORTFILE})
