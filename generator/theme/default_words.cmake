# Puts the English words of the default theme into the program: ${CMAKE_CURRENT_BINARY_DIR}/theme/default_words.cc.
set(words_file ${PROJECT_SOURCE_DIR}/themes/broadsheet/words/en.yaml)
file(READ ${words_file} DEFAULT_WORDS)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${words_file})
configure_file(theme/default_words.cc.in theme/default_words.cc @ONLY)
target_sources(theme PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/theme/default_words.cc)
