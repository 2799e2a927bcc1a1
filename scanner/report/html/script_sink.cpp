// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/script_sink.h"

namespace keyhound {

ReportSink script_data_sink(const ReportSink& sink) {
  return [&sink](std::string_view json) {
    std::string escaped;
    escaped.reserve(json.size() + json.size() / 16);
    for (const char c : json) {
      switch (c) {
        case '<':
          escaped += "\\u003c";
          break;
        case '>':
          escaped += "\\u003e";
          break;
        case '&':
          escaped += "\\u0026";
          break;
        default:
          escaped += c;
      }
    }
    return sink(escaped);
  };
}

}  // namespace keyhound
