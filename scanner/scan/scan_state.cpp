// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_state.h"

#include <fcntl.h>
#include <unistd.h>

#include "scanner/base/field_codec.h"
#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/scan/scan_state_codec.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMostStateBytes = std::uint64_t{1} << 32;

// Names what the settings drop: a result under others is another.
std::string settings_digest(const ScanSettings& settings) {
  FieldWriter writer("keyhound settings\n");
  writer.list(settings.disabled_rules);
  for (const SettingsAllowlist& one : settings.allowlists) {
    writer.list(one.rules);
    writer.number(static_cast<std::uint64_t>(one.allowlist.condition));
    writer.number(static_cast<std::uint64_t>(one.allowlist.target));
    writer.list(one.allowlist.regexes);
    writer.list(one.allowlist.paths);
    writer.list(one.allowlist.stopwords);
    writer.list(one.allowlist.commits);
  }
  return to_hex(sha256(writer.bytes()));
}

}  // namespace

StateBasis state_basis(const ScanContext& context, std::size_t id_size, bool opens_archives) {
  const Fingerprint check = fingerprint(context.key(), "keyhound state", "key check");
  return {KEYHOUND_VERSION,
          context.engine().common().digest,
          check.long_form(),
          id_size,
          opens_archives,
          settings_digest(context.settings()),
          context.settings().reads_comments};
}

Result<std::optional<ScanState>> read_state(const std::string& path, const StateBasis& basis,
                                            const ScanContext& context) {
  // A state knows its values under one key only.
  if (!context.previous_keys().empty()) return std::nullopt;
  auto content = read_file(path, kMostStateBytes);
  if (!content && content.error().kind == ErrorKind::kNotFound) return std::nullopt;
  if (!content) return fail(content.error());
  if (content->empty()) return std::nullopt;
  KEYHOUND_TRY(auto state, decode_state(*content, basis, context.engine().size()));
  if (state) {
    for (KnownHit& known : state->hits) known.hit.fingerprint.key_id = context.key().id();
  }
  return state;
}

// The state names people and files' contents by fingerprint: not for everybody on the machine.
Status write_state(const std::string& path, const ScanState& state) {
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
  return write_file(path, encode_state(state));
}

}  // namespace keyhound
