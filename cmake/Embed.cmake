# Generated sources: lists made from file names, and files embedded in the program.

# keyhound_file_list(TARGET OUTPUT MACRO FOLDER SUFFIX)
# Writes generated/OUTPUT with one line `MACRO(CamelName)` for each FOLDER/<snake_name>SUFFIX.cpp, so
# that adding a file is all it takes to register it; a file that does not define its symbol fails
# to link.
function(keyhound_file_list target output macro folder suffix)
  file(GLOB files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*${suffix}.cpp")
  set(lines "// Generated from the file names in ${folder}.\n")
  foreach(file IN LISTS files)
    get_filename_component(stem "${file}" NAME_WE)
    if(suffix)
      string(REGEX REPLACE "${suffix}$" "" stem "${stem}")
    endif()
    string(REPLACE "_" ";" words "${stem}")
    set(camel "")
    foreach(word IN LISTS words)
      string(SUBSTRING "${word}" 0 1 first)
      string(SUBSTRING "${word}" 1 -1 rest)
      string(TOUPPER "${first}" first)
      string(APPEND camel "${first}${rest}")
    endforeach()
    string(APPEND lines "${macro}(${camel})\n")
  endforeach()
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/${output}" CONTENT "${lines}" @ONLY)
endfunction()

# keyhound_embed_text(TARGET OUTPUT FUNCTION FILES...)
# Adds a source that defines `std::span<const EmbeddedText> FUNCTION()` (scanner/base/embedded_text.h)
# with the name and content of each text file.
function(keyhound_embed_text target output function)
  set(rows "")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" content)
    get_filename_component(name "${file}" NAME)
    string(APPEND rows "    {\"${name}\", R\"KEYHOUND(${content})KEYHOUND\"},\n")
  endforeach()
  set(path "${CMAKE_BINARY_DIR}/generated/${output}")
  file(GENERATE OUTPUT "${path}" CONTENT
"#include \"scanner/base/embedded_text.h\"
namespace keyhound {
std::span<const EmbeddedText> ${function}() {
  static constexpr EmbeddedText kFiles[] = {
${rows}  };
  return kFiles;
}
}  // namespace keyhound
")
  # Compilers need not take literals of more than 64 KiB; GCC and Clang do.
  set_source_files_properties("${path}" PROPERTIES COMPILE_OPTIONS "-Wno-overlength-strings")
  target_sources(keyhound_${target} PRIVATE "${path}")
endfunction()

# keyhound_embed_binary(TARGET SYMBOL FILE): `SYMBOL` and `SYMBOLEnd` mark the bytes of FILE, which
# may be an output of the build.
function(keyhound_embed_binary target symbol file)
  set(path "${CMAKE_BINARY_DIR}/generated/${symbol}.S")
  file(CONFIGURE OUTPUT "${path}" CONTENT
".section .rodata
.global ${symbol}
.global ${symbol}End
.balign 64
${symbol}:
.incbin \"${file}\"
${symbol}End:
.byte 0
.section .note.GNU-stack,\"\",%progbits
" @ONLY)
  set_source_files_properties("${path}" PROPERTIES OBJECT_DEPENDS "${file}")
  target_sources(${target} PRIVATE "${path}")
endfunction()
