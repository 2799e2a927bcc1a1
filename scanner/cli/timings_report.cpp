// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/timings_report.h"

#include <fmt/format.h>

#include <cstdio>

namespace keyhound {
namespace {

void print_row(std::string_view name, double seconds, std::string_view what) {
  fmt::print(stderr, "{:<16}{:>10.1f} ms  {}\n", name, seconds * 1000, what);
}

// What was found and not reported.
void print_drops(const DropCounts& drops) {
  for (std::size_t i = 0; i < kDropReasons; ++i) {
    if (drops[i] == 0) continue;
    const auto reason = static_cast<DropReason>(i);
    fmt::print(stderr, "{:<16}{:>10}     dropped: {}\n", to_string(reason), drops[i],
               describe(reason));
  }
}

}  // namespace

void print_timings(const ScanResult& result, double report_seconds) {
  const ScanTimings& t = result.timings;
  print_row("index", t.index, "packs, their indexes and the forest of deltas");
  print_row("objects", t.objects, "scanning every object, of which");
  print_row("  inflate", t.inflate, "zlib streams, all threads together");
  print_row("  delta", t.delta, "deltas applied, all threads together");
  print_row("  trigger", t.trigger, "Hyperscan, all threads together");
  print_row("  confirm", t.confirm, "RE2, all threads together");
  print_row("  decode", t.decode, "encoded text, all threads together");
  print_row("attribution", t.attribution, "commits, trees, and where findings stand");
  print_row("files", t.files, "index, work tree and configuration");
  print_row("report", report_seconds, "policies and reports");
  print_row("scan", result.scan.seconds, "the whole scan without the report");
  print_drops(result.scan.drops);
}

}  // namespace keyhound
