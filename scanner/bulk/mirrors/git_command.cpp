// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/git_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "scanner/base/text_encode.h"
#include "scanner/bulk/mirrors/folder_size.h"
#include "scanner/bulk/mirrors/git_environment.h"
#include "scanner/bulk/mirrors/git_failure.h"

namespace keyhound {
namespace {

using Clock = std::chrono::steady_clock;
using Refusal = tl::unexpected<TargetFailure>;
using std::chrono::milliseconds;

constexpr milliseconds kSizeInterval{250};
// A folder that takes long to measure is measured less often.
constexpr int kShareOfMeasuring = 10;

std::string environment_value(const std::string& name) {
  const char* const value = name.empty() ? nullptr : std::getenv(name.c_str());
  return value == nullptr ? std::string() : value;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

// Looks at a folder's size now and then.
class SizeWatch {
 public:
  SizeWatch(std::string folder, std::uint64_t largest)
      : folder_(std::move(folder)), largest_(folder_.empty() ? 0 : largest) {}

  [[nodiscard]] bool is_on() const { return largest_ != 0; }
  bool is_over() {
    const Clock::time_point now = Clock::now();
    if (!is_on() || now < next_) return false;
    const bool is_over = folder_size(folder_) > largest_;
    const Clock::time_point after = Clock::now();
    next_ = after + std::max<Clock::duration>(kSizeInterval, (after - now) * kShareOfMeasuring);
    return is_over;
  }

 private:
  std::string folder_;
  std::uint64_t largest_;
  Clock::time_point next_ = Clock::now() + kSizeInterval;
};

}  // namespace

TargetFailure over_size(std::uint64_t largest_bytes) {
  return {"size-limit",
          fmt::format("its mirror is larger than {} MiB; raise --mirror-limit, or leave the "
                      "repository out",
                      largest_bytes >> 20U)};
}

tl::expected<GitCommand, TargetFailure> GitCommand::make(const Target& target,
                                                         RemoteAddress address,
                                                         const MirrorOptions& options) {
  GitCommand command;
  command.address_ = std::move(address);
  command.program_ = options.git;
  command.timeout_ = options.timeout;
  command.deadline_ = Clock::now() + options.timeout;
  command.largest_bytes_ = options.largest_bytes;
  command.environment_ = mirror_environment(options.protocols, !options.credential_helper.empty());
  if (!options.credential_helper.empty()) {
    command.credential_settings_ = helper_settings(options.credential_helper);
    return command;
  }
  const std::string token = environment_value(options.token_variable);
  if (token.empty()) return command;
  if (has_control(token)) {
    return Refusal(TargetFailure{
        "configuration", fmt::format("the token in {} has a line end or another control character",
                                     options.token_variable)});
  }
  command.credential_settings_ = token_settings(command.address_, target.provider);
  if (command.credential_settings_.empty()) return command;
  command.credentials_[std::string(kTokenVariable)] = token;
  command.secrets_ = {token,
                      to_base64(fmt::format("{}:{}", user_beside_token(target.provider), token))};
  return command;
}

ProcessSpec GitCommand::spec_of(Reach reach, const std::vector<std::string>& arguments,
                                const std::string& git_dir) const {
  ProcessSpec spec;
  spec.command = {program_};
  const auto add_settings = [&spec](const std::vector<GitSetting>& settings) {
    for (const GitSetting& setting : settings) {
      spec.command.emplace_back("-c");
      spec.command.push_back(setting.name + "=" + setting.value);
    }
  };
  std::map<std::string, std::string> variables = environment_;
  add_settings(safe_git_settings());
  if (reach == Reach::kRemote) {
    add_settings(credential_settings_);
    variables.insert(credentials_.begin(), credentials_.end());
  }
  // Named, so that no other is looked for, and whose folder it is does not matter.
  if (!git_dir.empty()) variables["GIT_DIR"] = git_dir;
  spec.command.insert(spec.command.end(), arguments.begin(), arguments.end());
  spec.environment.assign(variables.begin(), variables.end());
  spec.directory = "/";
  spec.limits.file_bytes = largest_bytes_;
  spec.limits.wall_time =
      std::max(milliseconds(1), std::chrono::duration_cast<milliseconds>(deadline_ - Clock::now()));
  return spec;
}

TargetFailure GitCommand::failure_of(const std::string& what, const ProcessEnd& end) const {
  const std::string_view limit = limit_that_ended(end);
  if (limit == "file-limit") return over_size(largest_bytes_);
  if (limit == "time-limit") {
    return {"time-limit", fmt::format("git {} did not end in time, of which updating the mirror "
                                      "has {} s; raise --fetch-limit",
                                      what, timeout_.count())};
  }
  if (!limit.empty()) return {std::string(limit), "git " + what + " " + describe_end(end)};
  if (end.signal != 0) {
    return {"crashed",
            fmt::format("git {} {}; run it by hand to see more", what, describe_end(end))};
  }
  return git_failure(what, end.err, secrets_);
}

tl::expected<std::string, TargetFailure> GitCommand::run(Reach reach,
                                                         const std::vector<std::string>& arguments,
                                                         const std::string& git_dir,
                                                         const std::string& watched,
                                                         std::size_t kept_output) const {
  const std::string& what = arguments.front();
  ProcessSpec spec = spec_of(reach, arguments, git_dir);
  spec.kept_output = kept_output;
  auto process = ChildProcess::start(std::move(spec));
  if (!process) {
    return Refusal(TargetFailure{
        "configuration", process.error().message + "; install git, or name it where it is"});
  }
  SizeWatch watch(watched, largest_bytes_);
  bool is_over = false;
  while (true) {
    auto end = process->poll(watch.is_on() ? kSizeInterval : milliseconds(60'000));
    if (!end) return Refusal(TargetFailure{"internal", end.error().message});
    if (*end && is_over) return Refusal(over_size(largest_bytes_));
    if (*end && (*end)->exit_code != 0) return Refusal(failure_of(what, **end));
    if (*end) return std::move((*end)->out);
    if (!is_over && watch.is_over()) {
      is_over = true;
      process->kill();
    }
  }
}

}  // namespace keyhound
