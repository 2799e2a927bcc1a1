// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/masked_line.h"

#include <algorithm>
#include <limits>

#include "scanner/base/utf8.h"
#include "scanner/pipelines/line_index.h"

namespace keyhound {
namespace {

struct Mask {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text;
};

// The parts of the places that lie in text[begin, end), those that overlap as one.
std::vector<Mask> masks_within(const LineIndex& index, const std::vector<MaskedPlace>& places,
                               std::size_t begin, std::size_t end) {
  std::vector<Mask> masks;
  for (const MaskedPlace& place : places) {
    const std::size_t from = std::max<std::size_t>(index.offset(place.start), begin);
    const std::size_t to = std::min<std::size_t>(index.offset(place.end), end);
    if (from < to) masks.push_back({from, to, place.mask});
  }
  std::sort(masks.begin(), masks.end(),
            [](const Mask& a, const Mask& b) { return a.begin < b.begin; });
  std::vector<Mask> joined;
  for (const Mask& one : masks) {
    if (!joined.empty() && one.begin < joined.back().end) {
      joined.back().end = std::max(joined.back().end, one.end);
    } else {
      joined.push_back(one);
    }
  }
  return joined;
}

std::string shorten_around(const std::string& line, std::size_t middle, std::size_t width) {
  if (line.size() <= width) return line;
  const std::size_t half = width / 2;
  std::size_t begin = middle - std::min(middle, half);
  begin = sequence_start(line, std::min(begin, line.size() - width));
  const std::size_t end = sequence_start(line, std::min(begin + width, line.size()));
  return (begin > 0 ? "..." : "") + line.substr(begin, end - begin) +
         (end < line.size() ? "..." : "");
}

}  // namespace

std::string masked_line(std::string_view text, std::uint64_t line,
                        const std::vector<MaskedPlace>& places, std::size_t width,
                        TextScanner& scanner) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) return {};
  const LineIndex index(text);
  if (line == 0 || line > index.lines()) return {};
  const std::size_t begin = index.offset({line, 1});
  std::size_t end = std::min(text.find('\n', begin), text.size());
  if (end > begin && text[end - 1] == '\r') --end;
  std::string shown;
  std::size_t done = begin;
  std::size_t middle = 0;
  bool is_first = true;
  for (const Mask& mask : masks_within(index, places, begin, end)) {
    shown += scanner.redact_secrets(text.substr(done, mask.begin - done));
    if (std::exchange(is_first, false)) middle = shown.size();
    shown += mask.text;
    done = mask.end;
  }
  shown += scanner.redact_secrets(text.substr(done, end - done));
  return shorten_around(shown, middle, width);
}

}  // namespace keyhound
