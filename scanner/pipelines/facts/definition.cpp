// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

std::string_view to_string(SecretSink sink) {
  switch (sink) {
    case SecretSink::kEnv:
      return "env";
    case SecretSink::kInput:
      return "input";
    case SecretSink::kScript:
      return "script";
    case SecretSink::kCredentials:
      return "credentials";
    case SecretSink::kSecretsMap:
      return "secrets-map";
    case SecretSink::kFile:
      return "file";
    case SecretSink::kOutput:
      return "output";
  }
  return "env";
}

}  // namespace keyhound
