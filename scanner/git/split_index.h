// SPDX-License-Identifier: Apache-2.0
// Joins a split index (core.splitIndex): a large shared part and a small one with what changed
// since.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/git/index_file.h"

namespace keyhound {

// `index` as a plain one. Its "link" extension names the shared file in `git_dir`, and says with
// two bitmaps which of the shared entries are deleted and which replaced by the first entries of
// `index`. `id_size`: 20 or 32.
Result<IndexFile> join_split_index(const IndexFile& index, const std::string& git_dir,
                                   std::size_t id_size);

// Bits set in an EWAH-compressed bitmap (https://git-scm.com/docs/bitmap-format, appendix A) below
// `limit`; the bitmap is taken from the front of `bytes`. kCorrupt when it breaks off.
Result<std::vector<bool>> take_ewah_bitmap(std::string_view& bytes, std::size_t limit);

}  // namespace keyhound
