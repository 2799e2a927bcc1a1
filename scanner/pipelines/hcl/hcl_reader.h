// SPDX-License-Identifier: Apache-2.0
// Blocks and attributes of HCL2 (Terraform's .tf and .tfvars) with their values as written; nothing
// is evaluated. Tolerant: what is not understood is passed over. Plain data; pure, thread-safe.
// Format: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/source_text.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

constexpr std::uint32_t kNoHclBlock = 0xFFFFFFFF;

enum class HclValueKind : std::uint8_t {
  kString,   // "…": `text`
  kHeredoc,  // <<NAME: `text`, of <<- without the common indentation
  kNumber,
  kBool,
  kNull,
  kList,    // [a, b]: `items`
  kObject,  // { a = b }: `entries`
  kOther,   // a name, a call, a condition, a for expression: `items` are the strings, lists and
            // objects in it, in order
};

// ${…} or %{…} in a string.
struct HclInterpolation {
  TextRange value;   // in the string's value, with the marks
  TextRange source;  // in the file: the expression
};

struct HclEntry;

struct HclValue {
  HclValueKind kind = HclValueKind::kOther;
  TextRange range;
  SourceText text;  // escapes resolved, interpolations as written
  std::vector<HclInterpolation> interpolations;
  std::vector<HclValue> items;  // of a string: the strings, lists and objects in its interpolations
  std::vector<HclEntry> entries;
  // What is read here, besides in items and entries: "var.db_password",
  // "data.aws_secretsmanager_secret_version.x.secret_string", "a.b[0].c". As ranges of the file.
  std::vector<TextRange> references;
};

struct HclEntry {
  std::string key;      // of a string its value, otherwise as written
  TextRange key_range;  // with quotes
  HclValue value;
};

struct HclAttribute {
  std::string name;
  TextRange name_range;
  HclValue value;
};

// type "label" { … }; the first of a file is the file itself, without a type.
struct HclBlock {
  std::string type;
  TextRange type_range;
  std::vector<SourceText> labels;
  TextRange range;  // from the type to the closing brace
  std::vector<HclAttribute> attributes;
  std::vector<std::uint32_t> blocks;   // inside it, in order
  std::uint32_t parent = kNoHclBlock;  // of the file's own: none

  // The first attribute of a name; nullptr: there is none.
  [[nodiscard]] const HclAttribute* find(std::string_view attribute) const;
};

struct HclFile {
  std::vector<HclBlock> blocks;  // by place, parents first; [0] is there always
  bool is_complete = true;  // false: something has no end or was passed over, or a limit was met
};

// All references of a value and of what is in it.
std::vector<TextRange> references_of(const HclValue& value);

// REQUIRES: `text` is UTF-8 or at least ASCII-compatible. Reads at most kMostReaderBytes and
// kMostReaderItems values, and stops where something is nested deeper than kMostReaderDepth.
HclFile read_hcl(std::string_view text);

}  // namespace keyhound
