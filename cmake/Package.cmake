# cmake --install, and the Debian package by CPack.
include(GNUInstallDirs)
install(TARGETS keyhound RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/keyhound/rules FILES_MATCHING PATTERN "*.toml")

# The manual page and the completions, printed by the program that was built.
set(help_folder "${CMAKE_BINARY_DIR}/generated/help")
file(MAKE_DIRECTORY "${help_folder}")
set(help_files "${help_folder}/keyhound.1.gz")
add_custom_command(
  OUTPUT "${help_folder}/keyhound.1.gz"
  COMMAND keyhound man > "${help_folder}/keyhound.1"
  COMMAND gzip -9nkf "${help_folder}/keyhound.1"
  DEPENDS keyhound
  COMMENT "Writing the manual page")
install(FILES "${help_folder}/keyhound.1.gz" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

# keyhound_completion(SHELL NAME FOLDER): where Debian's packages of the shells look for it.
function(keyhound_completion shell name folder)
  set(file "${help_folder}/${name}")
  add_custom_command(
    OUTPUT "${file}"
    COMMAND keyhound completion ${shell} > "${file}"
    DEPENDS keyhound
    COMMENT "Writing the completion for ${shell}")
  set(help_files ${help_files} "${file}" PARENT_SCOPE)
  install(FILES "${file}" DESTINATION "${CMAKE_INSTALL_DATADIR}/${folder}" RENAME ${ARGN})
endfunction()
keyhound_completion(bash keyhound.bash bash-completion/completions keyhound)
keyhound_completion(zsh keyhound.zsh zsh/vendor-completions _keyhound)
keyhound_completion(fish keyhound.fish fish/vendor_completions.d keyhound.fish)
add_custom_target(keyhound_help_files ALL DEPENDS ${help_files})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME keyhound)
set(CPACK_PACKAGE_CONTACT "keyhound developers <developers@keyhound.dev>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded late, so that their names are not in the program (cmake/LazyLibrary.cmake).
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libgit2-1.5, libarchive13, libcurl4, libpq5, libsqlite3-0, libssl3, libtbb12")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
include(CPack)
