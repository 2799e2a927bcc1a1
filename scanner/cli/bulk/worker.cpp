// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/worker.h"

#include <chrono>
#include <filesystem>
#include <new>
#include <utility>

#include "scanner/cli/bulk/passed_verify_options.h"
#include "scanner/cli/bulk/scan_arguments.h"
#include "scanner/cli/bulk/scan_basis.h"
#include "scanner/cli/bulk/target_scan.h"
#include "scanner/cli/bulk/verification_basis.h"
#include "scanner/cli/bulk/worker_failure.h"
#include "scanner/cli/run_configuration.h"

namespace keyhound {
namespace {

template <class T>
using OrFailure = tl::expected<T, TargetFailure>;

class StopWatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// What the scan of the target stands on, but for what the repository says itself: that is a part of
// its refs.
Result<std::string> basis_of(BulkScanOptions options, const WorkerJob& job) {
  const Configuration configuration = options.scan.configuration.chosen.value_or(Configuration());
  std::vector<ScanRequest> requests(1);
  KEYHOUND_TRY_STATUS(apply_configuration(configuration, options.scan, requests));
  return basis_digest(options, configuration, job.target.name);
}

// What no ref reaches may change while all refs stay.
bool is_unchanged(const WorkerJob& job, const ScanOptions& options, const WorkerAnswer& answer,
                  Timestamp now) {
  return !job.rescan && !options.unreachable && !job.refs_digest.empty() &&
         job.refs_digest == answer.refs_digest && holds_basis(job.basis, answer.basis, now);
}

// Empty: nothing is to be verified.
Result<std::string> verification_digest_of(const WorkerJob& job, const RuleOptions& rules) {
  if (job.verification.shared_folder.empty()) return std::string();
  KEYHOUND_TRY(const VerifyOptions options, read_verify_arguments(job.verification.arguments));
  return verification_digest(options, rules);
}

OrFailure<Mirror> open_target(const WorkerJob& job) {
  if (job.target.kind == TargetKind::kUrl) return update_mirror(job.target, job.mirrors);
  return Mirror{job.target.location, false};
}

// The job with the time that is left for it.
WorkerJob after(WorkerJob job, double seconds) {
  std::uint64_t& left = job.verification.seconds;
  const auto passed = static_cast<std::uint64_t>(seconds);
  if (left > 0) left = left > passed ? left - passed : 1;
  return job;
}

// A mirror whose objects are damaged is made anew, once; what then is damaged is so at the remote.
Result<TargetScan> scan_sound(const WorkerJob& job, const BulkScanOptions& options, Timestamp now,
                              Mirror& mirror) {
  const StopWatch watch;
  auto scan = scan_target(job, options, mirror.path, now);
  const bool may_help = job.target.kind == TargetKind::kUrl && !mirror.is_new;
  const bool is_damaged = scan ? scan->is_damaged : scan.error().kind == ErrorKind::kCorrupt;
  if (!may_help || !is_damaged) return scan;
  mirror.lock.reset();  // which making it anew waits for
  MirrorOptions anew = job.mirrors;
  anew.renew = true;
  auto made = update_mirror(job.target, anew);
  if (!made) return scan;
  mirror = std::move(*made);
  return scan_target(after(job, watch.seconds()), options, mirror.path, now);
}

// Where an answer may be gone or too old, the next run has to ask again.
std::string basis_after(const TargetScan& scan, const std::string& basis,
                        const std::string& verification) {
  std::string written = write_basis(basis, scan.first_end);
  if (verification.empty() || !scan.verified || !scan.verified->is_whole) return written;
  return with_verification(written, verification, scan.verified->until);
}

OrFailure<void> scan_mirror(const WorkerJob& job, const BulkScanOptions& options, Timestamp now,
                            Mirror& mirror, WorkerAnswer& answer) {
  auto refs = refs_digest_of(mirror.path);
  if (!refs) return tl::unexpected(std::move(refs).error());
  answer.refs_digest = std::move(*refs);
  auto basis = basis_of(options, job);
  if (!basis) return tl::unexpected(failure_of(basis.error()));
  answer.basis = std::move(*basis);
  const auto verification = verification_digest_of(job, options.scan.rules);
  if (!verification) return tl::unexpected(failure_of(verification.error()));
  const bool is_verified =
      verification->empty() || holds_verification(job.basis, *verification, keyhound::now());
  if (is_verified && is_unchanged(job, options.scan, answer, now)) {
    answer.outcome = "unchanged";
    answer.basis = job.basis;
    return {};
  }
  const StopWatch watch;
  const auto scan = scan_sound(job, options, now, mirror);
  answer.scan_seconds = watch.seconds();
  if (!scan) return tl::unexpected(failure_of(scan.error()));
  answer.outcome = "scanned";
  answer.exit_code = scan->exit_code;
  answer.basis = basis_after(*scan, answer.basis, *verification);
  if (scan->verified) {
    answer.verification = scan->verified->summary;
    answer.next_steps = scan->verified->next_steps;
  }
  return {};
}

OrFailure<void> work(const WorkerJob& job, WorkerAnswer& answer) {
  auto options = read_scan_arguments(job.scan_arguments);
  if (!options) return tl::unexpected(failure_of(options.error()));
  const auto now = time_of(options->scan.judge.now);
  if (!now) return tl::unexpected(failure_of(now.error()));
  const StopWatch watch;
  auto mirror = open_target(job);
  answer.fetch_seconds = watch.seconds();
  if (!mirror) return tl::unexpected(mirror.error());
  const auto scanned =
      scan_mirror(after(job, answer.fetch_seconds), *options, *now, *mirror, answer);
  if (job.target.kind == TargetKind::kUrl && !job.keep_mirror) {
    std::error_code ignored;  // the next worker of the target finds what is left, and uses it
    std::filesystem::remove_all(mirror->path, ignored);
  }
  return scanned;
}

}  // namespace

WorkerAnswer work_on(const WorkerJob& job) {
  WorkerAnswer answer;
  OrFailure<void> done;
  try {
    done = work(job, answer);
  } catch (const std::bad_alloc&) {
    done = tl::unexpected(TargetFailure{
        "memory-limit", "the scan needs more memory than --memory-limit gives it; raise that"});
  }
  if (!done) {
    answer.outcome = "failed";
    answer.failure = std::move(done).error();
  }
  return answer;
}

}  // namespace keyhound
