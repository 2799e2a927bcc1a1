// SPDX-License-Identifier: Apache-2.0
// A small ledger in a directory of its own, with a clock that moves a minute a look.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_check.h"
#include "policies/evidence/ledger_writer.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

inline SigningKey counting_key(std::uint8_t first = 0) {
  KeySeed seed{};
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(first + i);
  return SigningKey(seed);
}

inline EvidenceEvent triaged(const std::string& credential, const std::string& reason = {}) {
  return {"finding.triaged",
          {},
          "run-1",
          "credential:" + credential,
          {{"verdict", "confirmed"}, {"reason", reason}, {"by", "user:ana"}}};
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

inline std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class LedgerFixture {
 public:
  LedgerFixture() {
    options.key = counting_key();
    options.organisation = "acme";
    options.tool_version = "1.0";
    options.clock = [time = std::make_shared<std::int64_t>(1'800'000'000)] {
      return Timestamp{*time += 60};
    };
  }

  [[nodiscard]] std::string path() const { return dir / "ledger.jsonl"; }
  [[nodiscard]] std::string text() const { return dir.read_file("ledger.jsonl"); }
  void put(const std::string& text) const { dir.write_file("ledger.jsonl", text); }
  void forget_cache() const {
    if (dir.exists("ledger.jsonl.cache")) std::filesystem::remove(dir / "ledger.jsonl.cache");
  }

  LedgerWriter writer() const {
    auto opened = LedgerWriter::open(path(), options);
    if (!opened) FAIL(opened.error().message);
    return *opened;
  }

  // A ledger with `count` events of a person behind the first, and a head over them.
  void fill(int count) const {
    LedgerWriter ledger = writer();
    for (int i = 0; i < count; ++i) {
      const EvidenceEvent event = triaged("key-" + std::to_string(i));
      REQUIRE(ledger.append(std::span(&event, 1)));
    }
    REQUIRE(ledger.sign_head());
  }

  [[nodiscard]] LedgerCheck verify(const LedgerCheckOptions& check_options = {}) const {
    auto check = verify_ledger(path(), check_options);
    if (!check) FAIL(check.error().message);
    return *check;
  }

  TempDir dir;
  LedgerOptions options;
};

}  // namespace keyhound::testing
