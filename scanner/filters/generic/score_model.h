// SPDX-License-Identifier: Apache-2.0
// The generic-secret model: gradient-boosted trees over the features of an assignment, and a term
// for where it stands. The sum is a log-odds; bounds measured on labelled data make it a
// confidence (docs/ACCURACY.md). Trained by tests/accuracy/train.py, which writes the data.
//
// The term for the path is separate since blobs of the history are scanned once, before anybody
// knows their paths, and what the trees say is carried from version to version.
// Immutable, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/filters/generic/generic_features.h"
#include "scanner/filters/generic/path_traits.h"
#include "scanner/model/severity.h"

namespace keyhound {

// A path may add no more, so that most candidates are known to be none before their path is.
inline constexpr float kGreatestPathTerm = 0.1F;

// What the trees say of an assignment, before its path is known.
struct LocalScore {
  float log_odds = 0;
  bool is_quoted = false;
};

class ScoreModel {
 public:
  // The model that is built in.
  static const ScoreModel& instance();

  // Reads what train.py writes: lines of words, "name value...", see data/model.txt. kConfiguration
  // when it is malformed or of other features than this program's.
  static Result<ScoreModel> parse(std::string_view text);

  [[nodiscard]] float local(const GenericFeatures& features) const;
  // The same, or, as soon as it shows that the score is_hopeless(), something between the score and
  // where hope begins. Most candidates are told by a part of the trees.
  [[nodiscard]] float local_if_hoped(const GenericFeatures& features) const;

  // How much each feature added to local(), by the order of the features; the last entry is what
  // the model says of every assignment.
  [[nodiscard]] std::array<float, kGenericFeatures + 1> contributions(
      const GenericFeatures& features) const;

  [[nodiscard]] float path_term(const PathTraits& path, bool is_quoted) const;

  // nullopt: no credential.
  [[nodiscard]] std::optional<Confidence> confidence(float log_odds) const;

  // Whether no path can make a credential of it.
  [[nodiscard]] bool is_hopeless(const LocalScore& score) const {
    return score.log_odds + kGreatestPathTerm < bounds_[0];
  }

 private:
  // An inner node goes to `next` when its feature is below the bound, else to next + 1. `value` is
  // the mean of what lies below. next == 0: a leaf.
  struct Node {
    std::uint16_t next = 0;
    std::uint16_t feature = 0;
    float bound = 0;
    float value = 0;
  };

  Status read_line(std::string_view line);
  void bound_rests();
  [[nodiscard]] static float leaf_of(const std::vector<Node>& tree,
                                     const GenericFeatures& features);

  std::vector<std::vector<Node>> trees_;
  std::vector<float> rests_;  // by tree: what it and those behind it add at most
  float base_ = 0;
  std::array<float, kPathTerms> path_terms_{};
  std::array<float, 3> bounds_{};  // of low, medium and high confidence
};

}  // namespace keyhound
