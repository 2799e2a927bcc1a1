// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/score_model.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "scanner/base/check.h"
#include "scanner/filters/generic/model_data.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostNodes = 0xFFFF;

std::string_view take_word(std::string_view& line) {
  const std::size_t blank = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, blank);
  line.remove_prefix(std::min(blank + 1, line.size()));
  return word;
}

template <class T>
bool read_number(std::string_view word, T& number) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc() && end == word.data() + word.size();
}

std::size_t index_of(std::span<const std::string_view> names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

tl::unexpected<Error> malformed(std::string_view what) {
  return fail(ErrorKind::kConfiguration,
              "the model's line '" + std::string(what) + "' is malformed");
}

}  // namespace

const ScoreModel& ScoreModel::instance() {
  static const ScoreModel kModel = [] {
    auto model = parse(trained_model());
    KEYHOUND_CHECK(model.has_value());
    return std::move(*model);
  }();
  return kModel;
}

Result<ScoreModel> ScoreModel::parse(std::string_view text) {
  ScoreModel model;
  while (!text.empty()) {
    const std::size_t line_break = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, line_break);
    text.remove_prefix(std::min(line_break + 1, text.size()));
    if (!line.empty() && line.front() != '#') KEYHOUND_TRY_STATUS(model.read_line(line));
  }
  for (const std::vector<Node>& tree : model.trees_) {
    const bool is_whole =
        !tree.empty() && std::all_of(tree.begin(), tree.end(), [&](const Node& node) {
          return node.next == 0 || node.next + 1U < tree.size();
        });
    if (!is_whole) return malformed("tree");
  }
  model.bound_rests();
  return model;
}

// "bounds LOW MEDIUM HIGH", "base X", "path NAME X", "tree", and the nodes of that tree: "leaf X"
// or "node FEATURE BOUND NEXT MEAN".
Status ScoreModel::read_line(std::string_view line) {
  const std::string_view whole = line;
  const std::string_view kind = take_word(line);
  if (kind == "tree") return trees_.emplace_back(), Status{};
  if (kind == "base") return read_number(line, base_) ? Status{} : malformed(whole);
  if (kind == "bounds") {
    for (float& bound : bounds_) {
      if (!read_number(take_word(line), bound)) return malformed(whole);
    }
    return {};
  }
  if (kind == "path") {
    const std::size_t term = index_of(path_term_names(), take_word(line));
    if (term >= kPathTerms || !read_number(line, path_terms_[term])) return malformed(whole);
    return {};
  }
  if (trees_.empty() || trees_.back().size() >= kMostNodes) return malformed(whole);
  Node node;
  if (kind == "leaf") {
    if (!read_number(line, node.value)) return malformed(whole);
  } else {
    const std::size_t feature = index_of(generic_feature_names(), take_word(line));
    node.feature = static_cast<std::uint16_t>(feature);
    const bool is_right = kind == "node" && feature < kGenericFeatures &&
                          read_number(take_word(line), node.bound) &&
                          read_number(take_word(line), node.next) &&
                          read_number(line, node.value) && node.next > trees_.back().size();
    if (!is_right) return malformed(whole);
  }
  trees_.back().push_back(node);
  return {};
}

void ScoreModel::bound_rests() {
  rests_.assign(trees_.size(), 0);
  float rest = 0;
  for (std::size_t i = trees_.size(); i-- > 0;) {
    float most = std::numeric_limits<float>::lowest();
    for (const Node& node : trees_[i])
      if (node.next == 0) most = std::max(most, node.value);
    rests_[i] = rest += most;
  }
}

float ScoreModel::leaf_of(const std::vector<Node>& tree, const GenericFeatures& features) {
  const Node* node = tree.data();
  while (node->next != 0)
    node = &tree[node->next + (features[node->feature] < node->bound ? 0U : 1U)];
  return node->value;
}

float ScoreModel::local(const GenericFeatures& features) const {
  float sum = base_;
  for (const std::vector<Node>& tree : trees_) sum += leaf_of(tree, features);
  return sum;
}

float ScoreModel::local_if_hoped(const GenericFeatures& features) const {
  constexpr float kRounding = 0.001F;
  const float hope = bounds_[0] - kGreatestPathTerm - kRounding;
  float sum = base_;
  for (std::size_t i = 0; i < trees_.size(); ++i) {
    if (sum + rests_[i] < hope) return sum + rests_[i];
    sum += leaf_of(trees_[i], features);
  }
  return sum;
}

std::array<float, kGenericFeatures + 1> ScoreModel::contributions(
    const GenericFeatures& features) const {
  std::array<float, kGenericFeatures + 1> added{};
  added.back() = base_;
  for (const std::vector<Node>& tree : trees_) {
    const Node* node = tree.data();
    added.back() += node->value;
    while (node->next != 0) {
      const Node* below = &tree[node->next + (features[node->feature] < node->bound ? 0U : 1U)];
      added[node->feature] += below->value - node->value;
      node = below;
    }
  }
  return added;
}

float ScoreModel::path_term(const PathTraits& path, bool is_quoted) const {
  if (!path.is_known) return 0;
  const PathTermSet set = path_terms(path, is_quoted);
  float sum = path_terms_[set.language];
  for (std::size_t i = 0; i < kPathFlags; ++i)
    sum += set.flags[i] ? path_terms_[2 * kLanguages + i] : 0;
  return std::min(sum, kGreatestPathTerm);
}

std::optional<Confidence> ScoreModel::confidence(float log_odds) const {
  if (log_odds < bounds_[0]) return std::nullopt;
  if (log_odds < bounds_[1]) return Confidence::kLow;
  return log_odds < bounds_[2] ? Confidence::kMedium : Confidence::kHigh;
}

}  // namespace keyhound
