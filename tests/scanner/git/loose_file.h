// SPDX-License-Identifier: Apache-2.0
// LooseFile: writes loose objects byte by byte, right or wrong, for the tests of those who read
// them.
#pragma once

#include <zlib.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "scanner/git/object_id.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

inline std::string deflated(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string packed(size, '\0');
  const int code = compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                             reinterpret_cast<const Bytef*>(bytes.data()),
                             static_cast<uLong>(bytes.size()), Z_BEST_COMPRESSION);
  if (code != Z_OK) throw std::runtime_error("compress2 failed");
  packed.resize(size);
  return packed;
}

// "<type> <size>" and the zero byte, with any size.
inline std::string loose_header(std::string_view type, std::string_view size) {
  return std::string(type) + ' ' + std::string(size) + '\0';
}

inline std::string loose_blob(std::string_view content) {
  return deflated(loose_header("blob", std::to_string(content.size())) + std::string(content));
}

// Puts `file` where the object `hex` of the objects directory `dir` (relative) belongs.
inline ObjectId put_loose(const TempDir& root, const std::string& dir, const std::string& hex,
                          std::string_view file) {
  root.write_file(dir + "/" + hex.substr(0, 2) + "/" + hex.substr(2), file);
  const auto id = ObjectId::from_hex(hex);
  if (!id) throw std::runtime_error("not an object id: " + hex);
  return *id;
}

}  // namespace keyhound::testing
