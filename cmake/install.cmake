# SPDX-License-Identifier: MIT
# What an installation consists of: headers, library, CMake package, mmf.pc, and
# the command line tool with its completion; man pages (docs/man).
include(CMakePackageConfigHelpers)

# Three parts, each of which can be had alone (cmake --install --component): who
# runs programs needs mmf_runtime, who builds them mmf_dev, too.
set(libraries mmf)
if(MMF_BUILD_STATIC)
  list(APPEND libraries mmf_static)
endif()
install(TARGETS ${libraries} EXPORT mmf-targets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT mmf_runtime
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT mmf_runtime
  NAMELINK_COMPONENT mmf_dev
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT mmf_dev)
if(MMF_BUILD_TOOLS)
  install(TARGETS mmf_tool
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT mmf_tool)
  if(NOT WIN32)
    install(FILES tools/mmf/completion.bash RENAME mmf
      DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
      COMPONENT mmf_tool)
  endif()
endif()
install(DIRECTORY include/mmf DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  COMPONENT mmf_dev)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/mmf)
install(EXPORT mmf-targets NAMESPACE mmf:: DESTINATION ${package_dir}
  COMPONENT mmf_dev)
configure_package_config_file(cmake/mmf-config.cmake.in mmf-config.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(mmf-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/mmf-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/mmf-config-version.cmake
  DESTINATION ${package_dir} COMPONENT mmf_dev)

# mmf.pc finds the prefix from where it lies, so that an installed tree can be
# moved.  Not so where the folder of libraries was given as an absolute path, and
# not what a system packages: pkg-config knows its folders and leaves them out.
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" OR
    IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR
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
# Who links a static library links what it stands on.
set(mmf_pc_cflags "")
set(mmf_pc_libs "")
set(mmf_pc_libs_private "")
if(NOT BUILD_SHARED_LIBS)
  set(mmf_pc_cflags " -DMMF_STATIC")
  set(mmf_pc_libs "${mmf_pc_system}")
elseif(MMF_BUILD_STATIC)
  set(mmf_pc_libs_private "${mmf_pc_system}")
endif()
configure_file(cmake/mmf.pc.in mmf.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/mmf.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT mmf_dev)
