// SPDX-License-Identifier: Apache-2.0
// Rule: pattern and metadata that describe one type of credential, as read from rules/*.toml.
// Plain data; what a field must fulfil is checked by rules/ when it loads and by engine/ when it
// compiles.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/model/severity.h"

namespace keyhound {

// Configuration that drops matches. An empty list does not take part.
struct Allowlist {
  enum class Condition { kAny, kAll };           // kAll: each list that is not empty must agree
  enum class Target { kSecret, kMatch, kLine };  // what `regexes` look at
  std::string description;
  Condition condition = Condition::kAny;
  Target target = Target::kSecret;
  std::vector<std::string> regexes;
  std::vector<std::string> paths;      // regexes on the path
  std::vector<std::string> stopwords;  // substrings of the secret, case-insensitive
  std::vector<std::string> commits;    // full object ids
};

struct Rule {
  std::string id;           // kebab-case, unique in a rule set
  std::string description;  // what is found, as a noun phrase
  std::string provider;     // who issues it: "GitHub"
  std::string credential;   // what it is to the provider: "personal access token (classic)"
  std::string kind;         // access-token, api-key, private-key, ... (facts: token_formats.yaml)
  std::string family;       // part of the fingerprint; rules that see the same secret share it
  Severity severity = Severity::kHigh;
  std::string severity_reason;
  Confidence confidence = Confidence::kMedium;

  std::string regex;  // RE2 syntax over bytes
  // Of a context rule, else empty: the words one of which the assigned name holds, and what is
  // assigned. Its regex is composed of them when it is loaded.
  std::vector<std::string> context;
  std::string value;
  int secret_group = 0;          // 0: the whole match, or the only group where there is just one
  std::string trigger;           // empty: derived from the regex
  std::uint32_t max_length = 0;  // bytes of the longest match; 0: derived from the regex
  double entropy = 0;            // least Shannon entropy of the secret, bits per character
  std::string path;              // regex on the path; empty: any
  std::vector<std::string> keywords;  // one must stand within kKeywordReach bytes of the match
  std::vector<Allowlist> allowlists;
  // Values that the generic-secret model judges: the secret group, or what is assigned to the name
  // that the secret group stands in.
  enum class Scored { kNot, kValue, kAssignment };
  Scored scored = Scored::kNot;
  std::string checksum;               // name of a validator in filters/checksum; empty: none
  std::vector<std::string> identity;  // named groups of the regex that are public
  std::string reveals;                // name of a decoder in decode/identity; empty: none
  std::vector<std::string> documentation_values;  // regexes on secrets that are published samples
  // Ids of rules whose finding near by is this one's public half, or another part of it.
  std::vector<std::string> companions;

  std::vector<std::string> tags;
  std::vector<std::string> references;  // URLs
  std::vector<std::string> examples;    // with placeholders; each must match
  std::vector<std::string> negative_examples;

  std::string origin;  // file it was read from, for messages
};

// Bytes on either side of a match that decide on what is assigned to a name, and on its score.
inline constexpr std::uint32_t kScoreReach = 1280;
// Of them those before the secret group of the match.
inline constexpr std::uint32_t kScoreBack = 320;

// A keyword counts when it stands at most this many bytes before or after the match.
inline constexpr std::uint32_t kKeywordReach = 256;

// Rules in the order of their ids, with a digest that names exactly this set.
struct RuleSet {
  std::vector<Rule> rules;
  std::vector<Allowlist> allowlists;              // for every rule
  std::vector<std::string> documentation_values;  // for every rule
  std::string digest;                             // "sha256:<hex>" over the encoded rules
};

}  // namespace keyhound
