// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/field_codec.h"
#include "scanner/rules/verifier_set.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "KHVR3";

// A FieldReader is handed what it fills, a FieldWriter what it reads: one list of fields for both.
template <class Walker, class T>
void walk_flag(Walker& walker, T& flag) {
  int number = flag ? 1 : 0;
  walker.field(number);
  if constexpr (!std::is_const_v<T>) flag = number != 0;
}

}  // namespace

template <class Walker, class T>
requires std::is_same_v < std::remove_const_t<T>,
int > void walk(Walker& walker, T& number) { walker.field(number); }

template <class Walker, class T>
requires std::is_same_v<std::remove_const_t<T>, Evidence>
void walk(Walker& walker, T& evidence) {
  walker.list(evidence.statuses);
  walker.list(evidence.json);
  walker.list(evidence.body);
  walker.list(evidence.text);
  walker.list(evidence.headers);
}

template <class Walker, class T>
requires std::is_same_v<std::remove_const_t<T>, VerifierRoute>
void walk(Walker& walker, T& route) {
  walker.field(route.prefix);
  walker.field(route.url);
}

template <class Walker, class T>
requires std::is_same_v<std::remove_const_t<T>, RequestSignature>
void walk(Walker& walker, T& signature) {
  for (auto* text : {&signature.algorithm, &signature.key, &signature.text, &signature.encoding,
                     &signature.header, &signature.query})
    walker.field(*text);
}

template <class Walker, class T>
requires std::is_same_v<std::remove_const_t<T>, RecordedAnswer>
void walk(Walker& walker, T& answer) {
  walker.choice(answer.state, LivenessState::kIndeterminate);
  walker.field(answer.status);
  walker.field(answer.body);
  walker.list(answer.headers);
}

template <class Walker, class T>
requires std::is_same_v<std::remove_const_t<T>, Verifier>
void walk(Walker& walker, T& verifier) {
  for (auto* text :
       {&verifier.id, &verifier.method, &verifier.url, &verifier.bearer, &verifier.basic,
        &verifier.body, &verifier.driver, &verifier.facts, &verifier.note, &verifier.origin})
    walker.field(*text);
  for (auto* texts :
       {&verifier.rules, &verifier.hosts, &verifier.headers, &verifier.form, &verifier.references})
    walker.list(*texts);
  walk_flag(walker, verifier.read_only);
  walk_flag(walker, verifier.other_sites);
  for (auto* evidence : {&verifier.active, &verifier.revoked, &verifier.expired})
    walker.list(*evidence);
  walker.list(verifier.answers);
  walker.list(verifier.signatures);
  walker.list(verifier.routes);
}

std::string encode_verifiers(const std::vector<Verifier>& verifiers) {
  FieldWriter writer(kMagic);
  writer.list(verifiers);
  return writer.bytes();
}

Result<std::vector<Verifier>> decode_verifiers(std::string_view bytes) {
  FieldReader reader(bytes, kMagic);
  std::vector<Verifier> verifiers;
  reader.list(verifiers);
  if (!reader.is_whole()) return fail(ErrorKind::kCorrupt, "the embedded verifiers cannot be read");
  return verifiers;
}

}  // namespace keyhound
