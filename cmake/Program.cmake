# The default rules, compiled at build time, and the program.

# keyhound-pack turns rules/*.toml into the encoded rule set and the trigger databases of three CPU
# levels (docs/ARCHITECTURE.md, "Cold start").
add_executable(keyhound-pack scanner/engine/pack/main.cpp)
target_link_libraries(keyhound-pack PRIVATE keyhound_engine)

file(GLOB rule_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/rules/*.toml")
set(pack_folder "${CMAKE_BINARY_DIR}/generated/pack")
set(pack_files rules.bin rule-table.bin examples.bin verifiers.bin plans.bin plan-table.bin triggers-baseline.bin triggers-avx2.bin triggers-avx512.bin)
list(TRANSFORM pack_files PREPEND "${pack_folder}/")
file(MAKE_DIRECTORY "${pack_folder}")
add_custom_command(
  OUTPUT ${pack_files}
  COMMAND keyhound-pack "${CMAKE_SOURCE_DIR}/rules" "${pack_folder}"
  DEPENDS keyhound-pack ${rule_files}
  COMMENT "Compiling the default rules")
add_custom_target(keyhound_pack_files DEPENDS ${pack_files})

option(KEYHOUND_AVX512 "Embed the trigger database of CPUs with AVX-512, 1 MB; they can run the one for AVX2" ON)
add_library(keyhound_embedded STATIC scanner/cli/embedded_rules.cpp)
target_link_libraries(keyhound_embedded PUBLIC keyhound_engine)
target_compile_definitions(keyhound_embedded PRIVATE KEYHOUND_AVX512=$<BOOL:${KEYHOUND_AVX512}>)
add_dependencies(keyhound_embedded keyhound_pack_files)
keyhound_embed_binary(keyhound_embedded kKeyhoundPackRules "${pack_folder}/rules.bin")
keyhound_embed_binary(keyhound_embedded kKeyhoundPackRuleTable "${pack_folder}/rule-table.bin")
keyhound_embed_binary(keyhound_embedded kKeyhoundPackExamples "${pack_folder}/examples.bin")
keyhound_embed_binary(keyhound_embedded kKeyhoundPackVerifiers "${pack_folder}/verifiers.bin")
keyhound_embed_binary(keyhound_embedded kKeyhoundPackPlans "${pack_folder}/plans.bin")
keyhound_embed_binary(keyhound_embedded kKeyhoundPackPlanTable "${pack_folder}/plan-table.bin")
keyhound_embed_binary(keyhound_embedded kKeyhoundPackBaseline "${pack_folder}/triggers-baseline.bin")
keyhound_embed_binary(keyhound_embedded kKeyhoundPackAvx2 "${pack_folder}/triggers-avx2.bin")
if(KEYHOUND_AVX512)
  keyhound_embed_binary(keyhound_embedded kKeyhoundPackAvx512 "${pack_folder}/triggers-avx512.bin")
endif()
target_link_libraries(keyhound_cli PUBLIC keyhound_embedded)

add_executable(keyhound scanner/cli/main.cpp)
target_link_libraries(keyhound PRIVATE keyhound_cli)
set_target_properties(keyhound PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}"
  KEYHOUND_QUICK_START ${KEYHOUND_QUICK_START} KEYHOUND_LATE_LOADING ${KEYHOUND_LATE_LOADING})
if(KEYHOUND_QUICK_START)
  # To look up the thousands of symbols that the shared C++ library has takes as long as the rest of a program's start.
  # A library that is loaded late and needs the shared one gets it beside ours: nothing of it crosses between them.
  target_link_options(keyhound PRIVATE -static-libstdc++ -static-libgcc)
  # Tables of functions that nothing calls are relocated at each start, too; and 18,000 addresses are told in 4 KB, not
  # in 400 KB, to C libraries that can read it so (glibc 2.36).
  target_link_options(keyhound PRIVATE -Wl,--gc-sections)
  include(CheckLinkerFlag)
  check_linker_flag(CXX -Wl,-z,pack-relative-relocs KEYHOUND_PACKS_RELOCATIONS)
  if(KEYHOUND_PACKS_RELOCATIONS)
    target_link_options(keyhound PRIVATE -Wl,-z,pack-relative-relocs)
  endif()
endif()
if(TARGET keyhound_lazy_crypto)
  # A function that is missing from the list of cmake/Dependencies.cmake would come from the archive, and be handed what
  # the library made that is loaded late.
  add_custom_command(TARGET keyhound POST_BUILD VERBATIM
    COMMAND sh -c "! \"$1\" \"$2\" | grep -E ' [Tt] (evp_|ossl_lib_ctx_)' || { echo 'libcrypto is linked beside its table' >&2; exit 1; }"
      check "${CMAKE_NM}" "$<TARGET_FILE:keyhound>")
endif()
# libgit2 must find this one of ours (scanner/git/git_library.cpp), also when it is loaded later.
target_link_options(keyhound PRIVATE -Wl,--export-dynamic-symbol=mbedtls_x509_crt_parse_file)
