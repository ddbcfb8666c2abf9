// The project's templates and phone numbers, from `/whatsapp/resources`. All states are open sets: the service's words.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/ids.h"

namespace campaignd {

struct CatalogTemplate {
  TemplateId id;
  std::string name;
  std::string language;
  std::string category;     // MARKETING, UTILITY, AUTHENTICATION
  std::string status;       // only APPROVED can be sent
  std::size_t account = 0;  // index into Catalog::accounts
  friend bool operator==(const CatalogTemplate&, const CatalogTemplate&) = default;
};

struct CatalogNumber {
  PhoneNumberId id;
  PhoneDigits number;
  std::string display;  // as the service shows it
  std::string verified_name;
  std::string status;           // only CONNECTED can send
  std::string quality;          // GREEN, YELLOW, RED, UNKNOWN
  std::string messaging_limit;  // TIER_50 … UNLIMITED, NOT_SET
  std::size_t account = 0;
  friend bool operator==(const CatalogNumber&, const CatalogNumber&) = default;
};

struct CatalogAccount {
  std::string id;  // the service's, or one made up where it gave none
  std::string name;
  std::size_t business = 0;  // index: accounts of one business share its messaging limit
  friend bool operator==(const CatalogAccount&, const CatalogAccount&) = default;
};

struct Catalog {
  std::vector<CatalogAccount> accounts;
  std::vector<CatalogTemplate> templates;
  std::vector<CatalogNumber> numbers;
  friend bool operator==(const Catalog&, const Catalog&) = default;
};

}  // namespace campaignd
