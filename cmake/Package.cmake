# cmake --install, and the Debian package by CPack.
include(GNUInstallDirs)
install(TARGETS keyhound RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/keyhound/rules FILES_MATCHING PATTERN "*.toml")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME keyhound)
set(CPACK_PACKAGE_CONTACT "keyhound developers <developers@keyhound.dev>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded late, so that their names are not in the program (cmake/LazyLibrary.cmake).
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libgit2-1.5, libarchive13")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
include(CPack)
