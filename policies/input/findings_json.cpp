// SPDX-License-Identifier: Apache-2.0
// The report is read in one pass: each finding is converted and dropped as soon as it is complete,
// so that memory holds the findings once, not the JSON of all of them.
#include "policies/input/findings_json.h"

#include <functional>

#include "policies/input/chunked_text.h"
#include "policies/input/finding_reader.h"

namespace keyhound {
namespace {

constexpr std::string_view kSchema = "keyhound/findings/v1";
constexpr int kDeepest = 16;

class ReportReader {
 public:
  explicit ReportReader(const std::string& file) : file_(file) {}

  template <class Iterator>
  Result<ScanResult> parse(Iterator begin, Iterator end);

 private:
  // For each part of the JSON; false: it is dropped.
  bool take(int depth, Json::parse_event_t event, Json& parsed);
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
}

bool ReportReader::take(int depth, Json::parse_event_t event, Json& parsed) {
  using Event = Json::parse_event_t;
  if (depth > kDeepest) stop("nested deeper than 16 levels");
  if (!problem_.empty()) return false;
  if (depth == 1 && event == Event::key) {
    key_ = parsed.get<std::string>();
    if (key_ == "references" && !result_.references) result_.references.emplace();
    if (key_ == "suppressions" && !result_.suppressions) result_.suppressions.emplace();
  } else if (depth == 2 && event == Event::object_end) {
    take_item(parsed);
    return false;
  } else if (depth == 1 && (event == Event::value || event == Event::object_end)) {
    take_member(parsed);
    return false;
  }
  return true;
}

template <class Iterator>
Result<ScanResult> ReportReader::parse(Iterator begin, Iterator end) {
  const auto refuse = [this](const std::string& reason) {
    return fail(ErrorKind::kConfiguration, file_ + ": " + reason);
  };
  try {
    const Json rest =
        Json::parse(begin, end, [this](int depth, Json::parse_event_t event, Json& parsed) {
          return take(depth, event, parsed);
        });
  } catch (const Json::parse_error& error) {
    return refuse("byte " + std::to_string(error.byte) + ": this is no JSON");
  } catch (const Json::exception&) {
    return refuse("this is no JSON report of keyhound");
  }
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
