# One interface target for each third-party library, named as in the module table.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# Behind LINKED: what the program links in its place (cmake/LazyLibrary.cmake), where it can: for a quick start its
# archive (STATIC) or a table that is filled late (LAZY); ALWAYS_...: without the quick start too.
function(keyhound_pkg_library name pkg linked)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${pkg})
  add_library(keyhound_lib_${name} INTERFACE)
  set(item PkgConfig::${name})
  set(property KEYHOUND_QUICK_START)
  if(linked MATCHES "^ALWAYS_")
    set(property KEYHOUND_LATE_LOADING)
  endif()
  if(${property} AND linked MATCHES "STATIC$")
    list(GET ${name}_LIBRARIES 0 base)
    find_library(${name}_ARCHIVE NAMES lib${base}.a)
    if(${name}_ARCHIVE)
      # A target, and not the path alone, so that what it needs itself can be said: CMake then puts that behind it.
      add_library(keyhound_archive_${name} STATIC IMPORTED)
      set_target_properties(keyhound_archive_${name} PROPERTIES IMPORTED_LOCATION "${${name}_ARCHIVE}")
      keyhound_for_program(item ${property} keyhound_archive_${name} PkgConfig::${name})
    endif()
  elseif(${property} AND linked MATCHES "LAZY$")
    list(GET ${name}_LINK_LIBRARIES 0 library)
    keyhound_lazy_library(${name} "${library}" ${ARGN})
    keyhound_for_program(item ${property} keyhound_lazy_${name} PkgConfig::${name})
  endif()
  target_link_libraries(keyhound_lib_${name} INTERFACE ${item})
endfunction()

keyhound_pkg_library(hs libhs STATIC)
keyhound_pkg_library(re2 re2 STATIC)
keyhound_pkg_library(yaml yaml-0.1 STATIC)
keyhound_pkg_library(sodium libsodium STATIC)
keyhound_pkg_library(zlib zlib STATIC)
keyhound_pkg_library(deflate libdeflate STATIC)
# The functions for one hash come from the archive, for what every scan hashes. The rest is half of all addresses that
# would have to be relocated at the start, for private keys and logins: it is loaded late, by load_libcrypto().
find_library(KEYHOUND_CRYPTO_ARCHIVE NAMES libcrypto.a)
set(linked "")
if(KEYHOUND_CRYPTO_ARCHIVE)
  set(linked LAZY)
endif()
keyhound_pkg_library(crypto libcrypto "${linked}"
  ASN1_TIME_to_tm ASN1_get_object BN_CTX_free BN_CTX_secure_new BN_bin2bn BN_bn2binpad BN_clear_free BN_cmp
  BN_is_negative BN_is_zero BN_mul BN_num_bits BN_secure_new CRYPTO_clear_free CRYPTO_free ERR_pop_to_mark
  ERR_set_mark EVP_Digest EVP_DigestFinal_ex EVP_DigestInit_ex EVP_DigestSign EVP_DigestSignInit EVP_DigestUpdate
  EVP_MD_CTX_free EVP_MD_CTX_new EVP_MD_get_size EVP_PKCS82PKEY_ex EVP_PKEY_CTX_free EVP_PKEY_CTX_new_from_name
  EVP_PKEY_Q_keygen EVP_PKEY_free EVP_PKEY_fromdata EVP_PKEY_fromdata_init EVP_PKEY_get_base_id EVP_PKEY_get_bits
  EVP_PKEY_get_bn_param EVP_PKEY_get_group_name EVP_PKEY_get_octet_string_param EVP_PKEY_get_raw_public_key
  EVP_PKEY_is_a EVP_PKEY_new_raw_private_key_ex EVP_PKEY_new_raw_public_key_ex EVP_PKEY_set_utf8_string_param EVP_md5
  EVP_sha1 EVP_sha256 EVP_sha512 HMAC OBJ_obj2nid OSSL_LIB_CTX_new OSSL_PARAM_BLD_free OSSL_PARAM_BLD_new
  OSSL_PARAM_BLD_push_BN OSSL_PARAM_BLD_push_octet_string OSSL_PARAM_BLD_push_utf8_string OSSL_PARAM_BLD_to_param
  OSSL_PARAM_free PKCS5_PBKDF2_HMAC PKCS8_PRIV_KEY_INFO_free PKCS8_pkey_get0 X509_free X509_get0_notAfter
  X509_get0_notBefore X509_get_X509_PUBKEY d2i_AutoPrivateKey d2i_PKCS8_PRIV_KEY_INFO d2i_X509 d2i_PrivateKey_ex
  i2d_PUBKEY i2d_X509_PUBKEY i2d_PrivateKey)
if(TARGET keyhound_lazy_crypto)
  target_link_libraries(keyhound_lazy_crypto INTERFACE "${KEYHOUND_CRYPTO_ARCHIVE}")
endif()
# A function that is missing here is an undefined reference of the program.
keyhound_pkg_library(git2 libgit2 LAZY
  git_config_add_file_ondisk git_config_entry_free git_config_free git_config_get_entry git_config_new
  git_error_last git_error_set_str git_libgit2_init git_libgit2_opts git_libgit2_shutdown
  git_odb_add_backend git_odb_backend_data_alloc git_odb_backend_pack git_odb_foreach git_odb_free
  git_odb_init_backend git_odb_new git_odb_object_data git_odb_object_free git_odb_object_size
  git_odb_object_type git_odb_read git_odb_read_header git_oid_ncmp git_repository_free
  git_repository_open_ext)

keyhound_pkg_library(curl libcurl ALWAYS_LAZY
  curl_easy_cleanup curl_easy_getinfo curl_easy_init curl_easy_perform curl_easy_reset curl_easy_setopt
  curl_easy_strerror curl_free curl_global_init curl_multi_add_handle curl_multi_cleanup curl_multi_info_read
  curl_multi_init curl_multi_perform curl_multi_poll curl_multi_remove_handle curl_multi_setopt curl_slist_append
  curl_slist_free_all curl_url curl_url_cleanup curl_url_get curl_url_set)
keyhound_pkg_library(sqlite sqlite3 ALWAYS_LAZY
  sqlite3_bind_double sqlite3_bind_int64 sqlite3_bind_null sqlite3_bind_parameter_count
  sqlite3_bind_parameter_name sqlite3_bind_text64 sqlite3_busy_timeout sqlite3_changes64
  sqlite3_clear_bindings sqlite3_close_v2 sqlite3_column_blob sqlite3_column_bytes sqlite3_column_double
  sqlite3_column_int64 sqlite3_column_type sqlite3_data_count sqlite3_db_config sqlite3_errmsg sqlite3_errstr
  sqlite3_exec sqlite3_extended_errcode sqlite3_extended_result_codes sqlite3_finalize sqlite3_get_autocommit
  sqlite3_open_v2 sqlite3_prepare_v3 sqlite3_reset sqlite3_step sqlite3_total_changes64)
# What libpqxx calls of libpq, and the probes.
keyhound_pkg_library(pq libpq ALWAYS_LAZY
  PQbackendPID PQcancel PQclear PQclientEncoding PQcmdStatus PQcmdTuples PQconnectPoll PQconnectStart PQconnectStartParams
  PQconnectdb PQconnectionUsedPassword PQconsumeInput PQdb PQencryptPassword PQendcopy PQerrorMessage PQescapeByteaConn
  PQescapeIdentifier PQescapeStringConn PQexec PQexecParams PQexecPrepared PQfinish PQfname PQfnumber
  PQfreeCancel PQfreemem PQftable PQftablecol PQftype PQgetCancel PQgetCopyData PQgetResult PQgetisnull
  PQgetlength PQgetvalue PQhost PQisBusy PQisthreadsafe PQnfields PQnotifies PQntuples PQoidValue PQport
  PQprepare PQprotocolVersion PQputCopyData PQputCopyEnd PQreset PQresultErrorField PQresultErrorMessage
  PQresultStatus PQsendQuery PQserverVersion PQsetClientEncoding PQsetErrorVerbosity PQsetNoticeProcessor PQsetnonblocking
  PQsocket PQstatus PQtrace PQunescapeBytea PQuntrace PQuser lo_close lo_creat lo_export lo_import lo_lseek
  lo_open lo_read lo_tell lo_unlink lo_write pg_encoding_to_char)
# Its archive would make the program a megabyte larger, for few runs.
keyhound_pkg_library(ssl libssl ALWAYS_LAZY
  SSL_CTX_ctrl SSL_CTX_free SSL_CTX_load_verify_locations SSL_CTX_new
  SSL_CTX_set_default_verify_paths SSL_CTX_set_verify SSL_connect SSL_ctrl SSL_free SSL_get_error
  SSL_get_verify_result SSL_new SSL_read SSL_set1_host SSL_set_fd SSL_set_msg_callback SSL_write
  TLS_client_method)
keyhound_pkg_library(ssh libssh ALWAYS_LAZY
  ssh_connect ssh_disconnect ssh_free ssh_get_error ssh_get_fd ssh_get_poll_flags ssh_key_free ssh_new ssh_options_set
  ssh_pki_export_privkey_to_pubkey ssh_pki_import_privkey_base64 ssh_session_is_known_server ssh_set_blocking
  ssh_userauth_list ssh_userauth_none ssh_userauth_publickey ssh_userauth_try_publickey)
# What its headers call: to load it brings the C++ library along, and a scan of few files starts no threads.
keyhound_pkg_library(tbb tbb LAZY
  _ZN3tbb6detail2r117assertion_failureEPKciS3_S3_
  _ZN3tbb6detail2r110deallocateERNS0_2d117small_object_poolEPvmRKNS2_14execution_dataE
  _ZN3tbb6detail2r110initializeERNS0_2d115task_arena_baseE
  _ZN3tbb6detail2r110initializeERNS0_2d118task_group_contextE
  _ZN3tbb6detail2r114execution_slotEPKNS0_2d114execution_dataE _ZN3tbb6detail2r114notify_waitersEm
  _ZN3tbb6detail2r115max_concurrencyEPKNS0_2d115task_arena_baseE
  _ZN3tbb6detail2r115throw_exceptionENS0_2d012exception_idE
  _ZN3tbb6detail2r116execute_and_waitERNS0_2d14taskERNS2_18task_group_contextERNS2_12wait_contextES6_
  _ZN3tbb6detail2r122cancel_group_executionERNS0_2d118task_group_contextE
  _ZN3tbb6detail2r128is_group_execution_cancelledERNS0_2d118task_group_contextE
  _ZN3tbb6detail2r14waitERNS0_2d112wait_contextERNS2_18task_group_contextE
  _ZN3tbb6detail2r15resetERNS0_2d118task_group_contextE
  _ZN3tbb6detail2r15spawnERNS0_2d14taskERNS2_18task_group_contextE _ZN3tbb6detail2r16createERNS0_2d114global_controlE
  _ZN3tbb6detail2r17destroyERNS0_2d114global_controlE _ZN3tbb6detail2r17destroyERNS0_2d118task_group_contextE
  _ZN3tbb6detail2r17executeERNS0_2d115task_arena_baseERNS2_13delegate_baseE
  _ZN3tbb6detail2r18allocateERPNS0_2d117small_object_poolEm
  _ZN3tbb6detail2r18allocateERPNS0_2d117small_object_poolEmRKNS2_14execution_dataE
  _ZN3tbb6detail2r19terminateERNS0_2d115task_arena_baseE)
# The shared one would bring libpq with it at the start.
keyhound_pkg_library(pqxx libpqxx ALWAYS_STATIC)
target_link_libraries(keyhound_lib_pqxx INTERFACE keyhound_lib_pq)
if(TARGET keyhound_archive_pqxx AND TARGET keyhound_lazy_pq)
  target_link_libraries(keyhound_archive_pqxx INTERFACE keyhound_lazy_pq)
endif()

# The shared libarchive brings libxml2 and ICU, 35 MB for formats that keyhound does not read; of
# the static one only what is called is linked, and of what that calls in turn.
option(KEYHOUND_STATIC_ARCHIVE "Link libarchive statically" OFF)
if(KEYHOUND_STATIC_ARCHIVE)
  add_library(keyhound_lib_archive INTERFACE)
  foreach(name archive nettle acl lzma zstd lz4 bz2)
    find_library(KEYHOUND_ARCHIVE_${name} NAMES lib${name}.a REQUIRED)
    target_link_libraries(keyhound_lib_archive INTERFACE "${KEYHOUND_ARCHIVE_${name}}")
  endforeach()
  target_link_libraries(keyhound_lib_archive INTERFACE z)
else()
  keyhound_pkg_library(archive libarchive LAZY
    archive_entry_filetype archive_entry_hardlink archive_entry_is_data_encrypted archive_entry_pathname
    archive_entry_pathname_utf8 archive_entry_symlink archive_error_string archive_filter_bytes
    archive_format archive_read_append_filter archive_read_data_block archive_read_free archive_read_new
    archive_read_next_header archive_read_open1 archive_read_open_memory archive_read_set_callback_data
    archive_read_set_read_callback archive_read_set_seek_callback archive_read_support_format_7zip
    archive_read_support_format_empty archive_read_support_format_raw archive_read_support_format_tar
    archive_read_support_format_zip_seekable archive_read_support_format_zip_streamable archive_set_error)
endif()

find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)

function(keyhound_cmake_library name target)
  add_library(keyhound_lib_${name} INTERFACE)
  target_link_libraries(keyhound_lib_${name} INTERFACE ${target})
endfunction()

keyhound_cmake_library(cli11 CLI11::CLI11)
keyhound_cmake_library(json nlohmann_json::nlohmann_json)
keyhound_cmake_library(expected tl::expected)

# Debian has no archive of fmt, and the shared one brings the C++ library's. Its headers hold all of it: the program
# links what these few lines make of them.
set(keyhound_fmt fmt::fmt)
if(KEYHOUND_QUICK_START AND fmt_VERSION VERSION_GREATER_EQUAL 9 AND fmt_VERSION VERSION_LESS 10)
  set(path "${CMAKE_BINARY_DIR}/generated/fmt_archive.cpp")
  file(CONFIGURE OUTPUT "${path}" CONTENT
"#include <fmt/format-inl.h>
namespace fmt {
inline namespace v9 {
namespace detail {
template dragonbox::decimal_fp<float> dragonbox::to_decimal(float) noexcept;
template dragonbox::decimal_fp<double> dragonbox::to_decimal(double) noexcept;
template thousands_sep_result<char> thousands_sep_impl(locale_ref);
template char decimal_point_impl(locale_ref);
}  // namespace detail
}  // namespace v9
}  // namespace fmt
" @ONLY)
  add_library(keyhound_archive_fmt STATIC "${path}")
  keyhound_for_program(keyhound_fmt KEYHOUND_QUICK_START keyhound_archive_fmt fmt::fmt)
endif()
keyhound_cmake_library(fmt "${keyhound_fmt}")

# toml++ is header-only and does not throw here: it answers with toml::parse_result.
add_library(keyhound_lib_toml INTERFACE)
target_compile_definitions(keyhound_lib_toml INTERFACE TOML_EXCEPTIONS=0)
