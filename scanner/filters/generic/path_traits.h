// SPDX-License-Identifier: Apache-2.0
// What a path says about the assignments in a text: its language, and whether it is a test, an
// example or a document. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace keyhound {

enum class Language : std::uint8_t {
  kUnknown,
  kCode,  // values are quoted, a bare word is a name
  kShell,
  kYaml,
  kProperties,  // key = value: ini, env, toml, properties, conf
  kJson,
  kMarkup,  // XML, HTML
  kProse,   // Markdown, reStructuredText, plain text
  kSql,
};
inline constexpr std::size_t kLanguages = 9;

struct PathTraits {
  bool is_known = false;
  Language language = Language::kUnknown;
  bool is_test = false;
  bool is_example = false;
  bool is_document = false;
  bool is_vendored = false;  // node_modules, vendor, *.min.js
  bool is_lock_file = false;
  bool is_translation = false;
  bool is_secret_store = false;  // .env, credentials, secrets.yml
};

PathTraits read_path(std::string_view path);

// The terms of the model that depend on the path: a language with and without quotes, then a flag
// each, in this order.
inline constexpr std::size_t kPathFlags = 7;
inline constexpr std::size_t kPathTerms = 2 * kLanguages + kPathFlags;
std::span<const std::string_view> path_term_names();

// Which term stands for the language, and whether each flag's term counts.
struct PathTermSet {
  std::size_t language = 0;
  bool flags[kPathFlags] = {};
};
PathTermSet path_terms(const PathTraits& path, bool is_quoted);

}  // namespace keyhound
