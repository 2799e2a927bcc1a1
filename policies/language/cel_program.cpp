// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_program.h"

#include <utility>

#include "policies/language/checker.h"
#include "policies/language/code.h"
#include "policies/language/evaluation.h"
#include "policies/language/parser.h"
#include "policies/language/place.h"
#include "scanner/base/check.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

Status check_text(std::string_view text) {
  if (text.size() > CelProgram::kLongestText)
    return fail(ErrorKind::kConfiguration, "1:1: the expression is longer than 16 KiB");
  std::size_t at = 0;
  while (at < text.size()) {
    const Utf8Unit unit = next_utf8(text.substr(at));
    if (!unit.valid) return fail(cel_error(text, at, "this byte is no valid UTF-8"));
    at += unit.length;
  }
  return {};
}

}  // namespace

CelProgram::CelProgram(std::shared_ptr<const CelCode> code) : code_(std::move(code)) {}

Result<CelProgram> CelProgram::compile(std::string_view text, const CelEnvironment& environment) {
  KEYHOUND_TRY_STATUS(check_text(text));
  auto code = std::make_shared<CelCode>();
  code->text = text;
  code->compiler = environment.regexes;
  KEYHOUND_TRY(const CelSyntax syntax, parse_expression(code->text, code->strings));
  KEYHOUND_TRY_STATUS(check_expression(syntax, environment, *code));
  return CelProgram(std::move(code));
}

const CelType& CelProgram::type() const { return code_->type; }

bool CelProgram::uses(std::size_t variable) const {
  return variable < code_->uses.size() && code_->uses[variable];
}

CelValue CelProgram::evaluate(std::span<const CelValue> variables, CelArena& arena) const {
  KEYHOUND_CHECK(variables.size() == code_->uses.size());
  return CelEvaluation(*code_, variables, arena).run();
}

}  // namespace keyhound
