# What `cmake --install` and the Debian package hold: program, themes, documents, man page,
# completions, licences. Included by CMakeLists.txt beside it.
include(GNUInstallDirs)

# Man page and completions are printed by the program itself.
set(made ${CMAKE_CURRENT_BINARY_DIR}/install)
file(MAKE_DIRECTORY ${made})
add_custom_command(OUTPUT ${made}/broadsheet.1.gz
  COMMAND $<TARGET_FILE:broadsheet> man | gzip -9n > ${made}/broadsheet.1.gz
  DEPENDS broadsheet VERBATIM COMMENT "Making the man page")
set(completions)
foreach(shell bash zsh fish)
  add_custom_command(OUTPUT ${made}/broadsheet.${shell}
    COMMAND $<TARGET_FILE:broadsheet> completions ${shell} > ${made}/broadsheet.${shell}
    DEPENDS broadsheet VERBATIM COMMENT "Making completions for ${shell}")
  list(APPEND completions ${made}/broadsheet.${shell})
endforeach()
# Debian's policy asks for a changelog of the package; it leads to ours. CMake honours SOURCE_DATE_EPOCH.
string(TIMESTAMP package_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(package_contact "The broadsheet authors <broadsheet@example.org>")
file(WRITE ${made}/changelog "broadsheet (${PROJECT_VERSION}) unstable; urgency=medium\n\n"
     "  * See CHANGELOG.md beside this file.\n\n -- ${package_contact}  ${package_date}\n")
add_custom_command(OUTPUT ${made}/changelog.gz
  COMMAND gzip -9nc ${made}/changelog > ${made}/changelog.gz
  DEPENDS ${made}/changelog VERBATIM COMMENT "Packing the changelog")
# Lintian takes "libdeflate 1.14" in the text of --version for a copy of zlib.
file(WRITE ${made}/overrides "broadsheet: embedded-library zlib *\n")
add_custom_target(install_texts ALL DEPENDS ${made}/broadsheet.1.gz ${made}/changelog.gz ${completions})

set(shared ${CMAKE_INSTALL_DATADIR})
install(TARGETS broadsheet RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# project.cc looks for them relative to the program: ../share/broadsheet/themes.
# The search client in themes/shared is a part of the program (client/bundle.cmake).
install(DIRECTORY ${PROJECT_SOURCE_DIR}/themes/ DESTINATION ${shared}/broadsheet/themes PATTERN shared EXCLUDE)
install(FILES ${made}/broadsheet.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/broadsheet.bash DESTINATION ${shared}/bash-completion/completions RENAME broadsheet)
install(FILES ${made}/broadsheet.zsh DESTINATION ${shared}/zsh/vendor-completions RENAME _broadsheet)
install(FILES ${made}/broadsheet.fish DESTINATION ${shared}/fish/vendor_completions.d)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION ${shared}/doc/broadsheet)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
              ${CMAKE_CURRENT_SOURCE_DIR}/copyright ${made}/changelog.gz DESTINATION ${shared}/doc/broadsheet)
install(FILES ${made}/overrides DESTINATION ${shared}/lintian/overrides RENAME broadsheet)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${shared}/doc/broadsheet RENAME GPL-2)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME broadsheet)
set(CPACK_PACKAGE_CONTACT "${package_contact}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "daily digest of arXiv as a static site with search")
set(CPACK_PACKAGE_DESCRIPTION "broadsheet fetches what arXiv announced, scores it by a language model
or without one, and builds static pages, feeds and a search index that a
browser reads. It imports the digests of older programs and publishes to
GitHub Pages.")
set(CPACK_PACKAGE_HOMEPAGE_URL "")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS git)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)
