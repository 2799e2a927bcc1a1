// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/document.h"

#include <deque>

#include "scanner/yaml/composer.h"
#include "scanner/yaml/event_reader.h"

namespace keyhound {
namespace {

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

}  // namespace

struct YamlDocument::Impl {
  std::deque<YamlNode> nodes;  // never moved: the roots point into it
  std::vector<const YamlNode*> roots;
};

const YamlNode* YamlNode::find(std::string_view key) const {
  const YamlNode& mapping = resolved();
  for (const auto& [name, value] : mapping.entries) {
    const YamlNode& text_node = name->resolved();
    const bool is_text = text_node.kind == YamlKind::kScalar || text_node.kind == YamlKind::kNull;
    if (is_text && text_node.text == key) return &value->resolved();
  }
  return nullptr;
}

const YamlNode& YamlNode::resolved() const { return target ? *target : *this; }

Result<YamlDocument> YamlDocument::parse(std::string_view text, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    return fail(ErrorKind::kLimit,
                at_position({}, "larger than " + std::to_string(limits.bytes) + " bytes"));
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return fail(ErrorKind::kCorrupt, at_position({}, "encoded as UTF-16; save it as UTF-8"));
  }
  if (has_too_many_directives(text)) {
    return fail(ErrorKind::kLimit, at_position({}, "too many %TAG directives"));
  }
  auto impl = std::make_unique<Impl>();
  YamlComposer composer(limits, impl->nodes, impl->roots);
  YamlEvents events(text);
  while (true) {
    KEYHOUND_TRY(YamlEvent event, events.next());
    if (event.kind == YamlEventKind::kStreamEnd) break;
    KEYHOUND_TRY_STATUS(composer.take(std::move(event)));
  }
  return YamlDocument(std::move(impl));
}

const std::vector<const YamlNode*>& YamlDocument::roots() const { return impl_->roots; }

YamlDocument::YamlDocument(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
YamlDocument::YamlDocument(YamlDocument&&) noexcept = default;
YamlDocument& YamlDocument::operator=(YamlDocument&&) noexcept = default;
YamlDocument::~YamlDocument() = default;

}  // namespace keyhound
