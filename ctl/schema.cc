#include "commands.h"
#include "exit_code.h"
#include "schema_text.h"

namespace campaignd {

// It is JSON already, whatever --output says.
int schema(const Invocation& /*invocation*/) {
  return print_data(schema_text()) ? kExitWell : kExitError;
}

}  // namespace campaignd
