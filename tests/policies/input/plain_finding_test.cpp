// SPDX-License-Identifier: Apache-2.0
#include "policies/input/plain_finding.h"

#include <doctest/doctest.h>

#include "policies/input/finding_reader.h"
#include "tests/policies/input/finding_text.h"

namespace keyhound {
namespace {

const std::string kFinding =
    R"({"rule_id": "r", "kind": "secret", "title": "T\t\"t\"", "message": "M", "severity": "low",
 "confidence": "high", "level": "note", "score": 3.9, "fingerprint": "kh1:team:abcdefghijklmnopqrstuvwx23",
 "previous_fingerprints": ["p"], "secret_redacted": "a..b", "identity": {"a": "1", "b": "2"}, "also_matched": ["s"],
 "remedy": "R", "location": {"path": "a", "start_line": 3}, "in_head": true,
 "occurrences": [{"path": "ä", "part": "path", "start_line": 3, "start_column": 4, "end_line": 5, "end_column": 6,
 "blob": "b", "commit": "c", "author": "Ana", "committed": "2026-11-01T00:00:00Z", "in_head": true,
 "in_worktree": true, "reachable": false, "refs": ["refs/heads/main"], "ref_count": 7, "parts": [{"x": [1]}],
 "removed": {"commit": "d", "author": "Bo", "committed": "2026-11-02T00:00:00Z"}}, {"path": "b"}],
 "liveness": {"state": "revoked", "at": "2026-11-23T00:00:00Z", "source": "s", "verifier": "v", "host": "h", "status": 401,
 "reason": "x"}, "repository": "acme/pay", "policies": [{"id": "OWN1001"}],
 "accepted": {"verdict": "accepted", "reason": "why", "until": "2027-01-31T23:59:59Z", "path": "base"},
 "tags": ["documentation-example"], "unknown": null})";

// What the JSON parser and read_finding() make of a text; nullopt: they refuse it.
std::optional<std::string> parsed(const std::string& text) {
  const Result<Json> object = parse_json(text);
  Finding finding;
  if (!object || !object->is_object() || !read_finding(*object, "f", finding).empty())
    return std::nullopt;
  return testing::text_of(finding);
}

// What the plain reader makes of it. `length`: of the object that it took.
std::optional<std::string> plain(const std::string& text, std::size_t* length = nullptr) {
  PlainJson json(text);
  Finding finding;
  if (!read_plain_finding(json, finding)) return std::nullopt;
  if (length != nullptr) *length = static_cast<std::size_t>(json.place() - text.data());
  return testing::text_of(finding);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("A finding with everything is read as the JSON parser reads it") {
  REQUIRE(parsed(kFinding));
  CHECK(plain(kFinding) == parsed(kFinding));
}

TEST_CASE("Members may be left out, null, or in another order") {
  const std::string least =
      R"({"occurrences": [{"path": "a"}], "fingerprint": "kh1:abcdefghijklmnopqrstuvwx23", "rule_id": "r")";
  for (const std::string rest :
       {"}", R"(, "severity": "critical"})", R"(, "score": null, "tags": null})",
        R"(, "score": 7})", R"(, "liveness": null, "accepted": {}})"}) {
    CAPTURE(rest);
    REQUIRE(plain(least + rest));
    CHECK(plain(least + rest) == parsed(least + rest));
  }
}

TEST_CASE("What the reader refuses or reads by rarer rules is left to it") {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"low\"", "\"bad\""},
           {"\"secret\"", "\"other\""},
           {"kh1:team", "sha1"},
           {"\"M\"", "7"},
           {"3.9", "\"3.9\""},
           {"\"path\": \"ä\"", "\"path_bytes\": \"Yf8=\""},
           {"\"part\": \"path\"", "\"part\": \"x\""},
           {"\"ref_count\": 7", "\"ref_count\": -7"},
           {"2026-11-01T00", "soon"},
           {"\"revoked\"", "\"dead\""},
           {"401", "1000"},
           {"\"message\"", "\"title\""},
           {"\"a\": \"1\", \"b\"", "\"b\": \"1\", \"a\""},
           {"\"p\"", "null"},
           {"\"reachable\": false", "\"pipeline\": {\"job\": \"j\"}"},
           {"\"T\\t", "\"\\u0041"}}) {
    CAPTURE(from);
    CHECK_FALSE(plain(replaced(kFinding, from, to)));
  }
}

// Differential: any byte anywhere.
TEST_CASE(
    "Whatever is changed in a finding, both readers agree where the plain one understands it") {
  std::size_t understood = 0;
  for (std::size_t at = 0; at < kFinding.size(); ++at) {
    for (const char c : std::string("\"\\,:{}[]0a \x01\xC3")) {
      std::string changed = kFinding;
      changed[at] = c;
      std::size_t length = 0;
      const std::optional<std::string> read = plain(changed, &length);
      if (!read) continue;
      ++understood;
      CAPTURE(changed);
      CHECK(read == parsed(changed.substr(0, length)));
    }
  }
  CHECK(understood > 1000);
}

}  // namespace keyhound
