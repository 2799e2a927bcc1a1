// SPDX-License-Identifier: Apache-2.0
// Parents stand before their children, so that one pass in order tells every commit which of a
// chunk of wanted commits it reaches: what its parents reach, and itself.
#include "scanner/git/ref_reach.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace keyhound {
namespace {

constexpr std::size_t kWords = 4;
constexpr std::size_t kChunk = kWords * 64;
using CommitSet = std::array<std::uint64_t, kWords>;  // a bit for each of a chunk

void add_to(CommitSet& set, const CommitSet& other) {
  for (std::size_t i = 0; i < kWords; ++i) set[i] |= other[i];
}

// `reached`: for every commit from `first` on. No commit before `first` is in the chunk.
void spread(const History& history, std::span<const std::uint32_t> chunk, std::uint32_t first,
            std::vector<CommitSet>& reached) {
  reached.assign(history.commits.size() - first, CommitSet{});
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    reached[chunk[i] - first][i / 64] |= std::uint64_t{1} << (i % 64);
  }
  for (std::uint32_t i = first; i < history.commits.size(); ++i) {
    for (const std::uint32_t parent : history.parents_of(history.commits[i])) {
      if (parent >= first && parent < i) add_to(reached[i - first], reached[parent - first]);
    }
  }
}

}  // namespace

std::vector<RefReach> refs_reaching(const History& history, const std::vector<RefTip>& refs,
                                    const std::vector<std::uint32_t>& commits, std::size_t most) {
  std::vector<RefReach> answer(commits.size());
  std::vector<CommitSet> reached;
  for (std::size_t begin = 0; begin < commits.size(); begin += kChunk) {
    const std::span<const std::uint32_t> chunk(commits.data() + begin,
                                               std::min(kChunk, commits.size() - begin));
    const std::uint32_t first = *std::min_element(chunk.begin(), chunk.end());
    spread(history, chunk, first, reached);
    for (std::uint32_t ref = 0; ref < refs.size(); ++ref) {
      const std::uint32_t tip = refs[ref].commit;
      if (tip < first || tip >= history.commits.size()) continue;
      for (std::size_t word = 0; word < kWords; ++word) {
        for (std::uint64_t bits = reached[tip - first][word]; bits != 0; bits &= bits - 1) {
          const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
          RefReach& reach = answer[begin + word * 64 + bit];
          if (reach.refs.size() < most) reach.refs.push_back(ref);
          ++reach.count;
        }
      }
    }
  }
  return answer;
}

}  // namespace keyhound
