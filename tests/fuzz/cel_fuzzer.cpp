// SPDX-License-Identifier: Apache-2.0
// Whatever the text, a condition is refused, or ends within its budget in a value of the type that
// the checker promised, or in an error; twice the same, and as JSON that parses.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "policies/language/cel_program.h"
#include "policies/language/cel_text.h"
#include "scanner/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CelEnvironment environment;
  environment.variables = {{"s", kCelString},
                           {"l", kCelList},
                           {"m", kCelMap},
                           {"n", cel_nullable(kCelInt)},
                           {"p.d", kCelDuration}};
  const Result<CelProgram> program = CelProgram::compile(text, environment);
  if (!program) return 0;
  const CelValue elements[] = {CelValue::integer(1), CelValue::text("\xff"), CelValue::error("e")};
  const CelMapEntry entries[] = {{CelValue::text("a"), CelValue::list(elements)}};
  const CelValue variables[] = {CelValue::text("a\xc3"), CelValue::list(elements),
                                CelValue::map(entries), CelValue::null(), CelValue::length({60})};
  CelArena arena(std::size_t{1} << 20U);
  const CelValue value = program->evaluate(variables, arena);
  KEYHOUND_CHECK(arena.used() <= (std::size_t{1} << 20U) + 64);
  const CelType& type = program->type();
  KEYHOUND_CHECK(value.is_error() || type.kind == CelKind::kDyn || value.is(type.kind) ||
                 (type.nullable && value.is_null()));
  const std::string json = to_json_text(value);
  KEYHOUND_CHECK(nlohmann::json::accept(json));
  arena.reset();
  KEYHOUND_CHECK(to_json_text(program->evaluate(variables, arena)) == json);
  return 0;
}
