# Run by `cmake --install`: writes both units from one text. What differs between them stands here and nowhere else.
foreach(directory SBINDIR BINDIR DOCDIR)
  cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_${directory} BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}" NORMALIZE
             OUTPUT_VARIABLE CMAKE_INSTALL_FULL_${directory})
endforeach()

macro(install_unit name)
  set(place "${CMAKE_INSTALL_PREFIX}/lib/systemd/system/${name}")
  message(STATUS "Installing: $ENV{DESTDIR}${place}")
  configure_file("${CAMPAIGND_UNIT}" "$ENV{DESTDIR}${place}" @ONLY
                 FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${place}")
endmacro()

set(UNIT_NAME campaignd)
set(FOR_EACH_PROJECT "")
set(OF_PROJECT "")
set(CONFIGURATION /etc/campaignd)
set(DIRECTORY campaignd)
install_unit(campaignd.service)

# State and runtime directories stand beside those of campaignd.service, not within them: systemd removes a runtime
# directory with everything in it when its service stops.
set(UNIT_NAME campaignd@NAME)
set(FOR_EACH_PROJECT ", one for each project: `campaignd@NAME` reads /etc/campaignd/NAME/")
set(OF_PROJECT " of %i")
set(CONFIGURATION /etc/campaignd/%i)
set(DIRECTORY campaignd-%i)
install_unit(campaignd@.service)
