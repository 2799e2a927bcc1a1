// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/git_library.h"

#include <git2.h>

#include <initializer_list>

#include "scanner/base/check.h"
#include "scanner/base/lazy_library.h"
#include "scanner/base/mutex.h"

// git_libgit2_init() parses all of the system's CA certificates for connections that keyhound never
// makes. This definition is found before Mbed TLS's own and answers what a missing file gives
// (MBEDTLS_ERR_X509_FILE_IO_ERROR), which libgit2 accepts.
extern "C" int mbedtls_x509_crt_parse_file(void* /*chain*/, const char* /*path*/);
extern "C" int mbedtls_x509_crt_parse_file(void* /*chain*/, const char* /*path*/) {
  return -0x2900;
}

// Defined where the program loads libgit2 late (cmake/LazyLibrary.cmake); its address is null else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_git2;

namespace keyhound {

namespace {

void read_no_settings_of_the_user() {
  for (const int level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                          GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL}) {
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
  }
}

// Every object is read once: hashing it again, keeping it, and looking for a loose file and a .keep
// file before the pack would only cost time. zlib's checksum still finds damage.
void read_objects_fast() {
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
  git_libgit2_opts(GIT_OPT_DISABLE_PACK_KEEP_FILE_CHECKS, 1);
  git_libgit2_opts(GIT_OPT_SET_ODB_PACKED_PRIORITY, 2);
  git_libgit2_opts(GIT_OPT_SET_ODB_LOOSE_PRIORITY, 1);
}

Mutex library_mutex;
int living_objects GUARDED_BY(library_mutex) = 0;
bool has_started GUARDED_BY(library_mutex) = false;

}  // namespace

GitLibrary::GitLibrary() {
  const MutexLock lock(library_mutex);
  ++living_objects;
}

GitLibrary::~GitLibrary() {
  const MutexLock lock(library_mutex);
  if (--living_objects > 0 || !has_started) return;
  git_libgit2_shutdown();
  has_started = false;
}

Status GitLibrary::start() {
  const MutexLock lock(library_mutex);
  KEYHOUND_CHECK(living_objects > 0);
  if (has_started) return {};
  KEYHOUND_TRY_STATUS(load_lazily(&keyhound_lazy_git2));
  KEYHOUND_CHECK(git_libgit2_init() > 0);
  read_no_settings_of_the_user();
  read_objects_fast();
  has_started = true;
  return {};
}

}  // namespace keyhound
