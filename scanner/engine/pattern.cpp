// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/pattern.h"

#include <mutex>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/engine/re2_regex.h"

namespace keyhound {

struct Pattern::Impl {
  std::unique_ptr<const re2::RE2> regex;
  std::string deferred;  // source of a regex that is compiled on first use
  std::once_flag once;
};

Result<Pattern> Pattern::compile(std::string_view regex) {
  KEYHOUND_TRY(std::unique_ptr<const re2::RE2> compiled, compile_re2(regex));
  Pattern pattern;
  pattern.impl_ = std::make_shared<Impl>();
  pattern.impl_->regex = std::move(compiled);
  return pattern;
}

Pattern Pattern::deferred(std::string regex) {
  Pattern pattern;
  pattern.impl_ = std::make_shared<Impl>();
  pattern.impl_->deferred = std::move(regex);
  return pattern;
}

bool Pattern::matches(std::string_view text) const {
  std::call_once(impl_->once, [this] {
    if (impl_->regex) return;
    auto compiled = compile_re2(impl_->deferred);
    KEYHOUND_CHECK(compiled);
    impl_->regex = std::move(*compiled);
  });
  const re2::StringPiece piece(text.data(), text.size());
  return impl_->regex->Match(piece, 0, piece.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

}  // namespace keyhound
