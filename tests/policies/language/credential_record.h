// SPDX-License-Identifier: Apache-2.0
// A small credential as the tests of the policy language see it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policies/language/cel_program.h"

namespace keyhound {

struct TestLifecycle {
  std::optional<Timestamp> last_rotated;
};

struct TestCredential {
  std::string id;
  std::vector<std::string> tags;
  std::unique_ptr<TestLifecycle> lifecycle;
  std::vector<TestLifecycle> history;
};

inline CelValue test_last_rotated(const void* object, CelArena&) {
  const auto& lifecycle = *static_cast<const TestLifecycle*>(object);
  return lifecycle.last_rotated ? CelValue::time(*lifecycle.last_rotated) : CelValue::null();
}

inline constexpr CelField kTestLifecycleFields[] = {
    {"last_rotated", cel_nullable(kCelTimestamp), test_last_rotated},
};
inline constexpr CelRecordType kTestLifecycle{"lifecycle", kTestLifecycleFields};
inline constexpr CelType kTestLifecycleRecord{CelKind::kRecord, false, &kTestLifecycle};

inline CelValue test_id(const void* object, CelArena&) {
  return CelValue::text(static_cast<const TestCredential*>(object)->id);
}

inline CelValue test_tags(const void* object, CelArena& arena) {
  return CelValue::list(arena.list_of(static_cast<const TestCredential*>(object)->tags));
}

inline CelValue test_lifecycle(const void* object, CelArena&) {
  const auto* lifecycle = static_cast<const TestCredential*>(object)->lifecycle.get();
  return lifecycle == nullptr ? CelValue::null() : CelValue::record(kTestLifecycle, lifecycle);
}

inline CelValue test_history(const void* object, CelArena& arena) {
  const auto& history = static_cast<const TestCredential*>(object)->history;
  const std::span<CelValue> room = arena.values(history.size());
  for (std::size_t i = 0; i < room.size(); ++i)
    room[i] = CelValue::record(kTestLifecycle, &history[i]);
  return CelValue::list(room);
}

inline constexpr CelField kTestCredentialFields[] = {
    {"id", kCelString, test_id},
    {"tags", kCelStringList, test_tags},
    {"lifecycle", cel_nullable(kTestLifecycleRecord), test_lifecycle},
    {"history", {CelKind::kList, false, nullptr, &kTestLifecycleRecord}, test_history},
};
inline constexpr CelRecordType kTestCredential{"credential", kTestCredentialFields};

inline CelEnvironment credential_environment() {
  CelEnvironment environment;
  environment.variables = {
      {"cred", {CelKind::kRecord, true, &kTestCredential}},
      {"now", kCelTimestamp},
      {"params.period", kCelDuration},
      {"params.grace", kCelDuration},
  };
  return environment;
}

// 2026-11-23; 90 days and 7.
inline std::vector<CelValue> credential_values(const TestCredential* credential) {
  return {credential == nullptr ? CelValue::null() : CelValue::record(kTestCredential, credential),
          CelValue::time({1795392000}), CelValue::length({90 * 86400}),
          CelValue::length({7 * 86400})};
}

inline TestCredential rotated_credential() {
  TestCredential credential;
  credential.id = "prod-db";
  credential.tags = {"web", "db"};
  credential.lifecycle = std::make_unique<TestLifecycle>();
  credential.lifecycle->last_rotated = Timestamp{1767225600};  // 2026-01-01
  credential.history = {{Timestamp{1767225600}}, {}};
  return credential;
}

}  // namespace keyhound
