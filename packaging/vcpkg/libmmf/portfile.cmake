# SPDX-License-Identifier: MIT
# An overlay port: it builds the checkout that it lies in, and fetches nothing.
#   vcpkg install --classic --overlay-ports=packaging/vcpkg libmmf
# Not without --classic: vcpkg.json of the project is for its own tests.  What vcpkg
# has built once it takes again, for it looks at the port and not at the checkout;
# after a change, --binarysource=clear and "vcpkg remove libmmf" first.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

vcpkg_check_features(OUT_FEATURE_OPTIONS feature_options
  FEATURES tool MMF_BUILD_TOOLS)
vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS
    -DMMF_BUILD_EXAMPLES=OFF
    -DMMF_BUILD_MAN=OFF
    -DMMF_BUILD_TESTS=OFF
    -DMMF_WARNINGS_AS_ERRORS=OFF
  OPTIONS_RELEASE ${feature_options}
  OPTIONS_DEBUG -DMMF_BUILD_TOOLS=OFF)
vcpkg_cmake_install()
vcpkg_copy_pdbs()
vcpkg_cmake_config_fixup(PACKAGE_NAME mmf CONFIG_PATH lib/cmake/mmf)
vcpkg_fixup_pkgconfig()

if("tool" IN_LIST FEATURES)
  vcpkg_copy_tools(TOOL_NAMES mmf AUTO_CLEAN)
endif()
# Headers are those of the release; completion is for a system's own tools.
file(REMOVE_RECURSE
  "${CURRENT_PACKAGES_DIR}/debug/include"
  "${CURRENT_PACKAGES_DIR}/share/bash-completion")

file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage"
  DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
