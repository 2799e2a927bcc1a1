// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: Inflater reads zlib streams whose length is known, by libdeflate. One per
// thread.
#pragma once

#include <libdeflate.h>

#include <cstddef>
#include <span>
#include <string_view>

#include "scanner/base/c_handle.h"
#include "scanner/base/result.h"

namespace keyhound {

class Inflater {
 public:
  Inflater();

  // Fills `out`, which must be exactly the size of the content, from the zlib stream at the front
  // of `stream`, which may be longer. Answers the bytes that the stream takes. kCorrupt when the
  // stream is damaged, breaks off, is longer or shorter than `out`, or has a wrong checksum.
  Result<std::size_t> inflate(std::string_view stream, std::span<char> out);

 private:
  using Decompressor = CHandle<libdeflate_decompressor, libdeflate_free_decompressor>;
  // The one for a stream, by the code of its first block.
  libdeflate_decompressor* decompressor_for(std::string_view stream) const;

  Decompressor own_codes_;
  Decompressor fixed_codes_;
};

}  // namespace keyhound
