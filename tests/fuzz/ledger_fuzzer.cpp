// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes: as a ledger they are read to the end with an answer; as a line they are an
// event only in the one form that its event is written in, whichever way that is found out; as JSON
// their canonical text is its own.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "policies/evidence/canonical_json.h"
#include "policies/evidence/chain_check.h"
#include "policies/evidence/dsse.h"
#include "policies/evidence/ledger_line.h"
#include "policies/evidence/proof.h"
#include "scanner/base/check.h"
#include "tests/policies/evidence/plain_line.h"

namespace {

void check_as_ledger(std::string_view bytes) {
  const keyhound::LedgerCheckOptions options;
  keyhound::ChainCheck check(options);
  std::uint64_t lines = 0;
  while (!bytes.empty()) {
    keyhound::Line line;
    const std::size_t newline = bytes.find('\n');
    line.is_complete = newline != std::string_view::npos;
    line.text = bytes.substr(0, newline);
    line.size = line.text.size();
    bytes.remove_prefix(line.is_complete ? newline + 1 : bytes.size());
    check.add(line);
    ++lines;
  }
  check.finish();
  const keyhound::LedgerCheck& result = check.result();
  KEYHOUND_CHECK(result.events <= lines && result.signed_heads <= result.heads);
  KEYHOUND_CHECK(result.problems.size() <= result.problem_count);
  // Every line is an event or a problem.
  KEYHOUND_CHECK(result.events + result.problem_count >= lines);
}

void check_as_line(std::string_view bytes) {
  KEYHOUND_CHECK(keyhound::testing::is_as_plain(bytes));
  auto parsed = keyhound::parse_line(bytes);
  if (!parsed) return;
  const auto line = keyhound::compose_line(parsed->event);
  KEYHOUND_CHECK(line && (*line == bytes) == parsed->hash_fits);
}

void check_as_json(std::string_view bytes) {
  const auto value = keyhound::parse_json(bytes);
  if (!value) return;
  const auto text = keyhound::canonical_json(*value);
  if (!text) return;
  const auto again = keyhound::parse_json(*text);
  KEYHOUND_CHECK(again);
  const auto once_more = keyhound::canonical_json(*again);
  KEYHOUND_CHECK(once_more && *once_more == *text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_as_ledger(input);
  for (std::size_t begin = 0; begin <= size; begin = std::min(input.find('\n', begin), size) + 1)
    check_as_line(input.substr(begin, input.find('\n', begin) - begin));
  check_as_json(input);
  static_cast<void>(keyhound::check_proof(input, {}));
  static_cast<void>(keyhound::open_dsse(input, {}));
  return 0;
}
