# Run by cpack on the staged installation: what Debian's policy wants beside or instead of it. The programs are stripped,
# manual pages and changelog compressed, the settings stand in /etc as a conffile. The campaigns and the key are for
# whoever configures it.
set(stage "${CPACK_TEMPORARY_DIRECTORY}")
set(packaging "${CPACK_CAMPAIGND_SOURCE_DIR}/packaging")
set(doc "${stage}/usr/share/doc/${CPACK_PACKAGE_NAME}")

function(put source place)
  get_filename_component(folder "${place}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  configure_file("${source}" "${place}" COPYONLY)
  file(CHMOD "${place}" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endfunction()

put("${CPACK_CAMPAIGND_SOURCE_DIR}/config/campaignd.yaml" "${stage}/etc/campaignd/campaignd.yaml")
put("${packaging}/copyright" "${doc}/copyright")
put("${packaging}/changelog" "${doc}/changelog")
# Debian's zsh looks for what packages bring elsewhere than for what an administrator installs.
file(MAKE_DIRECTORY "${stage}/usr/share/zsh/vendor-completions")
file(RENAME "${stage}/usr/share/zsh/site-functions/_campaignctl" "${stage}/usr/share/zsh/vendor-completions/_campaignctl")
file(REMOVE_RECURSE "${stage}/usr/share/zsh/site-functions")

# --no-name leaves the time out, so that the same tree makes the same package.
file(GLOB pages "${stage}/usr/share/man/man*/*")
execute_process(COMMAND gzip --best --no-name ${pages} "${doc}/changelog" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CPACK_CAMPAIGND_STRIP}" --remove-section=.comment --remove-section=.note
                        "${stage}/usr/bin/campaignctl" "${stage}/usr/sbin/campaignd" COMMAND_ERROR_IS_FATAL ANY)
