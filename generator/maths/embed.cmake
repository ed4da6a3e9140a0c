# Embeds KaTeX and our glue in the maths library, so that the program needs no .js file beside it.
# Included by generator/CMakeLists.txt; run again as a script (cmake -P) at build time.
if(CMAKE_SCRIPT_MODE_FILE)
  # Bytes as numbers: a string literal of this size is beyond what compilers promise.
  function(bytes_of file name result)
    file(READ ${file} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1," numbers "${hex}")
    string(REGEX REPLACE "(................................................................................)"
           "\\1\n" numbers "${numbers}")
    set(${result} "constexpr unsigned char ${name}[] = {\n${numbers}0};\n" PARENT_SCOPE)
  endfunction()
  bytes_of(${KATEX} kKatexSource katex)
  bytes_of(${GLUE} kGlueSource glue)

  # What a formula becomes depends on these files alone: the cache is kept as long as they stay.
  set(all "")
  foreach(file ${KATEX} ${GLUE} ${DEPENDENT})
    file(SHA256 ${file} one)
    string(APPEND all ${one})
  endforeach()
  string(SHA256 fingerprint "${all}")
  string(SUBSTRING ${fingerprint} 0 16 fingerprint)
  file(WRITE ${OUTPUT} "// Written by generator/maths/embed.cmake.\n${katex}${glue}"
                       "constexpr char kFingerprint[] = \"${fingerprint}\";\n")
  return()
endif()

set(embedded ${CMAKE_CURRENT_BINARY_DIR}/maths/katex_source.inc)
set(folder ${CMAKE_CURRENT_LIST_DIR})
set(dependent maths.cc js_engine_duktape.cc js_engine_quickjs.cc mathml.cc mathml_letters.cc
              mathml_tree.cc)
list(TRANSFORM dependent PREPEND ${folder}/)
list(APPEND dependent ${folder}/../tex/formula/packages.cc ${folder}/../tex/formula/units.cc)
add_custom_command(
  OUTPUT ${embedded}
  COMMAND ${CMAKE_COMMAND} -DKATEX=${KATEX_JS} -DGLUE=${folder}/maths_glue.js -DOUTPUT=${embedded}
          "-DDEPENDENT=${dependent}" -P ${folder}/embed.cmake
  DEPENDS ${KATEX_JS} ${folder}/maths_glue.js ${dependent} ${folder}/embed.cmake
  COMMENT "Embedding KaTeX" VERBATIM)
target_sources(maths PRIVATE ${embedded})
add_custom_target(generated DEPENDS ${embedded})  # what clang-tidy needs beside the sources
unset(embedded)
unset(folder)
unset(dependent)
