# SPDX-License-Identifier: MIT
# What cpack needs to make three Debian packages: the library, what programs are
# built with, and the tool.  ci/package is the command; it sets the compiler's
# flags as Debian does.  What cpack cannot say itself, stage.cmake does before the
# packages are closed and finish.cmake afterwards.
if(NOT BUILD_SHARED_LIBS OR NOT MMF_BUILD_STATIC OR NOT MMF_BUILD_TOOLS)
  message(FATAL_ERROR "MMF_BUILD_PACKAGES wants BUILD_SHARED_LIBS, "
    "MMF_BUILD_STATIC and MMF_BUILD_TOOLS: each is in one of the packages")
endif()
find_program(MMF_GZIP gzip REQUIRED)
find_program(MMF_DPKG_DEB dpkg-deb REQUIRED)
mark_as_advanced(MMF_GZIP MMF_DPKG_DEB)

# The project has no address of its own: who gives a package to others names
# himself with -DMMF_PACKAGER="Name <address>".
set(MMF_PACKAGER "The libmmf authors <libmmf@packages.invalid>" CACHE STRING
  "Who answers for the packages")

get_target_property(soversion mmf SOVERSION)
set(MMF_DEB_RUNTIME libmmf${soversion})
set(MMF_DEB_DEV libmmf-dev)
set(MMF_DEB_TOOL libmmf-tools)
set(deb_version ${PROJECT_VERSION}-1)
set(deb_same "${MMF_DEB_RUNTIME} (= ${deb_version})")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME libmmf)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${MMF_PACKAGER}")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
# Each package describes itself.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL mmf_runtime mmf_dev mmf_tool)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SOURCE libmmf)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(deb_about
"Named shared memory with the bytes and the names of .NET's
System.IO.MemoryMappedFiles, so that a C program joins a map that a .NET
program made, and the other way round.")

set(CPACK_DEBIAN_MMF_RUNTIME_PACKAGE_NAME ${MMF_DEB_RUNTIME})
set(CPACK_DEBIAN_MMF_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_MMF_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_MMF_RUNTIME_DESCRIPTION
"named shared memory as .NET programs use it - library
${deb_about}")
set(CPACK_DEBIAN_MMF_RUNTIME_PACKAGE_CONTROL_EXTRA
  ${CMAKE_CURRENT_LIST_DIR}/triggers ${CMAKE_CURRENT_BINARY_DIR}/shlibs
  ${CMAKE_CURRENT_BINARY_DIR}/symbols)

# What packages of programs will depend on: this version or a later one with the
# same SONAME.
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/shlibs
  "libmmf ${soversion} ${MMF_DEB_RUNTIME} (>= ${PROJECT_VERSION})\n")
file(STRINGS tests/abi/symbols.txt symbols REGEX "^mmf_")
list(TRANSFORM symbols REPLACE "^(mmf_[a-z0-9_]+).*"
  " \\1@Base ${PROJECT_VERSION}\n")
list(SORT symbols)
list(PREPEND symbols "libmmf.so.${soversion} ${MMF_DEB_RUNTIME} #MINVER#\n"
  "* Build-Depends-Package: ${MMF_DEB_DEV}\n")
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/symbols ${symbols})

set(CPACK_DEBIAN_MMF_DEV_PACKAGE_NAME ${MMF_DEB_DEV})
set(CPACK_DEBIAN_MMF_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_MMF_DEV_PACKAGE_DEPENDS "${deb_same}")
set(CPACK_DEBIAN_MMF_DEV_DESCRIPTION
"named shared memory as .NET programs use it - development files
${deb_about}

This package has the headers, the static library, the manual, and what
CMake and pkg-config need.")

set(CPACK_DEBIAN_MMF_TOOL_PACKAGE_NAME ${MMF_DEB_TOOL})
set(CPACK_DEBIAN_MMF_TOOL_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_MMF_TOOL_PACKAGE_DEPENDS "${deb_same}")
set(CPACK_DEBIAN_MMF_TOOL_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS
  ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
set(CPACK_DEBIAN_MMF_TOOL_DESCRIPTION
"named shared memory as .NET programs use it - command line tool
${deb_about}

This package has mmf, which makes maps, looks at them and changes them.")

configure_file(${CMAKE_CURRENT_LIST_DIR}/stage.cmake.in stage.cmake @ONLY)
configure_file(${CMAKE_CURRENT_LIST_DIR}/finish.cmake.in finish.cmake @ONLY)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_BINARY_DIR}/stage.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${CMAKE_CURRENT_BINARY_DIR}/finish.cmake)

include(CPack)
