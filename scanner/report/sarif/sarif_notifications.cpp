// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_notifications.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/base/text_encode.h"
#include "scanner/report/sarif/rule_descriptor.h"
#include "scanner/report/sarif/sarif_message.h"

namespace keyhound {

namespace {

std::vector<std::string_view> kinds_of(std::span<const Diagnostic> diagnostics) {
  std::vector<std::string_view> kinds;
  for (const Diagnostic& diagnostic : diagnostics) kinds.emplace_back(diagnostic.kind);
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  return kinds;
}

// "missing-object" is "Missing object."
std::string title_of(std::string_view kind) {
  std::string title(kind);
  std::replace(title.begin(), title.end(), '-', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') {
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  }
  return as_sentence(std::move(title));
}

Json notification(const Diagnostic& diagnostic, std::size_t index) {
  Json properties = {{"khSubject", to_valid_utf8(diagnostic.subject)},
                     {"khIncomplete", diagnostic.incomplete}};
  if (!is_valid_utf8(diagnostic.subject)) {
    properties["khSubjectBytes"] = to_base64(diagnostic.subject);
  }
  const std::string text = fmt::format("'{}': {}", diagnostic.subject, diagnostic.message);
  return {{"descriptor", {{"id", diagnostic.kind}, {"index", index}}},
          {"level", diagnostic.incomplete ? "error" : "note"},
          {"message", {{"text", as_sentence(sarif_plain(text))}}},
          {"properties", std::move(properties)}};
}

}  // namespace

Json sarif_notification_descriptors(std::span<const Diagnostic> diagnostics) {
  Json list = Json::array();
  for (const std::string_view kind : kinds_of(diagnostics)) {
    const std::string help =
        "Read the notification's message: it names what was not scanned or scanned in part, why, "
        "and the next step where there is one. What was not scanned may hold credentials.";
    const std::string title = title_of(kind);
    list.push_back({{"id", kind},
                    {"name", pascal_case(kind)},
                    {"shortDescription", {{"text", title}}},
                    {"fullDescription", {{"text", title + " The run says so about itself."}}},
                    {"helpUri", kInformationUri},
                    {"help", {{"text", help}, {"markdown", help}}}});
  }
  return list;
}

Json sarif_invocation(const ScanResult& result, std::span<const Diagnostic> diagnostics) {
  const std::vector<std::string_view> kinds = kinds_of(diagnostics);
  Json notifications = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    const auto found = std::lower_bound(kinds.begin(), kinds.end(), diagnostic.kind);
    notifications.push_back(
        notification(diagnostic, static_cast<std::size_t>(found - kinds.begin())));
  }
  return {{"executionSuccessful", result.complete()},
          {"startTimeUtc", format_timestamp(result.scan.started)},
          {"endTimeUtc", format_timestamp(result.scan.finished)},
          {"toolExecutionNotifications", std::move(notifications)}};
}

}  // namespace keyhound
