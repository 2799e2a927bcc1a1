// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/identity_schema.h"

#include "policies/registry/secret_reference.h"
#include "policies/registry/value_readers.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {
namespace {

void read_fingerprint_value(ReadContext& context, const YamlNode& value, FingerprintEntry& into) {
  std::string written;
  read_value(context, value, written);
  into.place = context.place(value);
  if (is_null(value)) return;
  // Anybody can try guesses against a hash without a key, so none may stand anywhere.
  if (written.starts_with("sha256:")) {
    context.error(
        value,
        "a plain hash is refused, since a guessed secret can be checked against it; write "
        "the keyed kh1:... that `keyhound scan` reports");
    return;
  }
  const Result<std::string> canonical = canonical_fingerprint(written);
  if (canonical) {
    into.value = *canonical;
  } else {
    context.error(value,
                  "this is not a fingerprint; write kh1:<26 characters> or "
                  "hmac-sha256:<key id>:<64 hex digits>, never the secret itself");
  }
}

constexpr std::array<KeyReader<FingerprintEntry>, 3> kFingerprintKeys = {{
    {"value", read_fingerprint_value, Need::kRequired},
    {"from", member<&FingerprintEntry::from>},
    {"to", member<&FingerprintEntry::to>},
}};

constexpr std::array<KeyReader<Locator>, 4> kLocatorKeys = {{
    {"rule", member<&Locator::rule>},
    {"path", member<&Locator::path>},
    {"repo", member<&Locator::repo>},
    {"key_name", member<&Locator::key_name>},
}};

void read_public_id(ReadContext& context, const YamlNode& value, std::vector<PublicId>& into) {
  PublicId id;
  read_value(context, value, id.value);
  id.place = context.place(value);
  if (!id.value.empty()) into.push_back(std::move(id));
}

void read_provider_id(ReadContext& context, const YamlNode& value, Identity& into) {
  read_public_id(context, value, into.provider_ids);
}

void read_provider_ids(ReadContext& context, const YamlNode& value, Identity& into) {
  for (const YamlNode& item : read_items(context, value, "a list of public ids")) {
    read_public_id(context, item, into.provider_ids);
  }
}

void read_public_keys(ReadContext& context, const YamlNode& value, Identity& into) {
  for (const YamlNode& item : read_items(context, value, "a list of public-key fingerprints")) {
    read_public_id(context, item, into.public_keys);
  }
}

void read_secret_refs(ReadContext& context, const YamlNode& value, Identity& into) {
  const auto read_one = [&](const YamlNode& item) {
    PublicId reference;
    read_secret_reference(context, item, reference.value);
    reference.place = context.place(item);
    if (!reference.value.empty()) into.secret_refs.push_back(std::move(reference));
  };
  if (value.resolved().kind == YamlKind::kScalar) return read_one(value);
  for (const YamlNode& item : read_items(context, value, "a list of secret references")) {
    read_one(item);
  }
}

void read_fingerprints(ReadContext& context, const YamlNode& value, Identity& into) {
  for (const YamlNode& item : read_items(context, value, "a list of fingerprints")) {
    FingerprintEntry entry;
    if (item.resolved().kind == YamlKind::kMapping) {
      read_mapping(context, item, "a fingerprint", kFingerprintKeys, entry);
    } else {
      read_fingerprint_value(context, item, entry);
    }
    if (!entry.value.empty()) into.fingerprints.push_back(std::move(entry));
  }
}

void read_locators(ReadContext& context, const YamlNode& value, Identity& into) {
  for (const YamlNode& item : read_items(context, value, "a list of locators")) {
    Locator locator;
    locator.place = context.place(item);
    read_mapping(context, item, "a locator", kLocatorKeys, locator);
    if (locator.path.empty() && locator.key_name.empty()) {
      context.error(item, "a locator needs a path or a key_name");
    } else {
      into.locators.push_back(std::move(locator));
    }
  }
}

constexpr std::array<KeyReader<Identity>, 6> kIdentityKeys = {{
    {"provider_id", read_provider_id},
    {"provider_ids", read_provider_ids},
    {"public_keys", read_public_keys},
    {"fingerprints", read_fingerprints},
    {"secret_refs", read_secret_refs},
    {"locators", read_locators},
}};

}  // namespace

void read_identity(ReadContext& context, const YamlNode& node, Credential& into) {
  read_mapping(context, node, "an identity", kIdentityKeys, into.identity);
}

}  // namespace keyhound
