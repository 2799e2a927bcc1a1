// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/value_readers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "scanner/base/nearest_key.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestId = 200;

// The scalar's text; nothing for null, and after an error for anything else.
std::optional<std::string_view> text_of(ReadContext& context, const YamlNode& value,
                                        std::string_view expected) {
  const YamlNode& node = value.resolved();
  if (node.kind == YamlKind::kScalar) return node.text();
  if (node.kind != YamlKind::kNull) context.error(value, "expected " + std::string(expected));
  return std::nullopt;
}

// The reason that parse_timestamp or parse_duration give, without the text that they quote in front
// of it: "'<text>' is not a time: <reason>".
std::string reason_of(const Error& error, std::string_view what) {
  const std::string marker = "' is not " + std::string(what) + ": ";
  const std::size_t at = error.message.rfind(marker);
  if (at == std::string::npos) return "this is not " + std::string(what);
  return "this" + error.message.substr(at + 1);
}

constexpr std::array<KeyReader<DatedFact>, 4> kDatedFactKeys = {{
    {"at", member<&DatedFact::at>},
    {"source", member<&DatedFact::source>},
    {"evidence", member<&DatedFact::evidence>},
    {"by", member<&DatedFact::by>},
}};

}  // namespace

void read_value(ReadContext& context, const YamlNode& value, std::string& into) {
  into.clear();
  if (const auto text = text_of(context, value, "a text")) into = *text;
}

void read_value(ReadContext& context, const YamlNode& value, std::vector<std::string>& into) {
  into.clear();
  if (value.resolved().kind == YamlKind::kScalar) {
    into.emplace_back(value.resolved().text());
    return;
  }
  for (const YamlNode& item : read_items(context, value, "a list of texts")) {
    if (const auto text = text_of(context, item, "a text")) into.emplace_back(*text);
  }
}

void read_value(ReadContext& context, const YamlNode& value, std::optional<Timestamp>& into) {
  into.reset();
  const std::optional<std::string_view> text = text_of(context, value, "a date");
  if (!text) return;
  const Result<Timestamp> time = parse_timestamp(*text);
  if (time) {
    into = *time;
  } else {
    context.error(value, reason_of(time.error(), "a time"));
  }
}

void read_value(ReadContext& context, const YamlNode& value, std::optional<Duration>& into) {
  into.reset();
  const std::optional<std::string_view> text = text_of(context, value, "a duration");
  if (!text) return;
  const Result<Duration> duration = parse_duration(*text);
  if (duration) {
    into = *duration;
  } else {
    context.error(value, reason_of(duration.error(), "a duration"));
  }
}

void read_value(ReadContext& context, const YamlNode& value, std::optional<std::int64_t>& into) {
  into.reset();
  const std::optional<std::string_view> text = text_of(context, value, "a number");
  if (!text) return;
  std::int64_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (error == std::errc{} && stop == end && number >= 0) {
    into = number;
  } else {
    context.error(value, "expected a whole number from 0");
  }
}

void read_value(ReadContext& context, const YamlNode& value, std::int64_t& into) {
  std::optional<std::int64_t> number;
  read_value(context, value, number);
  into = number.value_or(0);
}

void read_value(ReadContext& context, const YamlNode& value, DatedFact& into) {
  into.place = context.place(value);
  if (value.resolved().kind == YamlKind::kScalar) {
    read_value(context, value, into.at);
    return;
  }
  read_mapping(context, value, "a dated fact (a date, or at, source, evidence and by)",
               kDatedFactKeys, into);
}

void read_id(ReadContext& context, const YamlNode& value, std::string& into) {
  read_value(context, value, into);
  const bool is_clean = std::none_of(into.begin(), into.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
  });
  if (into.empty() && is_null(value)) return;
  if (into.empty() || into.size() > kLongestId || !is_clean) {
    context.error(value, "an id is a text without white space, of at most 200 bytes");
  }
}

void read_choice(ReadContext& context, const YamlNode& value,
                 std::span<const std::string_view> choices, std::string& into) {
  const std::optional<std::string_view> text = text_of(context, value, "a text");
  if (!text) return;
  if (std::find(choices.begin(), choices.end(), *text) != choices.end()) {
    into = *text;
    return;
  }
  std::string all;
  for (const std::string_view one : choices) all += (all.empty() ? "" : ", ") + std::string(one);
  const std::string_view nearest =
      choices.size() > 1 ? nearest_key(*text, choices) : std::string_view();
  context.error(value, nearest.empty() ? "must be one of " + all
                                       : "must be one of " + all + "; did you mean '" +
                                             std::string(nearest) + "'?");
}

std::span<const YamlNode> read_items(ReadContext& context, const YamlNode& value,
                                     std::string_view what) {
  const YamlNode& node = value.resolved();
  if (node.kind == YamlKind::kNull) return {};
  if (node.kind != YamlKind::kSequence) {
    context.error(value, "expected " + std::string(what));
    return {};
  }
  for (const YamlNode& item : node.items()) {
    if (!context.may_visit(item)) return {};
  }
  return node.items();
}

}  // namespace keyhound
