# Gives `modules` the libraries of the modules that a fuzz target includes, so that one of a small
# reader is built in a minute.
function(keyhound_fuzzed_modules modules source)
  file(STRINGS "${source}" includes REGEX "^#include \"(scanner|policies)/")
  set(found "")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "^#include \"(scanner/)?([a-z]+)/.*$" "keyhound_\\2" module "${include}")
    list(APPEND found ${module})
  endforeach()
  list(REMOVE_DUPLICATES found)
  set(${modules} ${found} PARENT_SCOPE)
endfunction()
