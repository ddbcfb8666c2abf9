#include "state.h"

#include <sys/stat.h>

#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <utility>

#include "adapters/sqlite/statement.h"
#include "contract/memory_samples.h"

namespace campaignd::testing {

State::State() {
  // Others may look in, as the service's group does.
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
  std::filesystem::create_directory(place.directory);
  std::ofstream(place.machine_id_file) << "0123456789abcdef0123456789abcdef\n";
}

std::string store(Journal& journal, std::int64_t n) {
  const std::string name = std::to_string(n);
  MemoryChanges changes;
  changes.last_good = StoredRevision{
      {"sha256:" + name, "campaigns.yaml", std::nullopt}, {{"campaigns.yaml", std::string(160'000, 'x') + name}}, {}};
  CampaignMemory campaign = samples::bare_campaign_memory(1);
  campaign.own_keys = name;
  changes.campaigns = {{samples::campaign_id(1), std::move(campaign)}};
  const auto number = static_cast<std::uint64_t>(n);
  const std::array records{samples::intent(number), samples::outcome(number - 1)};
  auto stored = journal.store(changes, records);
  if (!stored && stored.error().is_overtaken && journal.recall()) stored = journal.store(changes, records);
  return stored ? "" : stored.error().detail;
}

std::string last_store(Journal& journal) {
  const auto memory = journal.recall();
  if (!memory) return memory.error().detail;
  const auto open = journal.unresolved();
  if (!open) return open.error().detail;
  if (!memory->last_good) return open->empty() && memory->campaigns.empty() ? "none" : "without a revision";
  const std::string revision = memory->last_good->revision.hash.substr(7);
  const std::string& bytes = memory->last_good->files.at(0).bytes;
  const std::string& campaign = memory->campaigns.at(samples::campaign_id(1)).own_keys;
  const std::string intent =
      open->size() == 1 ? std::to_string(open->front().intent) : std::to_string(open->size()) + " intents";
  if (bytes.substr(160'000) == revision && campaign == revision && intent == revision) return revision;
  return "revision " + revision + ", bytes of " + bytes.substr(160'000) + ", campaign " + campaign + ", intent " +
         intent;
}

std::string store_and_recall(Journal& journal, std::int64_t n) {
  const std::string failure = store(journal, n);
  return failure + last_store(journal);
}

std::map<std::string, std::string> traces(const std::filesystem::path& directory) {
  std::map<std::string, std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    struct stat status = {};
    if (::stat(entry.path().c_str(), &status) != 0) continue;
    found[entry.path().filename()] = std::to_string(status.st_ino) + ' ' + std::to_string(status.st_mode) + ' ' +
                                     std::to_string(status.st_uid) + ' ' + std::to_string(status.st_mtim.tv_sec) + '.' +
                                     std::to_string(status.st_mtim.tv_nsec) + ' ' +
                                     std::to_string(std::hash<std::string>()(bytes_of(entry.path())));
  }
  return found;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

void sql(const std::filesystem::path& file, const char* statements) {
  if (!std::filesystem::exists(file)) write_bytes(file, "");
  Connection(file_uri(file.native(), "mode=rw"), Connection::Mode::kReadWrite).execute(statements);
}

std::int64_t sql_integer(const std::filesystem::path& file, const char* statement) {
  return Connection(file_uri(file.native(), "mode=ro"), Connection::Mode::kReadOnly).integer(statement);
}

}  // namespace campaignd::testing
