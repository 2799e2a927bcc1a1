// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/report_format.h"

namespace keyhound {

#define KEYHOUND_REPORT_FORMAT(name) extern const ReportFormat k##name##Format;
#include "report_formats.inc"
#undef KEYHOUND_REPORT_FORMAT

std::span<const ReportFormat* const> report_formats() {
#define KEYHOUND_REPORT_FORMAT(name) &k##name##Format,
  static constexpr const ReportFormat* kFormats[] = {
#include "report_formats.inc"
  };
#undef KEYHOUND_REPORT_FORMAT
  return kFormats;
}

const ReportFormat* find_report_format(std::string_view name) {
  for (const ReportFormat* format : report_formats()) {
    if (format->name == name) return format;
  }
  return nullptr;
}

}  // namespace keyhound
