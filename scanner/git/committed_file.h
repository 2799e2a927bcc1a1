// SPDX-License-Identifier: Apache-2.0
// A file as a commit has it, by the path that people write. Blocks; used by one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/repository.h"

namespace keyhound {

struct CommittedFile {
  std::string commit;  // hex id
  std::string content;
};

// The file at `path` of the commit that `revision` names. kUsage when the revision or the path
// names nothing, kLimit for a file of more than `limit` bytes; another kind when an object on the
// way cannot be read. REQUIRES: a living GitLibrary.
Result<CommittedFile> read_committed_file(const Repository& repository, const std::string& revision,
                                          std::string_view path, std::uint64_t limit);

}  // namespace keyhound
