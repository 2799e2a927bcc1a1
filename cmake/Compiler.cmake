# One set of compile options for every target of keyhound; third-party code is not built here.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(KEYHOUND_CCACHE ccache)
if(KEYHOUND_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${KEYHOUND_CCACHE}")
endif()

add_library(keyhound_options INTERFACE)
target_include_directories(keyhound_options INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
target_compile_options(keyhound_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Wimplicit-fallthrough -Werror -fno-plt)
target_compile_definitions(keyhound_options INTERFACE KEYHOUND_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 warns of overlapping copies and of uninitialised members inside std::string and
  # std::optional where there are none (GCC bugs 105651 and 80635).
  target_compile_options(keyhound_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(keyhound_options INTERFACE -Wthread-safety)
endif()

set(KEYHOUND_SANITIZE "" CACHE STRING "Value of -fsanitize=, e.g. address,undefined")
if(KEYHOUND_SANITIZE)
  target_compile_options(keyhound_options INTERFACE
    -fsanitize=${KEYHOUND_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(keyhound_options INTERFACE -fsanitize=${KEYHOUND_SANITIZE})
endif()
if(KEYHOUND_SANITIZE MATCHES "thread")
  # Why: the comment in the file.
  set_source_files_properties("${CMAKE_SOURCE_DIR}/scanner/scan/parallel.cpp" PROPERTIES
    COMPILE_OPTIONS "-fno-sanitize=thread" COMPILE_DEFINITIONS KEYHOUND_THREAD_SANITIZER)
endif()
