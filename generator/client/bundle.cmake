# Bundles the modules of themes/shared/search with esbuild and puts the bundles into the program.
# Included by generator/CMakeLists.txt; run again as a script (cmake -P) at build time.
if(CMAKE_SCRIPT_MODE_FILE)
  # bundle(NAME EXTERNAL...): bundle_NAME is the module NAME.js with all that it imports, apart from
  # the modules EXTERNAL.
  function(bundle name)
    list(TRANSFORM ARGN REPLACE "(.+)" "--external:./\\1.js" OUTPUT_VARIABLE externals)
    execute_process(
      COMMAND ${ESBUILD} ${name}.js --bundle --minify --format=esm --target=es2022 --charset=utf8
              --log-level=warning ${externals}
      WORKING_DIRECTORY ${FOLDER} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    # What a bundle shares with main.js it imports from there.
    string(REPLACE "\"./shared.js\"" "\"./main.js\"" text "${text}")
    set(bundle_${name} "${text}" PARENT_SCOPE)
  endfunction()

  set(on_demand lookup needs refine panel)
  bundle(client)
  bundle(main ${on_demand})
  foreach(name ${on_demand})
    bundle(${name} shared)
  endforeach()

  set(all "")
  foreach(name client main ${on_demand})
    string(APPEND all "${bundle_${name}}")
  endforeach()
  string(SHA256 build "${all}")
  string(SUBSTRING ${build} 0 7 build)
  set(rows "")
  foreach(name client main ${on_demand})
    string(REPLACE "<build>" "${build}" text "${bundle_${name}}")
    string(APPEND rows "    {\"${name}.js\", R\"script(${text})script\"},\n")
  endforeach()
  file(WRITE ${OUTPUT}
       "// Written by generator/client/bundle.cmake.\n#include \"client/scripts.h\"\n\n"
       "namespace broadsheet::client {\nnamespace {\n\nconstexpr Script kScripts[] = {\n${rows}};\n\n"
       "}  // namespace\n\nstd::span<const Script> scripts() { return kScripts; }\n\n"
       "}  // namespace broadsheet::client\n")
  return()
endif()

find_program(ESBUILD esbuild REQUIRED)
set(modules ${PROJECT_SOURCE_DIR}/themes/shared/search)
file(GLOB sources CONFIGURE_DEPENDS ${modules}/*.js)
set(bundled ${CMAKE_CURRENT_BINARY_DIR}/client/scripts.cc)
add_custom_command(
  OUTPUT ${bundled}
  COMMAND ${CMAKE_COMMAND} -DESBUILD=${ESBUILD} -DFOLDER=${modules} -DOUTPUT=${bundled}
          -P ${CMAKE_CURRENT_LIST_DIR}/bundle.cmake
  DEPENDS ${sources} ${CMAKE_CURRENT_LIST_DIR}/bundle.cmake
  COMMENT "Bundling the search client" VERBATIM)
target_sources(client PRIVATE ${bundled})
unset(modules)
unset(sources)
unset(bundled)
