// SPDX-License-Identifier: Apache-2.0
// Annotations: what CI platforms show beside the lines of a change, made of findings and
// diagnostics. Plain data; texts are untrusted, and each format escapes them.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "scanner/model/scan_result.h"

namespace keyhound {

struct Annotation {
  Level level = Level::kNote;
  std::string rule_id;  // or the kind of a diagnostic
  std::string title;
  std::string message;
  Location place;  // an empty path: of no file
};

struct AnnotationList {
  std::vector<Annotation> shown;          // the worst first
  std::array<std::size_t, 3> left_out{};  // by Level

  [[nodiscard]] std::size_t left_out_of(Level level) const {
    return left_out[static_cast<std::size_t>(level)];
  }
};

// Open findings, by weight, and diagnostics: at most `most` of each level. What the base has
// already is a note, whatever its weight.
AnnotationList annotations_of(const ScanResult& result, std::size_t most);

}  // namespace keyhound
