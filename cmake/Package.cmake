# The Debian package: `cmake --workflow --preset deb`, or `cpack -G DEB` in a folder where everything is built. What it
# holds beside an installation stands in packaging/.
set(CAMPAIGND_MAINTAINER "campaignd maintainers <campaignd@packages.invalid>" CACHE STRING
    "Who stands in the Debian package as its maintainer")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME campaignd)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "${CAMPAIGND_MAINTAINER}")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/package")
set(CPACK_VERBATIM_VARIABLES ON)
# Staged by DESTDIR, so that the units name /usr and not the stage.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/packaging/debian_tree.cmake")
set(CPACK_CAMPAIGND_SOURCE_DIR "${PROJECT_SOURCE_DIR}")
set(CPACK_CAMPAIGND_STRIP "${CMAKE_STRIP}")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "keeps WhatsApp campaigns on OTPIQ as a YAML file says")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"A service that reads which campaigns should be on the clock, when, and with
which template and sending number, from a YAML file under version control,
and changes at the OTPIQ API what differs. It starts, creates and deletes
nothing, and leaves alone what the file does not name.

campaignctl checks such a file, shows what would change and why, and takes
campaigns off the clock. Whoever has configured the service starts it: the
package does not.")
# What the programs are linked with is computed. Beside it: the zones and the authorities that they read, the user that
# postinst makes. libgit2 is opened at run time where it is there, in the version that this was compiled for.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, ca-certificates, systemd | systemd-standalone-sysusers | systemd-sysusers")
string(REGEX MATCH "^[0-9]+\\.[0-9]+" CAMPAIGND_GIT2_ABI "${git2_VERSION}")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgit2-${CAMPAIGND_GIT2_ABI}")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
foreach(part postinst prerm postrm conffiles)
  list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${PROJECT_SOURCE_DIR}/packaging/${part}")
endforeach()

include(CPack)
