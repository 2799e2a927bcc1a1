// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/sample_report.h"

namespace keyhound {

TEST_CASE("The html report of metrics is as fixtures/metrics shows it") {
  testing::check_sample("html", metrics_html);
}

TEST_CASE("The HTML report loads nothing and runs nothing, and texts of the ledger are no markup") {
  testing::EvaluatedLedger ledger;
  ledger.append(testing::sample_events());
  const std::string page = metrics_html(testing::sample_metrics(nullptr, ledger.path()));
  for (const char* loaded :
       {"<script", "src=", "href=", "url(", "@import", "http://", "https://"}) {
    CAPTURE(loaded);
    CHECK(page.find(loaded) == std::string::npos);
  }
  CHECK(page.find("default-src 'none'") != std::string::npos);
  CHECK(page.find("prefers-color-scheme: dark") != std::string::npos);
  MetricsReport hostile;
  hostile.exposures = {{"<img onerror=x>", "\x1B]0;<b>", "'\"&", "detected", {0}, {{60}, true}}};
  hostile.ledger_path = "</p><script>";
  hostile.ledger.emplace();
  const std::string escaped = metrics_html(hostile);
  CHECK(escaped.find("<img") == std::string::npos);
  CHECK(escaped.find("<script") == std::string::npos);
  CHECK(escaped.find('\x1B') == std::string::npos);
}

}  // namespace keyhound
