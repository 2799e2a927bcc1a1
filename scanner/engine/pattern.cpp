// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/pattern.h"

#include <utility>

#include "scanner/engine/re2_regex.h"

namespace keyhound {

struct Pattern::Impl {
  std::unique_ptr<const re2::RE2> regex;
};

Result<Pattern> Pattern::compile(std::string_view regex) {
  KEYHOUND_TRY(std::unique_ptr<const re2::RE2> compiled, compile_re2(regex));
  Pattern pattern;
  pattern.impl_ = std::make_shared<const Impl>(Impl{std::move(compiled)});
  return pattern;
}

bool Pattern::matches(std::string_view text) const {
  const re2::StringPiece piece(text.data(), text.size());
  return impl_->regex->Match(piece, 0, piece.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

}  // namespace keyhound
