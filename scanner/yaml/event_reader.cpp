// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/event_reader.h"

#include <yaml.h>

namespace keyhound {
namespace {

const char* as_chars(const yaml_char_t* text) { return reinterpret_cast<const char*>(text); }

std::string_view to_text(const yaml_char_t* text) { return text ? as_chars(text) : ""; }

ScalarStyle to_style(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return ScalarStyle::kSingleQuoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return ScalarStyle::kDoubleQuoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return ScalarStyle::kLiteral;
    case YAML_FOLDED_SCALAR_STYLE:
      return ScalarStyle::kFolded;
    default:
      return ScalarStyle::kPlain;
  }
}

YamlEventKind to_kind(yaml_event_type_t type) {
  switch (type) {
    case YAML_STREAM_END_EVENT:
      return YamlEventKind::kStreamEnd;
    case YAML_DOCUMENT_START_EVENT:
      return YamlEventKind::kDocumentStart;
    case YAML_DOCUMENT_END_EVENT:
      return YamlEventKind::kDocumentEnd;
    case YAML_ALIAS_EVENT:
      return YamlEventKind::kAlias;
    case YAML_SCALAR_EVENT:
      return YamlEventKind::kScalar;
    case YAML_SEQUENCE_START_EVENT:
      return YamlEventKind::kSequenceStart;
    case YAML_SEQUENCE_END_EVENT:
      return YamlEventKind::kSequenceEnd;
    case YAML_MAPPING_START_EVENT:
      return YamlEventKind::kMappingStart;
    case YAML_MAPPING_END_EVENT:
      return YamlEventKind::kMappingEnd;
    default:
      return YamlEventKind::kOther;
  }
}

// Points to what the event's kind carries.
void point_to(const yaml_event_t& event, YamlEvent& into) {
  switch (event.type) {
    case YAML_ALIAS_EVENT:
      into.anchor = to_text(event.data.alias.anchor);
      break;
    case YAML_SCALAR_EVENT:
      into.anchor = to_text(event.data.scalar.anchor);
      into.tag = to_text(event.data.scalar.tag);
      into.text = {as_chars(event.data.scalar.value), event.data.scalar.length};
      into.style = to_style(event.data.scalar.style);
      break;
    case YAML_SEQUENCE_START_EVENT:
      into.anchor = to_text(event.data.sequence_start.anchor);
      into.tag = to_text(event.data.sequence_start.tag);
      into.is_flow = event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
      break;
    case YAML_MAPPING_START_EVENT:
      into.anchor = to_text(event.data.mapping_start.anchor);
      into.tag = to_text(event.data.mapping_start.tag);
      into.is_flow = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
      break;
    default:
      break;
  }
}

}  // namespace

struct YamlEvents::Impl {
  Impl(std::string_view whole, const PositionTable& table)
      : text(whole), positions(table), usable(yaml_parser_initialize(&parser) == 1) {
    if (!usable) return;
    const std::size_t mark = byte_order_mark_size(text);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &parser, reinterpret_cast<const unsigned char*>(text.data()) + mark, text.size() - mark);
  }
  ~Impl() {
    yaml_event_delete(&event);
    if (usable) yaml_parser_delete(&parser);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] Error error() const;
  [[nodiscard]] std::uint32_t byte_at(const yaml_mark_t& mark) const {
    return static_cast<std::uint32_t>(positions.byte_of_index(mark.index));
  }

  std::string_view text;
  const PositionTable& positions;
  yaml_parser_t parser = {};
  yaml_event_t event = {};  // the last one; owns its texts
  bool usable;
};

std::string at_position(SourcePosition position, std::string_view reason) {
  return std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
         std::string(reason);
}

// The one place where libyaml's errors become an Error. Its texts never quote the input.
Error YamlEvents::Impl::error() const {
  const std::string problem = parser.problem ? parser.problem : "not valid YAML";
  if (parser.error == YAML_MEMORY_ERROR) return {ErrorKind::kLimit, "out of memory"};
  if (parser.error == YAML_READER_ERROR) {
    const std::size_t byte = byte_order_mark_size(text) + parser.problem_offset;
    return {ErrorKind::kCorrupt, at_position(positions.at_byte(byte), problem)};
  }
  const std::size_t byte = byte_at(parser.problem_mark);
  std::string reason = problem;
  if (byte < text.size() && text[byte] == '\t') reason += " (a tab cannot indent; use spaces)";
  if (parser.context) {
    const SourcePosition context = positions.at_byte(byte_at(parser.context_mark));
    reason += std::string(", ") + parser.context + " that starts at " +
              std::to_string(context.line) + ":" + std::to_string(context.column);
  }
  return {ErrorKind::kCorrupt, at_position(positions.at_byte(byte), reason)};
}

YamlEvents::YamlEvents(std::string_view text, const PositionTable& positions)
    : impl_(std::make_unique<Impl>(text, positions)) {}
YamlEvents::~YamlEvents() = default;

Result<YamlEvent> YamlEvents::next() {
  if (!impl_->usable) return fail(ErrorKind::kLimit, "out of memory");
  yaml_event_t& raw = impl_->event;
  yaml_event_delete(&raw);
  if (yaml_parser_parse(&impl_->parser, &raw) == 0) return fail(impl_->error());
  YamlEvent event;
  event.kind = to_kind(raw.type);
  event.begin = impl_->byte_at(raw.start_mark);
  event.end = impl_->byte_at(raw.end_mark);
  point_to(raw, event);
  return event;
}

}  // namespace keyhound
