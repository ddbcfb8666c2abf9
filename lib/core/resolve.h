// From the file's names to the service's ids: which template and which number of the catalog an entry means. A name
// that stands in several WhatsApp accounts is taken from the account of its partner, else from the campaign's present
// account.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/observed_state.h"

namespace campaignd {

// The managed template and number; null where the entry does not manage them. Borrowed from the catalog.
struct Target {
  const CatalogTemplate* message_template = nullptr;
  const CatalogNumber* number = nullptr;
};

// Why a name means nothing, or more than one thing. `reason` is one of unknown-template, ambiguous-template,
// template-category, unknown-number, ambiguous-number, two-accounts.
struct Unresolved {
  std::string reason;
  std::string detail;
};

tl::expected<Target, Unresolved> resolve(const DesiredCampaign& entry, const ObservedCampaign& observed,
                                         const Catalog& catalog);

// Whether the catalog has every template and number that the file names, in whatever state and account.
bool has_all_names(const DesiredState& desired, const Catalog& catalog);

// The catalog's entry for what a campaign has now; null where it cannot be told.
const CatalogTemplate* find_template(const Catalog& catalog, const ObservedTemplate& observed);
const CatalogNumber* find_number(const Catalog& catalog, const ObservedNumber& observed);

// Whether an answer shows this template or number, whatever shape it came in: by id where it carries one, else by name
// and language, or by digits.
bool shows(const std::optional<ObservedTemplate>& observed, const CatalogTemplate& wanted);
bool shows(const std::optional<ObservedNumber>& observed, const CatalogNumber& wanted);

}  // namespace campaignd
