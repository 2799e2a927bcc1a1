// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/inflater.h"

#include "scanner/base/check.h"

namespace keyhound {

Inflater::Inflater() : decompressor_(libdeflate_alloc_decompressor()) {
  KEYHOUND_CHECK(decompressor_ != nullptr);
}

Result<std::size_t> Inflater::inflate(std::string_view stream, std::span<char> out) {
  char nothing = 0;  // an empty span may be null, which libdeflate does not promise to accept
  std::size_t taken = 0;
  // Without a place for the size of what was written, libdeflate wants `out` full.
  switch (libdeflate_zlib_decompress_ex(decompressor_.get(), stream.data(), stream.size(),
                                        out.empty() ? &nothing : out.data(), out.size(), &taken,
                                        nullptr)) {
    case LIBDEFLATE_SUCCESS:
      return taken;
    case LIBDEFLATE_SHORT_OUTPUT:
      return fail(ErrorKind::kCorrupt, "the zlib stream is shorter than announced");
    case LIBDEFLATE_INSUFFICIENT_SPACE:
      return fail(ErrorKind::kCorrupt, "the zlib stream is longer than announced");
    default:
      return fail(ErrorKind::kCorrupt, "the zlib stream is damaged or cut short");
  }
}

}  // namespace keyhound
