// SPDX-License-Identifier: Apache-2.0
// Opens the archives among the blobs of a history, when it is known where they stand. On all
// threads, within the memory limit of the request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/pack/pack_set.h"
#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// A blob that is scanned with its paths.
struct PlacedBlob {
  std::uint32_t node = 0;
  ObjectId id;
  std::uint64_t size = 0;
  std::vector<std::uint32_t> numbers;   // of the paths
  std::vector<std::string_view> paths;  // at least one; an empty one: nothing reaches it
  std::string commit;                   // hex id of the first that has it
};

// The hits in each blob, as ObjectScanner::scan_blob() finds them.
Result<std::vector<std::vector<TextHit>>> open_archives(const ScanContext& context,
                                                        const ScanRequest& request,
                                                        const PackSet& packs,
                                                        const std::vector<PlacedBlob>& blobs,
                                                        ScanOutput& output);

}  // namespace keyhound
