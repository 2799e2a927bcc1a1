// SPDX-License-Identifier: Apache-2.0
// The HTML report: one page that holds all that it shows. It loads nothing, and its policy forbids
// that it could. The scripts read the data as JSON and write texts as texts only.
#include "scanner/base/html_escape.h"
#include "scanner/report/html/page_assets.h"
#include "scanner/report/html/page_data.h"
#include "scanner/report/html/script_sink.h"
#include "scanner/report/html/static_summary.h"
#include "scanner/report/report_format.h"

namespace keyhound {

namespace {

std::string head(const ScanResult& result, const std::vector<std::string_view>& scripts) {
  const std::string style = page_style();
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
         content_security_policy(style, scripts) +
         "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
         html_escape(page_subject(result)) + " \xe2\x80\x93 keyhound report</title>\n<style>" +
         style + "</style>\n</head>\n<body>\n";
}

void render_html(const ScanResult& result, const ReportOptions& options, const ReportSink& sink) {
  const std::vector<std::string_view> scripts = page_scripts();
  if (!sink(head(result, scripts))) return;
  if (!sink(static_summary(result)) || !sink(page_body())) return;
  if (!sink("<script type=\"application/json\" id=\"data\">")) return;
  const ReportSink data = script_data_sink(sink);
  write_page_data(result, options, data);
  sink("</script>\n");
  for (const std::string_view script : scripts)
    sink("<script>" + std::string(script) + "</script>\n");
  sink("</body>\n</html>\n");
}

}  // namespace

extern const ReportFormat kHtmlFormat;
const ReportFormat kHtmlFormat = {
    "html", "a self-contained page with charts, filters and search, for browsers", render_html};

}  // namespace keyhound
