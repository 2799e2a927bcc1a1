// SPDX-License-Identifier: Apache-2.0
// The report is read in one pass: each finding is converted and dropped as soon as it is complete,
// so that memory holds the findings once, not the JSON of all of them. The JSON parser takes most
// of the time of that, so findings in a plain form (plain_json.h), which nearly all have, are read
// past it: behind one that it read, in a list, others may follow without it seeing them. What is
// not plain, and what is wrong, it reads, with the same outcome as if it had read everything.
#include "policies/input/findings_json.h"

#include <algorithm>
#include <array>

#include "policies/input/chunked_text.h"
#include "policies/input/finding_reader.h"
#include "policies/input/json_parts.h"
#include "policies/input/plain_finding.h"

namespace keyhound {
namespace {

constexpr std::string_view kSchema = "keyhound/findings/v1";
constexpr std::string_view kFindings = "findings";
constexpr std::array<std::string_view, 4> kLists = {kFindings, "references", "suppressions",
                                                    "diagnostics"};
constexpr std::array<std::string_view, 3> kMembers = {"schema", "scan", "tool"};

constexpr std::size_t kSample = 1000;             // findings that tell how long others are
constexpr std::uint64_t kMostReserved = 500'000;  // findings

bool is_one_of(std::string_view name, const auto& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class ReportReader {
 public:
  explicit ReportReader(const std::string& file) : file_(file) {}

  Result<ScanResult> parse(ChunkedText& text);

 private:
  // Whether the member is read.
  bool begin(const std::string& member);
  void take_item(const Json& object);
  // Takes the findings that come next and need no JSON parser; how many bytes they were.
  std::size_t take_plain_findings(ChunkedText& text);
  void take_member(const Json& value);
  // REQUIRES: kSample findings were read.
  void reserve(const ChunkedText& text);
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
  if (key_ == kFindings) {
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

// A finding is large: a vector that grows holds them twice. There is also room for the policy
// findings of a judgement; what stays empty takes address space only.
void ReportReader::reserve(const ChunkedText& text) {
  const std::uint64_t all = text.size() * kSample / std::max<std::uint64_t>(text.passed(), 1);
  const std::uint64_t with_room =
      std::min<std::uint64_t>(all + all / 50 + all * 3 / 2, kMostReserved);
  result_.findings.reserve(static_cast<std::size_t>(with_room));
}

std::size_t ReportReader::take_plain_findings(ChunkedText& text) {
  std::size_t passed = 0;
  std::vector<Finding>& findings = result_.findings;
  for (;;) {
    const std::string_view ahead = text.ahead();
    PlainJson json(ahead);
    if (findings.size() == kSample) reserve(text);
    Finding& finding = findings.emplace_back();
    const bool is_read = json.token(',') && read_plain_finding(json, finding);
    if (!is_read || finding.kind == FindingKind::kPolicy) findings.pop_back();
    if (!is_read) return passed;
    const auto length = static_cast<std::size_t>(json.place() - ahead.data());
    text.pass_over(length);
    passed += length;
  }
}

Result<ScanResult> ReportReader::parse(ChunkedText& text) {
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
                  },
                  [this, &text](const std::string& member) {
                    return member == kFindings ? take_plain_findings(text) : 0;
                  });
  try {
    Json::sax_parse(text.begin(), ChunkedText::end(), &parts);
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
  ChunkedText whole(text);
  return ReportReader(file).parse(whole);
}

Result<ScanResult> read_findings_file(const std::string& path, std::uint64_t limit) {
  auto file = File::open(path, Links::kFollow);
  if (!file) return fail(file.error().within(path));
  if (file->size() > limit) {
    return fail(ErrorKind::kLimit,
                path + ": the report is larger than " + std::to_string(limit >> 20U) + " MiB");
  }
  ChunkedText text(std::move(*file));
  auto result = ReportReader(path).parse(text);
  if (text.error()) return fail(text.error()->within(path));
  return result;
}

}  // namespace keyhound
