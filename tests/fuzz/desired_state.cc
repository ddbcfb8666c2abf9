// The desired state: the bytes of one file, or of several with a group separator (0x1d, which no file may hold) between
// them.
#include <string>
#include <utility>

#include "adapters/yaml/desired_state_reader.h"
#include "fuzz/rule.h"

namespace campaignd::fuzz {
namespace {

constexpr std::size_t kMostFiles = 4;

SourceText source_of(const std::string& bytes) {
  SourceText source;
  source.revision = {"sha256:0", "campaigns.d/", std::nullopt};
  std::size_t from = 0;
  while (source.files.size() < kMostFiles) {
    const std::size_t end = bytes.find('\x1d', from);
    source.files.push_back({"file-" + std::to_string(source.files.size()) + ".yaml", bytes.substr(from, end - from)});
    if (end == std::string::npos) break;
    from = end + 1;
  }
  return source;
}

void check(const Diagnostics& errors) {
  rule(!errors.empty(), "what is refused is refused for a reason");
  rule(errors.size() <= 101, "a file's errors are bounded");
  for (const Diagnostic& error : errors) {
    rule(!error.message.empty(), "an error says what is wrong");
    rule(is_calm(to_text(error)), "an error steers no terminal");
  }
}

void check(const DesiredState& state, std::size_t files) {
  for (const DesiredCampaign& campaign : state.campaigns) {
    rule(campaign.at.file < files && campaign.at.line > 0, "an entry stands somewhere in the files");
  }
}

}  // namespace
}  // namespace campaignd::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace campaignd;
  const SourceText source = fuzz::source_of(fuzz::bytes_of(data, size));
  if (const auto state = read_desired_state(source)) {
    fuzz::check(*state, source.files.size());
  } else {
    fuzz::check(state.error());
  }
  return 0;
}
