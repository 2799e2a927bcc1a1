// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_page.h"

namespace keyhound {

bool MarkdownPage::add(std::string_view text, std::size_t reserve) {
  if (!ok_ || size_ + text.size() + reserve > kMarkdownLimit) return false;
  size_ += text.size();
  ok_ = sink_(text);
  return ok_;
}

}  // namespace keyhound
