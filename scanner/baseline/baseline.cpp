// SPDX-License-Identifier: Apache-2.0
#include "scanner/baseline/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "scanner/base/file.h"
#include "scanner/baseline/baseline_line.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;
constexpr std::size_t kMostProblems = 20;  // that are told at once

constexpr std::string_view kHeader =
    "# keyhound baseline: accepted findings, one a line, sorted; written by 'keyhound baseline'";
constexpr std::string_view kKeyLead = "# fingerprint key check: ";

auto key_of(const BaselineEntry& entry) { return std::tie(entry.fingerprint, entry.rule_id); }

bool is_same(const BaselineEntry& a, const BaselineEntry& b) {
  return key_of(a) == key_of(b) && a.verdict == b.verdict && a.until == b.until && a.note == b.note;
}

bool is_conflict_marker(std::string_view line) {
  for (const std::string_view marker : {"<<<<<<<", "=======", ">>>>>>>", "|||||||"})
    if (line.starts_with(marker)) return true;
  return false;
}

// Reads one line after the other, and tells of all that are wrong.
class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  void read(std::string_view line, std::size_t number) {
    while (line.ends_with('\r')) line.remove_suffix(1);  // each writer would take one away
    if (line.empty() || line == kHeader) return;
    if (line.starts_with(kKeyLead)) return read_key(line.substr(kKeyLead.size()), number);
    if (line.starts_with('#')) {
      baseline_.comments.emplace_back(line);
      return;
    }
    if (is_conflict_marker(line)) {
      if (!has_conflict_) {
        complain(number,
                 "a merge left its conflict marker here; remove the marker lines and keep the "
                 "entries of both sides (their order does not matter), or run 'keyhound baseline "
                 "update' on one side's file");
      }
      has_conflict_ = true;
      return;
    }
    auto entry = parse_baseline_line(line);
    if (!entry) return complain(number, entry.error().message);
    entry->line = number;
    baseline_.entries.push_back(std::move(*entry));
  }

  Result<Baseline> take() {
    sort_baseline(baseline_);
    auto& entries = baseline_.entries;
    entries.erase(std::unique(entries.begin(), entries.end(), is_same), entries.end());
    for (std::size_t i = 1; i < entries.size(); ++i) {
      if (key_of(entries[i - 1]) != key_of(entries[i])) continue;
      const auto [first, second] = std::minmax(entries[i - 1].line, entries[i].line);
      complain(second, fmt::format("line {} has another entry for the same finding; keep one of "
                                   "the two",
                                   first));
    }
    if (problems_ == 0) return std::move(baseline_);
    if (problems_ > kMostProblems)
      message_ += fmt::format("\n{}: and {} more", path_, problems_ - kMostProblems);
    return fail(ErrorKind::kConfiguration, message_);
  }

 private:
  void read_key(std::string_view check, std::size_t number) {
    if (!baseline_.key_check.empty() && baseline_.key_check != check) {
      complain(number,
               "the entries below come from another fingerprint key than those above; keep "
               "one side, and run 'keyhound baseline update' with the other's key in "
               "KEYHOUND_PREVIOUS_FINGERPRINT_KEYS");
    }
    baseline_.key_check = check;
  }

  void complain(std::size_t line, std::string_view message) {
    if (++problems_ > kMostProblems) return;
    message_ += fmt::format("{}{}:{}: {}", message_.empty() ? "" : "\n", path_, line, message);
  }

  const std::string& path_;
  Baseline baseline_;
  std::string message_;
  std::size_t problems_ = 0;
  bool has_conflict_ = false;
};

}  // namespace

std::string key_check_of(const FingerprintKey& key) {
  return fingerprint(key, "keyhound baseline", "key check").short_form();
}

Result<Baseline> parse_baseline(std::string_view text, const std::string& path) {
  Reader reader(path);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    reader.read(text.substr(0, end), number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.take();
}

std::string write_baseline(const Baseline& baseline) {
  std::string text(kHeader);
  text += '\n';
  if (!baseline.key_check.empty()) text.append(kKeyLead).append(baseline.key_check).append("\n");
  for (const std::string& comment : baseline.comments) text.append(comment).append("\n");
  for (const BaselineEntry& entry : baseline.entries)
    text.append(write_baseline_line(entry)).append("\n");
  return text;
}

Result<Baseline> read_baseline(const std::string& path) {
  KEYHOUND_TRY(const std::string text, read_file(path, kMostBytes));
  return parse_baseline(text, path);
}

void sort_baseline(Baseline& baseline) {
  std::stable_sort(
      baseline.entries.begin(), baseline.entries.end(),
      [](const BaselineEntry& a, const BaselineEntry& b) { return key_of(a) < key_of(b); });
}

}  // namespace keyhound
