# The program's own way to link, for a quick start: half of the time of a pre-commit hook would be the
# loading of shared libraries that it never calls. Libraries that have an archive are linked
# statically, and those with a long tail of others (libgit2, libarchive: 24 of them) are loaded by
# the first call of load_lazily() (scanner/base/lazy_library.h). Tests link all of them as usual.

option(KEYHOUND_QUICK_START "Link the program for a quick start" ON)
# What few commands need (libcurl, libpq) is loaded late without the quick start too, so that an image for scans alone
# can leave it out.
set(KEYHOUND_LATE_LOADING ON)
if(KEYHOUND_SANITIZE OR NOT CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|aarch64)$" OR NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
  set(KEYHOUND_QUICK_START OFF)
  set(KEYHOUND_LATE_LOADING OFF)
endif()

# keyhound_for_program(RESULT PROPERTY PROGRAM_ITEM OTHER_ITEM): what targets link that have the property
# (KEYHOUND_QUICK_START, KEYHOUND_LATE_LOADING), and what all others do.
function(keyhound_for_program result property program_item other_item)
  set(${result} "$<IF:$<BOOL:$<TARGET_PROPERTY:${property}>>,${program_item},${other_item}>" PARENT_SCOPE)
endfunction()

# keyhound_lazy_library(NAME LIBRARY FUNCTIONS...)
# Makes the target keyhound_lazy_NAME, which defines FUNCTIONS as jumps through a table, and
# `keyhound_lazy_NAME`, which tells load_lazily() how to fill it. LIBRARY: path of the shared library.
function(keyhound_lazy_library name library)
  execute_process(COMMAND "${CMAKE_OBJDUMP}" -p "${library}" OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "SONAME +([^\n ]+)" _ "${headers}")
  set(soname "${CMAKE_MATCH_1}")
  set(slots "keyhound_lazy_${name}_slots")
  set(text "")
  set(names "")
  set(count 0)
  foreach(function IN LISTS ARGN)
    math(EXPR offset "${count} * 8")
    if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
      set(jump "  jmp *${slots}+${offset}(%rip)\n")
    else()
      set(jump "  adrp x16, ${slots}+${offset}\n  ldr x16, [x16, :lo12:${slots}+${offset}]\n  br x16\n")
    endif()
    string(APPEND text ".globl ${function}\n.type ${function}, %function\n.balign 16\n${function}:\n${jump}.size ${function}, .-${function}\n")
    string(APPEND names "  .asciz \"${function}\"\n")
    math(EXPR count "${count} + 1")
  endforeach()
  math(EXPR bytes "${count} * 8")
  set(path "${CMAKE_BINARY_DIR}/generated/lazy_${name}.S")
  file(CONFIGURE OUTPUT "${path}" CONTENT
".text
${text}.section .rodata
keyhound_lazy_${name}_file:
  .asciz \"${soname}\"
keyhound_lazy_${name}_names:
${names}  .byte 0
.bss
.balign 8
.globl ${slots}
.hidden ${slots}
${slots}:
  .space ${bytes}
.section .data.rel.ro,\"aw\"
.balign 8
.globl keyhound_lazy_${name}
keyhound_lazy_${name}:
  .quad keyhound_lazy_${name}_file, keyhound_lazy_${name}_names, ${slots}
.section .note.GNU-stack,\"\",%progbits
" @ONLY)
  add_library(keyhound_lazy_${name} STATIC "${path}")
endfunction()
