# One interface target for each third-party library, named as in the module table.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(keyhound_pkg_library name pkg)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${pkg})
  add_library(keyhound_lib_${name} INTERFACE)
  target_link_libraries(keyhound_lib_${name} INTERFACE PkgConfig::${name})
endfunction()

keyhound_pkg_library(hs libhs)
keyhound_pkg_library(re2 re2)
keyhound_pkg_library(git2 libgit2)
keyhound_pkg_library(yaml yaml-0.1)
keyhound_pkg_library(sodium libsodium)
keyhound_pkg_library(zlib zlib)
keyhound_pkg_library(deflate libdeflate)
keyhound_pkg_library(crypto libcrypto)

# The shared libarchive brings libxml2 and ICU, 35 MB for formats that keyhound does not read; of
# the static one only what is called is linked.
option(KEYHOUND_STATIC_ARCHIVE "Link libarchive statically" OFF)
if(KEYHOUND_STATIC_ARCHIVE)
  find_library(KEYHOUND_ARCHIVE_LIBRARY NAMES libarchive.a REQUIRED)
  add_library(keyhound_lib_archive INTERFACE)
  target_link_libraries(keyhound_lib_archive INTERFACE "${KEYHOUND_ARCHIVE_LIBRARY}" nettle acl lzma zstd lz4 bz2 z)
else()
  keyhound_pkg_library(archive libarchive)
endif()

find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)

function(keyhound_cmake_library name target)
  add_library(keyhound_lib_${name} INTERFACE)
  target_link_libraries(keyhound_lib_${name} INTERFACE ${target})
endfunction()

keyhound_cmake_library(tbb TBB::tbb)
keyhound_cmake_library(fmt fmt::fmt)
keyhound_cmake_library(cli11 CLI11::CLI11)
keyhound_cmake_library(json nlohmann_json::nlohmann_json)
keyhound_cmake_library(expected tl::expected)

# toml++ is header-only and does not throw here: it answers with toml::parse_result.
add_library(keyhound_lib_toml INTERFACE)
target_compile_definitions(keyhound_lib_toml INTERFACE TOML_EXCEPTIONS=0)
