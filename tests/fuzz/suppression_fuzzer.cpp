// SPDX-License-Identifier: Apache-2.0
// Comments and baselines may hold anything. What a baseline says is written and read alike, and
// where a comment stands in the middle of a text does not matter.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/baseline/baseline.h"
#include "scanner/filters/comment_company.h"
#include "scanner/filters/inline_comment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto baseline = parse_baseline(text, "fuzz")) {
    const std::string written = write_baseline(*baseline);
    const auto again = parse_baseline(written, "fuzz");
    KEYHOUND_CHECK(again && write_baseline(*again) == written);
  }
  const std::size_t begin = size / 3;
  const std::size_t end = size / 2;
  const auto comments = comments_beside(text, begin, end);
  CommentCompany company;
  company.add(comments, {"a", {"kh1:aaaaaaaaaa"}});
  company.add(comments, {"a", {"kh1:bbbbbbbbbb"}});
  const CommentAnswer answer =
      ask_comments(comments, {"a", {"kh1:aaaaaaaaaa"}, true, &company}, {});
  KEYHOUND_CHECK(!answer.silenced_by || answer.silenced_by->is_foreign ||
                 answer.complaints.empty());
  KEYHOUND_CHECK(comments.size() <= comments_on_lines(text, begin, end).size());
  if (answer.silenced_by) static_cast<void>(describe_comment(*answer.silenced_by));
  const std::string framed = "\n" + std::string(text) + "\n";
  KEYHOUND_CHECK(comments_beside(framed, begin + 1, end + 1).size() == comments.size());
  return 0;
}
