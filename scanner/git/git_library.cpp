// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/git_library.h"

#include <git2.h>

#include <initializer_list>

#include "scanner/base/check.h"

namespace keyhound {

namespace {

void read_no_settings_of_the_user() {
  for (const int level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                          GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL}) {
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
  }
}

// Extensions that change nothing about how objects are stored.
void accept_harmless_extensions() {
  const char* extensions[] = {"partialclone", "worktreeconfig", "preciousobjects",
                              "relativeworktrees"};
  git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
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

}  // namespace

GitLibrary::GitLibrary() {
  KEYHOUND_CHECK(git_libgit2_init() > 0);
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  read_no_settings_of_the_user();
  accept_harmless_extensions();
  read_objects_fast();
}

GitLibrary::~GitLibrary() { git_libgit2_shutdown(); }

}  // namespace keyhound
