// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/document.h"

#include <algorithm>
#include <limits>
#include <memory_resource>
#include <utility>

#include "scanner/yaml/composer.h"
#include "scanner/yaml/event_reader.h"
#include "scanner/yaml/position_table.h"

namespace keyhound {
namespace {

constexpr std::size_t kVisitsPerNode = 100;
// libyaml compares each %TAG directive with all before it, so that a file of nothing else would
// take minutes. No real file has more than a few.
constexpr std::size_t kMostDirectives = 64;

bool has_too_many_directives(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("%TAG"); at != std::string_view::npos;
       at = text.find("%TAG", at + 1)) {
    const bool is_line_start = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
    if (is_line_start && ++count > kMostDirectives) return true;
  }
  return false;
}

// What can be refused without parsing.
Status check_text(std::string_view text, const YamlLimits& limits) {
  constexpr std::size_t kMostBytes = std::numeric_limits<std::uint32_t>::max();
  if (text.size() > std::min(limits.bytes, kMostBytes)) {
    return fail(ErrorKind::kLimit,
                at_position({}, "larger than " + std::to_string(limits.bytes) + " bytes"));
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return fail(ErrorKind::kCorrupt, at_position({}, "encoded as UTF-16; save it as UTF-8"));
  }
  if (has_too_many_directives(text)) {
    return fail(ErrorKind::kLimit, at_position({}, "too many %TAG directives"));
  }
  return {};
}

}  // namespace

struct YamlDocument::Impl {
  explicit Impl(std::string text) : source(std::move(text)), positions(source) {}

  std::string source;
  PositionTable positions;
  std::pmr::monotonic_buffer_resource arena;  // nodes, and texts that differ from the source
  YamlTree tree;
};

Result<YamlDocument> YamlDocument::parse(std::string_view text, const YamlLimits& limits,
                                         const YamlParseOptions& options) {
  KEYHOUND_TRY_STATUS(check_text(text, limits));
  return parse_owned(std::string(text), limits, options);
}

Result<YamlDocument> YamlDocument::parse_owned(std::string text, const YamlLimits& limits,
                                               const YamlParseOptions& options) {
  KEYHOUND_TRY_STATUS(check_text(text, limits));
  auto impl = std::make_unique<Impl>(std::move(text));
  YamlComposer composer(limits, options, {impl->source, impl->positions}, impl->arena, impl->tree);
  YamlEvents events(impl->source, impl->positions);
  while (true) {
    KEYHOUND_TRY(const YamlEvent event, events.next());
    if (event.kind == YamlEventKind::kStreamEnd) break;
    KEYHOUND_TRY_STATUS(composer.take(event));
  }
  const auto by_place = [](const YamlDuplicate& a, const YamlDuplicate& b) {
    return a.repeat < b.repeat;
  };
  std::sort(impl->tree.duplicates.begin(), impl->tree.duplicates.end(), by_place);
  return YamlDocument(std::move(impl));
}

const std::vector<const YamlNode*>& YamlDocument::roots() const { return impl_->tree.roots; }

const std::vector<YamlDuplicate>& YamlDocument::duplicates() const {
  return impl_->tree.duplicates;
}

std::string_view YamlDocument::source() const { return impl_->source; }

SourcePosition YamlDocument::position(std::size_t offset) const {
  return impl_->positions.at_byte(offset);
}

YamlWalkBudget YamlDocument::walk_budget() const {
  return YamlWalkBudget(kVisitsPerNode * impl_->tree.nodes);
}

YamlDocument::YamlDocument(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
YamlDocument::YamlDocument(YamlDocument&&) noexcept = default;
YamlDocument& YamlDocument::operator=(YamlDocument&&) noexcept = default;
YamlDocument::~YamlDocument() = default;

}  // namespace keyhound
