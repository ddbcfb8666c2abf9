#include "freeze_rows.h"

#include "core/display_text.h"
#include "core/told_instants.h"
#include "core/zone.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {

namespace {

std::string name_of(const Stopped& row) {
  if (row.handle) return row.handle->str();
  return row.name.empty() && row.id ? row.id->str() : isolate(row.name);
}

}  // namespace

std::string freeze_rows(const std::vector<Stopped>& rows, const std::string& sentence, WallTime now, const Zone& zone,
                        const Paint& paint) {
  Table table({"campaign", "id", "was to go out", "now"});
  for (const Stopped& row : rows) {
    const std::string detail = row.detail.empty() ? "" : ": " + isolate(row.detail);
    table.add({{name_of(row)},
               {row.id ? row.id->str() : "-"},
               {row.was ? told(*row.was, now, zone) : "-"},
               row.is_off ? Table::Cell{"off the clock" + detail, Ink::kGreen}
                          : Table::Cell{"NOT off the clock" + detail, Ink::kRed}});
  }
  return (table.is_empty() ? "" : table.text(0, paint) + "\n") + with_told_instants(sentence, zone) + "\n";
}

}  // namespace campaignd
