// SPDX-License-Identifier: Apache-2.0
// What the next commit would change: the index against HEAD's tree. The work tree is not looked at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/index_file.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/repository.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

struct StagedFile {
  std::string path;
  std::uint32_t mode = 0;
  std::uint8_t stage = 0;  // 1 to 3: a side of an unresolved conflict
  ObjectId blob;
  ObjectId previous;  // HEAD's blob at this path; null: none
};

// Added and changed files in the order of the index; against the empty tree when HEAD is unborn.
// Trees of HEAD that cannot be read are in `diagnostics`, and what they held counts as added.
// Only trees that hold a change are read.
std::vector<StagedFile> staged_files(const Repository& repository, ObjectReader& reader,
                                     const IndexFile& index, std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
