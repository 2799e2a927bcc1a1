// SPDX-License-Identifier: Apache-2.0
// The report is read in one pass: each finding is converted and dropped as soon as it is complete,
// so that memory holds the findings once, not the JSON of all of them.
#include "policies/input/findings_json.h"

#include <algorithm>
#include <array>

#include "policies/input/chunked_text.h"
#include "policies/input/finding_reader.h"
#include "policies/input/json_parts.h"

namespace keyhound {
namespace {

constexpr std::string_view kSchema = "keyhound/findings/v1";
constexpr std::array<std::string_view, 4> kLists = {"findings", "references", "suppressions",
                                                    "diagnostics"};
constexpr std::array<std::string_view, 3> kMembers = {"schema", "scan", "tool"};

bool is_one_of(std::string_view name, const auto& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class ReportReader {
 public:
  explicit ReportReader(const std::string& file) : file_(file) {}

  template <class Iterator>
  Result<ScanResult> parse(Iterator begin_of_text, Iterator end_of_text);

 private:
  // Whether the member is read.
  bool begin(const std::string& member);
  void take_item(const Json& object);
  void take_member(const Json& value);
  template <class T>
  void convert(const Json& object, std::vector<T>& into,
               std::string (*read)(const Json&, const std::string&, T&));
  void stop(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }

  const std::string& file_;
  ScanResult result_;
  std::string key_;  // of the top level
  std::string schema_;
  std::string problem_;
};

template <class T>
void ReportReader::convert(const Json& object, std::vector<T>& into,
                           std::string (*read)(const Json&, const std::string&, T&)) {
  const std::string place = key_ + "[" + std::to_string(into.size()) + "]";
  std::string problem = read(object, place, into.emplace_back());
  if (!problem.empty()) stop(std::move(problem));
}

void ReportReader::take_item(const Json& object) {
  if (key_ == "findings") {
    convert(object, result_.findings, read_finding);
    if (!result_.findings.empty() && result_.findings.back().kind == FindingKind::kPolicy)
      result_.findings.pop_back();
  } else if (key_ == "references") {
    convert(object, *result_.references, read_reference);
  } else if (key_ == "suppressions") {
    convert(object, *result_.suppressions, read_suppression);
  } else if (key_ == "diagnostics") {
    convert(object, result_.diagnostics, read_diagnostic);
  }
}

void ReportReader::take_member(const Json& value) {
  if (key_ == "schema" && value.is_string()) schema_ = value.get<std::string>();
  if (key_ == "scan" && value.is_object()) {
    std::string problem = read_scan_info(value, "scan", result_.scan);
    if (!problem.empty()) stop(std::move(problem));
  }
  if (key_ == "tool" && value.is_object())
    result_.rules_digest = value.value("rules_digest", std::string());
  const bool is_no_list = is_one_of(key_, kLists) && !value.is_null();
  if (is_no_list) stop(key_ + ": expected a list");
}

bool ReportReader::begin(const std::string& member) {
  key_ = member;
  if (key_ == "references" && !result_.references) result_.references.emplace();
  if (key_ == "suppressions" && !result_.suppressions) result_.suppressions.emplace();
  return is_one_of(member, kLists) || is_one_of(member, kMembers);
}

template <class Iterator>
Result<ScanResult> ReportReader::parse(Iterator begin_of_text, Iterator end_of_text) {
  const auto refuse = [this](const std::string& reason) {
    return fail(ErrorKind::kConfiguration, file_ + ": " + reason);
  };
  JsonParts parts([this](const std::string& member) { return begin(member); },
                  [this](const std::string&, bool is_of_list, const Json& part) {
                    if (is_of_list) {
                      take_item(part);
                    } else {
                      take_member(part);
                    }
                    return problem_.empty();
                  });
  try {
    Json::sax_parse(begin_of_text, end_of_text, &parts);
  } catch (const Json::exception&) {
    return refuse("this is no JSON report of keyhound");
  }
  if (!parts.problem().empty()) return refuse(parts.problem());
  if (!problem_.empty()) return refuse(problem_);
  if (schema_ != kSchema) {
    return refuse("this is no JSON report of keyhound (schema " + std::string(kSchema) +
                  "); make one with `keyhound scan --format json`");
  }
  return std::move(result_);
}

}  // namespace

Result<ScanResult> read_findings_json(std::string_view text, const std::string& file) {
  return ReportReader(file).parse(text.begin(), text.end());
}

Result<ScanResult> read_findings_file(const std::string& path, std::uint64_t limit) {
  auto file = File::open(path, Links::kFollow);
  if (!file) return fail(file.error().within(path));
  if (file->size() > limit) {
    return fail(ErrorKind::kLimit,
                path + ": the report is larger than " + std::to_string(limit >> 20U) + " MiB");
  }
  ChunkedText text(std::move(*file));
  auto result = ReportReader(path).parse(text.begin(), ChunkedText::end());
  if (text.error()) return fail(text.error()->within(path));
  return result;
}

}  // namespace keyhound
