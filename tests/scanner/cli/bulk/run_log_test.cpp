// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/run_log.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/scanner/cli/captured_output.h"

namespace keyhound::testing {
namespace {

std::string logged(RunLogKind kind) {
  CapturedOutput output;
  {
    const auto log = make_run_log(kind);
    RunOpening start;
    start.run.run_key = "nightly";
    start.counts.planned = 3;
    start.counts.pending = 2;
    log->on_start(start);
    TargetReport target;
    target.name = "h/a";
    target.outcome = TargetOutcome::kScanned;
    target.findings = {2, 5};
    log->on_target(target);
    target.name = "h/b\x1b[2J";
    target.outcome = TargetOutcome::kFailed;
    target.reason = "network";
    target.message = "no answer";
    target.is_retried = true;
    log->on_target(target);
    log->on_progress({1, 3, 60.0, 12.0});
    log->on_notice("the store is away");
    RunStatus status;
    status.run.run_key = "nightly";
    log->on_summary(status, 3);
  }
  return output.take();
}

TEST_CASE("Without a terminal there is a line a repository, and a summary") {
  const std::string log = logged(RunLogKind::kLines);
  CHECK(log.find("Z run nightly begins: 2 of 3 repositories to scan\n") != std::string::npos);
  CHECK(log.find("Z scanned    h/a  2 new, 5 open  0.0 s\n") != std::string::npos);
  CHECK(log.find("network: no answer; another try follows") != std::string::npos);
  CHECK(log.find("the store is away") != std::string::npos);
  CHECK(log.find("Run nightly: ") != std::string::npos);
  CHECK(log.find('\x1b') == std::string::npos);
}

TEST_CASE("A JSON log is one object a line, from start to summary") {
  const std::string log = logged(RunLogKind::kJson);
  std::string types;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);)
    types += nlohmann::json::parse(line)["type"].get<std::string>() + " ";
  CHECK(types == "start repository repository notice summary ");
}

TEST_CASE("A terminal's log shows failures, and not what is as it should be") {
  const std::string log = logged(RunLogKind::kTerminal);
  CHECK(log.find("h/a") == std::string::npos);
  CHECK(log.find("network: no answer") != std::string::npos);
  CHECK(log.find('\x1b') == std::string::npos);  // the progress line is on standard error
}

TEST_CASE("What is no terminal gets lines, and JSON whoever asks for it") {
  const CapturedOutput output;
  CHECK(run_log_kind(false, false) == RunLogKind::kLines);
  CHECK(run_log_kind(true, false) == RunLogKind::kJson);
}

}  // namespace
}  // namespace keyhound::testing
