#include "adapters/json/catalog_json.h"
#include "catalog_text.h"
#include "commands.h"
#include "exit_code.h"
#include "session.h"

namespace campaignd {

int resources(const Invocation& invocation) {
  const auto session = Session::open(invocation);
  if (!session) return fail(invocation, session.error());
  const auto catalog = (*session)->catalog();
  if (!catalog) return fail(invocation, catalog.error());

  const bool as_json = invocation.output == OutputFormat::kJson;
  const Page page{invocation.terminal.out, invocation.terminal.width};
  return print_data(as_json ? catalog_json(*catalog) : catalog_text(*catalog, page)) ? kExitWell : kExitError;
}

}  // namespace campaignd
