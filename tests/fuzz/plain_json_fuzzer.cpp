// SPDX-License-Identifier: Apache-2.0
// What the plain reader takes, the JSON parser takes too and makes the same of it: of any value, of
// a finding, and of a report, whether its findings are plain or not.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policies/input/finding_reader.h"
#include "policies/input/findings_json.h"
#include "policies/input/plain_finding.h"
#include "scanner/base/check.h"
#include "tests/policies/input/finding_text.h"

namespace {

using namespace keyhound;

constexpr int kDeepest = 12;

std::optional<Json> value_of(PlainJson& json, int depth);

std::optional<Json> list_of(PlainJson& json, int depth) {
  Json list = Json::array();
  const bool is_read = json.list([&] {
    std::optional<Json> item = value_of(json, depth - 1);
    if (item) list.push_back(std::move(*item));
    return item.has_value();
  });
  return is_read ? std::optional(std::move(list)) : std::nullopt;
}

std::optional<Json> object_of(PlainJson& json, int depth) {
  Json object = Json::object();
  const bool is_read = json.object([&](std::string_view name) {
    std::optional<Json> member = value_of(json, depth - 1);
    if (member) object[std::string(name)] = std::move(*member);
    return member.has_value();
  });
  return is_read ? std::optional(std::move(object)) : std::nullopt;
}

// By trying: a cursor that gave up is of no use, so each try has its own.
template <class Value, class Take>
std::optional<Json> value_by(PlainJson& json, const Take& take) {
  PlainJson own = json;
  Value value{};
  if (!take(own, value)) return std::nullopt;
  json = own;
  return Json(value);
}

std::optional<Json> value_of(PlainJson& json, int depth) {
  if (depth == 0) return std::nullopt;
  if (json.is_null()) return Json();
  auto value = value_by<std::string>(json, [](auto& own, auto& into) { return own.text(into); });
  if (!value)
    value = value_by<std::uint64_t>(json, [](auto& own, auto& into) { return own.number(into); });
  if (!value) value = value_by<double>(json, [](auto& own, auto& into) { return own.real(into); });
  if (!value) value = value_by<bool>(json, [](auto& own, auto& into) { return own.flag(into); });
  if (value) return value;
  PlainJson own = json;
  value = list_of(own, depth);
  if (!value) {
    own = json;
    value = object_of(own, depth);
  }
  if (value) json = own;
  return value;
}

// What the cursor took of `text`.
std::string_view taken(std::string_view text, const PlainJson& json) {
  return text.substr(0, static_cast<std::size_t>(json.place() - text.data()));
}

void check_value(std::string_view text) {
  PlainJson json(text);
  const std::optional<Json> value = value_of(json, kDeepest);
  if (value) {
    const Result<Json> parsed = parse_json(taken(text, json));
    KEYHOUND_CHECK(parsed && *parsed == *value);
  }
  PlainJson other(text);
  if (!other.skip()) return;
  KEYHOUND_CHECK(value && other.place() == json.place());
}

void check_finding(std::string_view text) {
  PlainJson json(text);
  Finding plain;
  if (!read_plain_finding(json, plain)) return;
  const Result<Json> object = parse_json(taken(text, json));
  KEYHOUND_CHECK(object && object->is_object());
  Finding finding;
  KEYHOUND_CHECK(read_finding(*object, "f", finding).empty());
  KEYHOUND_CHECK(testing::text_of(plain) == testing::text_of(finding));
}

// A report's members are read one by one, so that one which comes twice counts twice.
bool has_member_twice(std::string_view report) {
  std::set<std::string> seen;
  bool is_twice = false;
  const Json whole =
      Json::parse(report, [&](int depth, Json::parse_event_t event, const Json& value) {
        if (event == Json::parse_event_t::key && depth == 1)
          is_twice = !seen.insert(value.get<std::string>()).second || is_twice;
        return true;
      });
  KEYHOUND_CHECK(!whole.is_discarded());
  return is_twice;
}

void check_report(const std::string& report) {
  const Result<ScanResult> read = read_findings_json(report, "fuzz");
  Result<Json> whole = parse_json(report);
  if (!whole) {
    KEYHOUND_CHECK(!read);
    return;
  }
  if (has_member_twice(report)) return;
  // The same without a plain finding.
  if (whole->is_object() && whole->contains("findings") && (*whole)["findings"].is_array()) {
    for (Json& finding : (*whole)["findings"])
      if (finding.is_object()) finding["not plain"] = -1;
  }
  const Result<ScanResult> other = read_findings_json(whole->dump(), "fuzz");
  KEYHOUND_CHECK(read.has_value() == other.has_value());
  if (!read) return;
  KEYHOUND_CHECK(read->findings.size() == other->findings.size());
  for (std::size_t i = 0; i < read->findings.size(); ++i)
    KEYHOUND_CHECK(testing::text_of(read->findings[i]) == testing::text_of(other->findings[i]));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_value(text);
  check_finding(text);
  check_report(std::string(text));
  // Plain findings are read ahead from behind the first one on.
  static const std::string kBegin =
      R"({"schema": "keyhound/findings/v1", "findings": [{"rule_id": "r",)"
      R"( "fingerprint": "kh1:abcdefghijklmnopqrstuvwx23", "occurrences": [{"path": "a"}]},)";
  check_report(kBegin + std::string(text) + "]}");
  return 0;
}
