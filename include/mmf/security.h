/* SPDX-License-Identifier: MIT */
/*
 * Who may use a map: the protection that a creator gives it, reading it back,
 * and changing it later.  What MemoryMappedFileSecurity, GetAccessControl and
 * SetAccessControl were in .NET Framework; today's .NET has none of them.
 *
 *     // POSIX: a service lets one group in.
 *     const mmf_security team = {.parts = MMF_SECURITY_ACCESS |
 *                                         MMF_SECURITY_GROUP,
 *                                .mode = 0660,
 *                                .group = 1234};
 *     // Windows: the system does all, users who are logged on write and read.
 *     const mmf_security desktop = {.sddl = "D:(A;;GA;;;SY)(A;;0x6;;;IU)"};
 *     const mmf_options options = {.security = &desktop};
 *
 *     mmf_create_new("Global\\Demo", 8096, &options, &map);
 *
 * The two kinds of system protect objects in different ways, and neither is
 * translated into the other: POSIX has a mode, an owner and a group, Windows a
 * security descriptor, here as text in SDDL.  What a system does not have is
 * MMF_ENOTSUP and never silently left out.
 *
 * A map appears with its final protection: nobody gets in before.  A file that
 * is made for one is its creator's alone until then, if a mode is asked for; a
 * file that was there keeps what it has, see file.h.  Handles that are open
 * already stay what they are when it changes.  docs/portability.md has more under
 * "Services and desktop users".
 */
#ifndef MMF_SECURITY_H
#define MMF_SECURITY_H

#include "export.h"
#include "map.h"
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Parts of a protection, to be joined with |; .NET's AccessControlSections. */
enum mmf_security_parts {
    MMF_SECURITY_AUDIT = 1,  /**< what Windows logs; SDDL's S: */
    MMF_SECURITY_ACCESS = 2, /**< who may do what: the mode; SDDL's D: */
    MMF_SECURITY_OWNER = 4,  /**< the user; SDDL's O: */
    MMF_SECURITY_GROUP = 8,  /**< the group; SDDL's G: */
    MMF_SECURITY_ALL = 15
};

/**
 * A protection, or parts of one.  Zeros ask for nothing: then the system's
 * default holds for a new map, which is its creator alone on POSIX; for a new
 * file, what the umask leaves.
 */
typedef struct mmf_security {
    uint32_t size;     /**< sizeof(mmf_security), or 0 for the layout of 0.1 */
    uint32_t parts;    /**< which of the three numbers are meant: ACCESS, OWNER
                         and GROUP of mmf_security_parts.  POSIX */
    uint32_t mode;     /**< permission bits, past the umask; POSIX */
    uint32_t owner;    /**< number of a user; POSIX */
    uint32_t group;    /**< number of a group; POSIX */
    uint32_t reserved; /**< 0 */
    const char *sddl;  /**< a security descriptor in SDDL, which says itself
                            which parts it has; Windows.  Not kept */
} mmf_security;

/**
 * Changes the protection of a map, as SetAccessControl does.
 *
 * Parts that are not named stay as they are.  On POSIX the group is changed
 * first, then the mode, then the owner, so that nobody can get in meanwhile
 * who may neither before nor afterwards; a map keeps what lets its name end
 * with its last handle.  On Windows the map needs the rights for it:
 * MMF_RIGHTS_CHANGE_PERMISSIONS for D:, MMF_RIGHTS_TAKE_OWNERSHIP for O: and
 * G: and an integrity label, S:(ML;...), MMF_RIGHTS_ACCESS_SYSTEM_SECURITY for
 * the rest of S:.  Who creates has all but the last.  On POSIX the process
 * counts, not the rights: it must be the owner's.
 *
 * @param map      The map.
 * @param security What to change.
 * @return 0, or
 *         MMF_EINVAL   an argument is NULL; security asks for nothing, or has
 *                      an unknown size or part, a number that parts does not
 *                      tell of, or a mode, owner or group that is none; sddl
 *                      is not well-formed;
 *         MMF_ENOTSUP  sddl on POSIX; mode, owner or group on Windows, and
 *                      there a map that has no name and got no sddl at its
 *                      creation, which Windows does not protect;
 *         MMF_EACCES   the system refuses; the hint names the right or the
 *                      privilege that is missing.  The map is as it was;
 *         MMF_ENOMEM, MMF_EIO, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
 *
 * Thread safety: any thread, while the map is not being closed.
 * Since: 0.1.  Source: .NET Framework MemoryMappedFile.SetAccessControl; Win32
 * SetKernelObjectSecurity; POSIX fchmod and fchown.
 */
MMF_API int mmf_security_set(const mmf_map *map, const mmf_security *security);

/**
 * Tells mode, owner and group of a map.
 *
 * @param map The map.
 * @param out Receives them, with all three in parts.  Set out->size to 0 or
 *            sizeof(mmf_security); the rest is all zero on failure.
 * @return 0, or
 *         MMF_EINVAL   an argument is NULL, or out->size is unknown;
 *         MMF_ENOTSUP  Windows, where mmf_security_sddl() tells;
 *         MMF_EIO, MMF_ENOMEM, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
 *
 * Thread safety: any thread, while the map is not being closed.
 * Since: 0.1.  Source: POSIX fstat.
 */
MMF_API int mmf_security_get(const mmf_map *map, mmf_security *out);

/**
 * Tells the security descriptor of a map in SDDL, as GetAccessControl and
 * GetSecurityDescriptorSddlForm do.
 *
 * The map must be one that this process created, or have been opened with
 * MMF_RIGHTS_READ_PERMISSIONS; for MMF_SECURITY_AUDIT with
 * MMF_RIGHTS_ACCESS_SYSTEM_SECURITY, which needs SeSecurityPrivilege.
 *
 * @param map    The map.
 * @param parts  Which parts to tell, of mmf_security_parts.
 * @param buffer Receives the text and a NUL; may be NULL if room is 0.
 * @param room   Size of buffer in bytes.
 * @param needed Receives the length of the text without its NUL, also with
 *               MMF_ETOOBIG; NULL when that does not matter.
 * @return 0, or
 *         MMF_EINVAL   map is NULL, parts is 0 or has unknown bits, or buffer
 *                      is NULL and room is not 0;
 *         MMF_ENOTSUP  POSIX, where mmf_security_get() tells;
 *         MMF_ETOOBIG  room is too small; nothing but needed is stored;
 *         MMF_EACCES   the map was opened without the right; the hint names it;
 *         MMF_ENOMEM, MMF_EUNKNOWN  the system's answer is in the detail.
 *
 * Thread safety: any thread, while the map is not being closed.
 * Since: 0.1.  Source: .NET Framework MemoryMappedFile.GetAccessControl; Win32
 * GetKernelObjectSecurity.
 */
MMF_API int mmf_security_sddl(const mmf_map *map, uint32_t parts, char *buffer,
                              size_t room, size_t *needed);

#ifdef __cplusplus
}
#endif

#endif
