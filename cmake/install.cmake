# SPDX-License-Identifier: MIT
# What an installation consists of: headers, library, CMake package, mmf.pc, and
# the command line tool with its completion; man pages (docs/man).
include(CMakePackageConfigHelpers)

install(TARGETS mmf EXPORT mmf-targets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(MMF_BUILD_TOOLS)
  install(TARGETS mmf_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  if(NOT WIN32)
    install(FILES tools/mmf/completion.bash RENAME mmf
      DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  endif()
endif()
install(DIRECTORY include/mmf DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/mmf)
install(EXPORT mmf-targets NAMESPACE mmf:: DESTINATION ${package_dir})
configure_package_config_file(cmake/mmf-config.cmake.in mmf-config.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(mmf-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/mmf-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/mmf-config-version.cmake
  DESTINATION ${package_dir})

# mmf.pc finds the prefix from where it lies, so that an installed tree can be
# moved.  Not so where the folder of libraries was given as an absolute path.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR
    IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(mmf_pc_prefix "${CMAKE_INSTALL_PREFIX}")
  set(mmf_pc_libdir "${CMAKE_INSTALL_FULL_LIBDIR}")
  set(mmf_pc_includedir "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
else()
  file(RELATIVE_PATH mmf_pc_up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  set(mmf_pc_prefix "\${pcfiledir}/${mmf_pc_up}")
  set(mmf_pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
  set(mmf_pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
if(BUILD_SHARED_LIBS)
  set(mmf_pc_cflags "")
else()
  set(mmf_pc_cflags " -DMMF_STATIC")
endif()
configure_file(cmake/mmf.pc.in mmf.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/mmf.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
