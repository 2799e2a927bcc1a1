// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_text.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound::testing {

namespace {

const std::string kA(40, 'a');
const std::string kB(40, 'b');

}  // namespace

TEST_CASE("A commit's tree, parents, people, time and message are read") {
  const std::string text = "tree " + kA + "\nparent " + kB + "\nparent " + kA +
                           "\nauthor Ana <ana@acme.example> 5 +0100\n"
                           "committer Carl C <c@acme.example> 1768046400 -0800\n"
                           "gpgsig -----BEGIN\n author not <a> 1 +0000\n\nsubject\n\nbody\n";
  const Result<ParsedCommit> commit = parse_commit(text);
  REQUIRE(commit);
  CHECK(commit->tree.hex() == kA);
  REQUIRE(commit->parents.size() == 2);
  CHECK(commit->parents[0].hex() == kB);
  CHECK(commit->author.name == "Ana");
  CHECK(commit->author.email == "ana@acme.example");
  CHECK(commit->committer.name == "Carl C");
  CHECK(commit->committer.when.seconds == 1768046400);
  CHECK(commit->message == "subject\n\nbody\n");
  CHECK(commit->headers.starts_with("tree "));
  CHECK(commit->written.text.starts_with("author Ana"));
  CHECK(commit->written.lines_before == 3);
}

TEST_CASE("A commit without a tree is corrupt, one with odd people is not") {
  CHECK(parse_commit("").error().kind == ErrorKind::kCorrupt);
  CHECK(parse_commit("tree xyz\n\n").error().kind == ErrorKind::kCorrupt);
  CHECK(parse_commit("tree " + kA + "\nparent 12\n\n").error().kind == ErrorKind::kCorrupt);
  const std::string odd = "tree " + kA + "\nauthor\ncommitter nobody\n";
  const Result<ParsedCommit> commit = parse_commit(odd);
  REQUIRE(commit);
  CHECK(commit->message.empty());
  CHECK(commit->committer.name == "nobody");
}

TEST_CASE("Of headers only the ids that stand first are not somebody's writing") {
  const auto written = [](const std::string& text) { return parse_commit(text)->written; };
  const std::string late = "author A\ntree " + kA + "\nparent " + kB + "\n";
  CHECK(written(late).text == late);
  CHECK(written(late).lines_before == 0);
  const std::string between = "tree " + kA + "\nx\nparent " + kB + "\n";
  CHECK(written(between).text == "x\nparent " + kB + "\n");
  CHECK(written(between).lines_before == 1);
  CHECK(written("tree " + kA + "\n").text.empty());
}

TEST_CASE("A signature is read whatever stands in it") {
  CHECK(parse_signature("").name.empty());
  CHECK(parse_signature("<> 1").when.seconds == 1);
  CHECK(parse_signature("A <b <c>> 7 +0000").when.seconds == 7);
  CHECK(parse_signature("A <a> 99999999999999999999 +0000").when.seconds == 0);
  CHECK(parse_signature("A <a> -5 +0000").when.seconds == -5);
  CHECK(parse_signature(">x<").name == ">x<");
}

TEST_CASE("A tag's object, name, tagger and message are read") {
  const std::string text = "object " + kA +
                           "\ntype tree\ntag v1\n"
                           "tagger Ana <ana@acme.example> 7 +0000\n\nrelease\n";
  const Result<ParsedTag> tag = parse_tag(text);
  REQUIRE(tag);
  CHECK(tag->target.hex() == kA);
  CHECK(tag->target_type == ObjectType::kTree);
  CHECK(tag->name == "v1");
  CHECK(tag->tagger.when.seconds == 7);
  CHECK(tag->message == "release\n");
  CHECK_FALSE(parse_tag("type commit\n\n"));
  CHECK_FALSE(parse_tag("object " + kA + "\ntype cake\n\n"));
}

}  // namespace keyhound::testing
